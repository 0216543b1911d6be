// The medicine field suggests from three letters on; directions are read aloud in plain words while typed.
"use strict";
(() => {
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const name = form.elements.name, directions = form.elements.directions, source = form.elements.source;
  const matches = form.querySelector("[data-matches]"), plain = form.querySelector("[data-plain]");
  let picked = -1, asked = 0;

  const post = async (address, typed) => {
    const body = new URLSearchParams({ typed, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? answer.text() : "";
  };
  const later = (wait, action) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(action, wait); };
  };

  const options = () => [...matches.querySelectorAll("[role=option]")];
  const close = () => { matches.replaceChildren(); picked = -1; name.setAttribute("aria-expanded", "false"); name.removeAttribute("aria-activedescendant"); };
  const show = (place) => {
    const all = options();
    picked = (place + all.length) % all.length;
    all.forEach((each, index) => each.setAttribute("aria-selected", String(index === picked)));
    name.setAttribute("aria-activedescendant", all[picked].id);
    all[picked].scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    name.value = option.dataset.name;
    if (source && !source.value) source.value = ["rx", "otc", "supplement"].includes(option.dataset.source) ? option.dataset.source : "";
    close();
    directions.focus();
  };
  const suggest = async () => {
    const now = ++asked, typed = name.value.trim();
    if (typed.length < 3) return close();
    const found = await post(form.dataset.suggest, typed);
    if (now !== asked || document.activeElement !== name) return;
    matches.innerHTML = found;
    name.setAttribute("aria-expanded", "true");
    options().forEach((option) => option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); }));
    if (options().length) show(0);
  };

  name.setAttribute("role", "combobox");
  name.setAttribute("aria-expanded", "false");
  name.setAttribute("aria-controls", "matches");
  name.setAttribute("aria-autocomplete", "list");
  name.addEventListener("input", later(120, suggest));
  name.addEventListener("blur", close);
  name.addEventListener("keydown", (event) => {
    const all = options();
    if (!all.length) return;
    if (event.key === "ArrowDown") { show(picked + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp") { show(picked - 1); event.preventDefault(); }
    else if (event.key === "Enter" && picked >= 0) { take(all[picked]); event.preventDefault(); }
    else if (event.key === "Escape") { close(); event.stopPropagation(); }
  });
  directions.addEventListener("input", later(200, async () => { plain.innerHTML = await post(form.dataset.read, directions.value); }));
})();
