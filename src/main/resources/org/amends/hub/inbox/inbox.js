// Keeps an open inbox up to date. Without it the pages still work: they are then as old as their last load.

const page = document.body.dataset;
const rows = document.getElementById("rows");
const detail = document.getElementById("detail");
const QUIET_MS = 600;      // a pointer that moved this recently may be about to press
const DOWN_MS = 5000;      // a stream that is down for less is nobody's worry
const SILENT_MS = 16000;   // the hub beats every 10 s; more silence means that the line is dead
const HOUR_MS = 3600000;

// Rows that come by the stream are the same for everybody; this is what makes their forms ours.
const csrf = document.querySelector("[name=csrf]").value;

let after = page.after;
let skew = Number(page.now) - Date.now();   // the hub's clock against this device's

/* Nothing moves under a finger: changes wait until the pointer is up and has rested. */
let pointerDown = false;
let pointerMoved = 0;
const waiting = [];
document.addEventListener("pointerdown", () => { pointerDown = true; }, true);
for (const up of ["pointerup", "pointercancel"]) {
  document.addEventListener(up, () => { pointerDown = false; pointerMoved = Date.now(); }, true);
}
document.querySelector(".panes").addEventListener("pointermove", () => { pointerMoved = Date.now(); }, { passive: true });

function whenQuiet(change) {
  waiting.push(change);
  settle();
}

function settle() {
  const rested = !pointerDown && Date.now() - pointerMoved >= QUIET_MS;
  if (rested) {
    while (waiting.length > 0) waiting.shift()();
  } else if (waiting.length > 0) {
    setTimeout(settle, 100);
  }
}

/* Rows */
function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;   // made by the hub's own templates, which escape every word of a guest
  return template.content.firstElementChild;
}

function show(change, position) {
  const old = rows.querySelector(`[data-case="${change.id}"]`);
  if (!change.listed) {
    old?.remove();
  } else {
    const row = fragment(change.row);
    for (const field of row.querySelectorAll("[name=csrf]")) field.value = csrf;
    row.dataset.position = position;
    eyes.observe(row);
    if (String(change.id) === page.chosen) {
      row.classList.add("chosen");
    }
    if (old) {
      const focused = old.contains(document.activeElement);
      old.replaceWith(row);
      if (focused) row.querySelector("a").focus();
    } else {
      row.classList.add("arrived");
      rows.insertBefore(row, placeFor(row));
    }
  }
  if (!change.listed || change.state !== "new") known.delete(String(change.id));
  document.getElementById("empty").hidden = rows.children.length > 0;
  for (const [list, count] of Object.entries(change.counts)) {
    const place = document.querySelector(`[data-count="${list}"]`);
    if (place) place.textContent = count;
    if (list === "overdue" && place) place.parentElement.hidden = count === 0;
  }
  if (page.chosen === "0") {
    document.title = `(${change.counts.open}) ${page.title}`;
  }
  if (change.spoken && page.view === "open") {
    document.getElementById("spoken").textContent = page.newCase.replace("{0}", change.spoken);
  }
  tick();
}

/* Newest first; what was just closed comes first in its list. */
function placeFor(row) {
  if (page.view === "closed") return rows.firstElementChild;
  const said = (r) => Number(r.querySelector(".clock").dataset.said);
  return [...rows.children].find((other) => said(other) <= said(row)) ?? null;
}

/* The open case */
async function refreshDetail(position) {
  // Fetching it counts as looking at it.
  if (document.hidden) {
    document.addEventListener("visibilitychange", () => refreshDetail(position), { once: true });
    return;
  }
  const answer = await fetch(`/cases/${page.chosen}${page.where}&part=detail`, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const html = await answer.text();
  whenQuiet(() => {
    const written = [...detail.querySelectorAll("textarea, select")].map((field) => (
      { id: field.id, text: field.value, from: field.selectionStart, to: field.selectionEnd, focused: field === document.activeElement }));
    const unfolded = [...detail.querySelectorAll("details[open]")].map((part) => part.id);
    detail.innerHTML = html;
    watchDetail(position);
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    for (const kept of written) {
      const again = document.getElementById(kept.id);
      if (!again) continue;
      again.value = kept.text;
      if (kept.focused) {
        again.focus();
        again.setSelectionRange?.(kept.from, kept.to);
      }
    }
    tick();
  });
}

/*
 * What has been before somebody's eyes: painted, in view, and the page not hidden. The hub is told until it says that it knows,
 * as it tries others when nobody has seen a case. Nobody needs to be told of a case that somebody has.
 */
const TELLS_MS = 1000;            // gathered for so long
const LONGEST_UNTOLD_MS = 30000;  // however often it failed
const TELLS_AT_ONCE = 100;
const inView = new Set();
const known = new Map();          // by case, the entry that it was shown with
const untold = new Map();         // by case, the last change in what was shown
let telling = null;
let tellsAfter = TELLS_MS;

const eyes = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) inView.add(target);
    else inView.delete(target);
  }
  look();
}, { threshold: 0.5 });

function watchDetail(position) {
  const header = detail.querySelector(".case > header");
  if (!header) return;
  header.parentElement.dataset.position = position;
  eyes.observe(header);
}

function look() {
  if (document.visibilityState !== "visible") return;
  for (const part of inView) {
    const { case: id, entry, again, state, position } = part.closest("[data-case]").dataset;
    const call = `${entry}/${again}`;
    if (!part.isConnected) inView.delete(part);
    else if (state === "new" && known.get(id) !== call) {
      known.set(id, call);
      untold.set(id, position);
    }
  }
  tellLater();
}

function tellLater() {
  if (untold.size > 0 && telling === null) telling = setTimeout(tell, tellsAfter);
}

async function tell() {
  const some = [...untold].slice(0, TELLS_AT_ONCE);
  const answer = await fetch("/inbox/seen", { method: "POST", redirect: "manual", keepalive: true, body: new URLSearchParams({
    csrf: document.querySelector("[name=csrf]").value, seen: some.map((pair) => pair.join(":")).join(",") }) }).catch(() => null);
  if (answer?.status === 204) {
    for (const [id, position] of some) if (untold.get(id) === position) untold.delete(id);
  }
  tellsAfter = answer?.status === 204 ? TELLS_MS : Math.min(2 * tellsAfter, LONGEST_UNTOLD_MS);
  telling = null;
  if (!over) tellLater();
}

/*
 * Sound and the browser's own notifications, switched on in this browser by one press: for each new case that comes into the
 * list on the screen, and not for one to follow up. A quiet time of the person is kept.
 */
const BELL = "amends-bell";            // in this browser's storage: whether it is on
const LAST_CALL = "amends-last-call";  // likewise: the last call of a case that any of its pages called for
const GATHERS_MS = 400;
const quietTimes = page.quiet.split(" ").filter(Boolean).map((time) => time.split("-").map(Number));
const bellLine = document.getElementById("bell-line");
const bell = document.getElementById("bell");
const calls = [];
let ringsSoon = null;
let sound = null;

function stored(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function store(key, value) {
  try { localStorage.setItem(key, value); } catch { /* this browser keeps nothing: it is off again on the next page */ }
}

let bellIsOn = stored(BELL) === "on";

function quietUntil(urgent) {
  const now = Date.now() + skew;
  if (urgent && page.quietUrgent) return 0;
  return Math.max(0, ...quietTimes.filter(([from, to]) => from <= now && now < to).map(([, to]) => to));
}

function canNotify() {
  return "Notification" in window && Notification.permission === "granted";
}

function showBell() {
  if (!bell) return;
  const until = quietUntil(false);
  let state = page.bellOff;
  if (bellIsOn && until > 0) state = page.bellQuiet.replace("{0}", clockTime(until - skew));
  else if (bellIsOn && sound?.state !== "running") state = page.bellPress;
  else if (bellIsOn) state = canNotify() ? page.bellOn : page.bellSoundOnly;
  bellLine.hidden = false;
  bell.setAttribute("aria-pressed", String(bellIsOn));
  const place = document.getElementById("bell-state");
  if (place.textContent !== state) place.textContent = state;
}

/* Browsers make no sound before somebody has pressed something. */
async function readySound() {
  sound ??= new AudioContext();
  if (sound.state !== "running") await Promise.race([sound.resume(), new Promise((later) => setTimeout(later, 500))]);
  showBell();
}

function chime() {
  if (sound?.state !== "running") return;
  for (const [pitch, after] of [[587, 0], [880, 0.18]]) {
    const tone = sound.createOscillator();
    const level = sound.createGain();
    const at = sound.currentTime + after;
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0, at);
    level.gain.linearRampToValueAtTime(0.15, at + 0.03);
    level.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
    tone.connect(level).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.9);
  }
}

function callFor(change) {
  const row = fragment(change.row);
  if (!bellIsOn || row.querySelector(".late")) return;
  calls.push({ id: change.id, words: change.spoken, call: `${row.dataset.entry}/${row.dataset.again}`, urgent: row.querySelector(".gravity.urgent") !== null });
  ringsSoon ??= setTimeout(ring, GATHERS_MS);   // what comes at once is one call
}

function ring() {
  ringsSoon = null;
  const some = calls.splice(0).filter((call) => quietUntil(call.urgent) === 0);
  if (some.length === 0 || stored(LAST_CALL) === some.at(-1).call) return;   // another page of this browser was quicker
  store(LAST_CALL, some.at(-1).call);
  chime();
  // Whoever looks at the page sees the row.
  if (!canNotify() || document.visibilityState === "visible" && document.hasFocus()) return;
  try {
    const words = some.length === 1 ? page.newCase.replace("{0}", some[0].words) : page.newCases.replace("{0}", some.length);
    const notification = new Notification(words, { tag: "amends-case", renotify: true, silent: sound?.state === "running" });
    notification.addEventListener("click", () => {
      window.focus();
      location.assign(some.length === 1 ? `/cases/${some[0].id}${page.where}` : `/inbox${page.where}`);
    });
  } catch { /* some browsers on telephones show notifications of apps only */ }
}

bell?.addEventListener("click", async () => {
  bellIsOn = !bellIsOn;
  store(BELL, bellIsOn ? "on" : "off");
  if (bellIsOn) {
    await readySound();
    chime();
    if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
  }
  showBell();
});
if (bell && bellIsOn) {
  readySound();
  for (const press of ["pointerdown", "keydown"]) document.addEventListener(press, readySound, { capture: true, once: true });
}

/* Ages */
function tick() {
  const now = Date.now() + skew;
  for (const clock of document.querySelectorAll(".clock:not([data-still])")) {
    const age = Math.max(0, now - Number(clock.dataset.said));
    const seconds = Math.floor(age / 1000);
    const text = age < HOUR_MS ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : clock.dataset.clock;
    const time = clock.querySelector("time");
    if (time.textContent !== text) time.textContent = text;
    if (clock.dataset.pace) {
      const pace = now >= Number(clock.dataset.dueAt) ? "now" : now >= Number(clock.dataset.soonAt) ? "soon" : "calm";
      if (clock.dataset.pace !== pace) {
        clock.dataset.pace = pace;
        clock.querySelector(".pace").textContent = page[`pace${pace[0].toUpperCase()}${pace.slice(1)}`];
      }
    }
  }
}

/* The stream, and the band that says when it is down */
const band = document.getElementById("band");
let stream = null;
let heard = Date.now();
let brokenSince = null;
let over = false;

function alive() {
  heard = Date.now();
  brokenSince = null;
  band.hidden = true;
}

function connect() {
  stream?.close();
  stream = new EventSource(`/inbox/events${page.where}&after=${after}`);
  stream.addEventListener("beat", (event) => {
    skew = Number(event.data) - Date.now();
    alive();
  });
  stream.addEventListener("change", (event) => {
    after = event.lastEventId;
    alive();
    const change = JSON.parse(event.data);
    skew = change.now - Date.now();
    const position = after;
    whenQuiet(() => show(change, position));
    if (change.spoken && change.state === "new" && page.view === "open") callFor(change);
    const joined = detail.querySelector(".case")?.dataset.joined.split(" ") ?? [];
    if ([page.chosen, ...joined].includes(String(change.id))) refreshDetail(position);
  });
  stream.addEventListener("troubles", (event) => {
    alive();
    document.getElementById("troubles").innerHTML = JSON.parse(event.data);   // made by the hub's own template
  });
  stream.addEventListener("signed-out", () => {
    over = true;
    stream.close();
    document.getElementById("band-text").textContent = page.signedOut;
    document.getElementById("band-help").hidden = true;
    document.getElementById("band-sign-in").hidden = false;
    band.hidden = false;
  });
  stream.addEventListener("error", () => { brokenSince ??= Date.now(); });
}

function clockTime(moment) {
  return new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function watch() {
  if (over) return;
  showBell();
  const now = Date.now();
  if (now - heard > SILENT_MS) brokenSince ??= now - DOWN_MS;
  if (brokenSince === null) return;
  if (now - brokenSince >= DOWN_MS && band.hidden) {
    document.getElementById("band-text").textContent = page.stale.replace("{0}", clockTime(heard));
    band.hidden = false;
  }
  // The browser comes back by itself from most breaks, but not from an answer that was no stream, nor from a dead line.
  if (stream.readyState === EventSource.CLOSED || now - heard > SILENT_MS && now - lastTry > DOWN_MS) {
    lastTry = now;
    connect();
  }
}
let lastTry = 0;

/* A saved answer goes into the note at once; without a script its link opens the page with it. */
detail.addEventListener("click", (event) => {
  const answer = event.target.closest("a.answer");
  if (!answer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const note = document.getElementById(answer.dataset.into ?? "remark");
  const between = note.value && !/\s$/.test(note.value) ? "\n" : "";
  note.setRangeText(between + answer.querySelector(".words").textContent, note.value.length, note.value.length, "end");
  note.focus();
});

/* A form is sent once, however often the button is pressed. */
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button");
  if (button.hasAttribute("aria-busy")) event.preventDefault();
  else button.setAttribute("aria-busy", "true");
});
/* Coming back by the back button shows the page as it was left: that is not as it is. */
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
window.addEventListener("pagehide", () => { over = true; stream?.close(); });
document.addEventListener("visibilitychange", () => {
  look();
  if (document.hidden && telling !== null && tellsAfter === TELLS_MS) {
    clearTimeout(telling);
    tell();
  }
});

for (const row of rows.children) {
  row.dataset.position = page.after;
  eyes.observe(row);
}
watchDetail(page.after);
connect();
tick();
showBell();
setInterval(tick, 1000);
setInterval(watch, 1000);
