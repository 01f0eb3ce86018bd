// Four small improvements on pages that are whole without them:
// hide the screen, save what is being typed, put focus where it helps, say when the screen hides.
(() => {
  "use strict";

  // ── Hide: the content leaves the document, it is not only covered ──────────
  const cover = document.getElementById("dekke");
  let kept = null;
  let title = "";

  function hide() {
    if (kept || !cover) return;
    saveAll();
    title = document.title;
    kept = document.createDocumentFragment();
    kept.append(...document.body.childNodes);
    document.title = document.body.dataset.hideTitle;
    document.body.append(cover.content.cloneNode(true));
    tick();
    document.querySelector(".dekke button").addEventListener("click", show);
    document.querySelector(".dekke button").focus();
  }

  function show() {
    if (!kept) return;
    document.body.replaceChildren(kept);
    document.title = title;
    kept = null;
  }

  // The time of day as the language of the page writes it: 14:32 in English, 14.32 in Norwegian.
  function timeNow() {
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return document.documentElement.lang === "en" ? time : time.replace(":", ".");
  }

  function tick() {
    const clock = document.querySelector(".dekke time");
    if (!clock) return;
    clock.textContent = timeNow();
    setTimeout(tick, 5000);
  }

  let shifts = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { shifts = []; return; }
    const now = Date.now();
    shifts = [...shifts.filter((at) => now - at < 5000), now];
    if (shifts.length >= 3) { shifts = []; hide(); }
  });
  addEventListener("click", (event) => {
    if (event.target.closest("[data-hide]")) hide();
  });

  // ── Idle: after five minutes the screen hides by itself; nothing typed is lost ──
  const IDLE_MS = 5 * 60 * 1000;
  let idle = setTimeout(hide, IDLE_MS);
  for (const sign of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(sign, () => { clearTimeout(idle); idle = setTimeout(hide, IDLE_MS); }, { passive: true });
  }

  // ── Autosave: a draft on the server, at most two seconds behind the typing ──
  const drafts = new Map();

  function watch(form) {
    const line = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
    const state = { form, line, dirty: false, busy: false, first: 0, timer: 0 };
    drafts.set(form, state);
    form.addEventListener("input", () => plan(state));
    form.addEventListener("focusout", () => save(state));
    form.addEventListener("submit", () => { clearTimeout(state.timer); state.dirty = false; });
  }

  function plan(state) {
    const now = Date.now();
    if (!state.dirty) state.first = now;
    state.dirty = true;
    clearTimeout(state.timer);
    const wait = Math.max(0, Math.min(700, 1600 - (now - state.first)));
    state.timer = setTimeout(() => save(state), wait);
  }

  async function save(state) {
    if (!state.dirty) return;
    if (state.busy) { state.missed = true; return; }
    state.busy = true;
    state.dirty = false;
    clearTimeout(state.timer);
    state.timer = 0;
    say(state, "saving");
    try {
      const answer = await fetch(state.form.dataset.autosave, {
        method: "POST", body: draftOf(state.form), keepalive: true, headers: { "X-Requested-With": "fetch" },
      });
      if (answer.status === 409) { say(state, "conflict"); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      state.form.dataset.version = answer.headers.get("X-Draft-Version") || "";
      say(state, "saved");
    } catch {
      state.dirty = true;
      say(state, "failed");
      state.timer = setTimeout(() => save(state), 2000);
    } finally {
      state.busy = false;
      // Typed while the last save was on its way: its own timer may have gone off for nothing.
      if (state.missed) { state.missed = false; plan(state); }
    }
  }

  // A form that names its draft is sent as one: form, case, version, and its fields as JSON.
  function draftOf(form) {
    const fields = new FormData(form);
    const { form: draft, case: code, version } = form.dataset;
    if (!draft) return new URLSearchParams(fields);
    const token = fields.get("csrfmiddlewaretoken");
    fields.delete("csrfmiddlewaretoken");
    for (const box of form.querySelectorAll("[data-undrafted]")) fields.delete(box.name); // for the vault only
    const typed = {};
    for (const name of new Set(fields.keys())) {
      const values = fields.getAll(name).filter((value) => typeof value === "string");
      typed[name] = values.length > 1 ? values : values[0];
    }
    return new URLSearchParams({
      csrfmiddlewaretoken: token, form: draft, case: code || "", version: version || "0", body: JSON.stringify(typed),
    });
  }

  function saveAll() { for (const state of drafts.values()) save(state); }

  function say(state, what) {
    if (!state.line || !state.line.dataset[what]) return;
    state.line.textContent = state.line.dataset[what].replace("{time}", timeNow());
  }

  function start(root) {
    for (const form of root.querySelectorAll("form[data-autosave]")) if (!drafts.has(form)) watch(form);
    const summary = root.querySelector("[data-focus]");
    const fault = `${document.body.dataset.faultTitle}: `;
    if (summary) { summary.focus(); if (!document.title.startsWith(fault)) document.title = fault + document.title; }
    for (const button of root.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
    for (const gone of root.querySelectorAll("[data-vanish-after]")) {
      setTimeout(() => gone.remove(), Number(gone.dataset.vanishAfter) * 1000);
    }
  }

  // ── Passkeys: when none is found here, the page says what to do instead ────
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const refused = document.querySelector("[data-key-refused]");
    if (refused) refused.hidden = false;
  });

  // ── The clock before sign-in: counts from the server's time, so a wrong phone clock does no harm ──
  const face = document.querySelector("[data-since]");
  if (face) {
    const skew = Date.parse(face.dataset.now) - Date.now();
    const since = Date.parse(face.dataset.since);
    const stage = Math.min(2, Math.max(0, Math.floor((Date.parse(face.dataset.now) - since) / 900000)));
    const show = () => {
      const seconds = Math.max(0, Math.floor((Date.now() + skew - since) / 1000));
      if (Math.min(2, Math.floor(seconds / 900)) !== stage) location.reload();
      face.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    };
    show();
    setInterval(show, 500);
  }

  addEventListener("visibilitychange", () => { if (document.hidden) saveAll(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s" && drafts.size) { event.preventDefault(); saveAll(); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    start(event.detail.target);
    event.detail.target.querySelector("h1")?.focus();
  });
  start(document);
})();
