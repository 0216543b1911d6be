// The button "Scan the box" reads a barcode with the camera and asks which medicine it is; nothing leaves this practice.
"use strict";
(() => {
  const form = document.querySelector("form[data-scan]");
  const button = document.querySelector("[data-scan-start]");
  if (!form || !button) return;
  const panel = document.querySelector("[data-scan-panel]"), video = panel.querySelector("video");
  const typed = panel.querySelector("input"), answer = panel.querySelector("[data-scan-answer]");
  let stream = null, timer = null, reader = null;

  const decoder = () => new Promise((ready, failed) => {
    if (window.ZXing) return ready();
    const script = document.createElement("script");
    script.src = form.dataset.decoder;
    script.onload = ready;
    script.onerror = failed;
    document.head.append(script);
  });

  const readerOf = () => {
    const kinds = window.ZXing.BarcodeFormat, hints = new Map();
    hints.set(window.ZXing.DecodeHintType.POSSIBLE_FORMATS, [kinds.UPC_A, kinds.EAN_13, kinds.ITF, kinds.CODE_128, kinds.DATA_MATRIX]);
    hints.set(window.ZXing.DecodeHintType.TRY_HARDER, true);
    const made = new window.ZXing.MultiFormatReader();
    made.setHints(hints);
    return made;
  };

  const decode = () => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (!canvas.width) return "";
    canvas.getContext("2d").drawImage(video, 0, 0);
    try {
      const seen = new window.ZXing.HTMLCanvasElementLuminanceSource(canvas);
      return reader.decode(new window.ZXing.BinaryBitmap(new window.ZXing.HybridBinarizer(seen))).getText();
    } catch { return ""; }
  };

  const stop = () => {
    clearInterval(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
  };
  const say = (words) => { answer.textContent = words; };

  const ask = async (code) => {
    stop();
    say("Looking it up …");
    const body = new URLSearchParams({ code, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const found = await fetch(form.dataset.scan, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    answer.innerHTML = found.ok ? await found.text() : "";
    if (!found.ok) return say("The number could not be looked up. Type the name.");
    const products = [...answer.querySelectorAll("[data-name]")];
    products.forEach((product) => product.addEventListener("click", () => take(product)));
    if (products.length === 1) take(products[0]);
  };
  const take = (product) => {
    form.elements.name.value = product.dataset.name;
    if (!form.elements.source.value) form.elements.source.value = product.dataset.source;
    say(`Read from the box: ${product.dataset.name}. Check it against the label.`);
    form.elements.directions.focus();
  };

  const start = async () => {
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" });
    try {
      await decoder();
      reader ??= readerOf();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch {
      say("There is no camera to use here. Type the number under the bars.");
      typed.focus();
      return;
    }
    video.hidden = false;
    video.srcObject = stream;
    await video.play();
    say("Hold the bars in front of the camera.");
    timer = setInterval(() => { const code = decode(); if (code) ask(code); }, 250);
  };

  button.addEventListener("click", () => (stream ? stop() : start()));
  panel.querySelector("[data-scan-typed]").addEventListener("click", () => typed.value.trim() && ask(typed.value));
  typed.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); if (typed.value.trim()) ask(typed.value); } });
  panel.querySelector("[data-scan-close]").addEventListener("click", () => { stop(); panel.hidden = true; button.focus(); });
  window.addEventListener("pagehide", stop);
})();
