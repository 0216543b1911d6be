// Keys printed on buttons and links: [data-key] is pressed or focused by its key, J and K move among [data-row].
"use strict";
(() => {
  const typing = (element) =>
    element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox|submit|button)$/.test(element.type);
  const shown = (element) => element.getClientRects().length > 0;

  const press = (key) => {
    const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
    if (!found) return false;
    found.focus();
    if (!typing(found)) found.click();
    return true;
  };

  const move = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter(shown);
    if (!rows.length) return false;
    const now = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by))].focus();
    return true;
  };

  // A digit presses that choice of the row that has the focus, or of the first row.
  const choose = (key) => {
    const row = document.activeElement.closest("[data-row]") || document.querySelector("[data-row]");
    const choice = /^[1-9]$/.test(key) && row?.querySelectorAll("[data-choice]")[Number(key) - 1];
    if (!choice) return false;
    choice.click();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    if (event.key === "Enter" && event.target !== document.body) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const done = press(key) || choose(key) || key === "J" && move(1) || key === "K" && move(-1);
    if (done) event.preventDefault();
  });

  // A visit that is resumed goes on at the row where it was left. The browser drops the focus when it comes to the place, so after that.
  if (location.hash === "#next") addEventListener("load", () => document.getElementById("next")?.closest("[data-row]")?.focus());

  // The part of the page that was opened last stays in view after a choice; a page just come to begins with the person.
  if (location.search) document.querySelector("[data-in-view]")?.scrollIntoView({ block: "nearest" });
})();
