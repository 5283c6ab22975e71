// Keeps an open inbox up to date. Without it the pages still work: they are then as old as their last load.

const page = document.body.dataset;
const rows = document.getElementById("rows");
const detail = document.getElementById("detail");
const QUIET_MS = 600;      // a pointer that moved this recently may be about to press
const DOWN_MS = 5000;      // a stream that is down for less is nobody's worry
const SILENT_MS = 16000;   // the hub beats every 10 s; more silence means that the line is dead
const HOUR_MS = 3600000;

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

function show(change) {
  const old = rows.querySelector(`[data-case="${change.id}"]`);
  if (!change.listed) {
    old?.remove();
  } else {
    const row = fragment(change.row);
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
  document.getElementById("empty").hidden = rows.children.length > 0;
  for (const [list, count] of Object.entries(change.counts)) {
    const place = document.querySelector(`[data-count="${list}"]`);
    if (place) place.textContent = count;
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
async function refreshDetail() {
  const answer = await fetch(`/cases/${page.chosen}?view=${page.view}&part=detail`, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const html = await answer.text();
  whenQuiet(() => {
    const note = document.getElementById("note");
    const kept = note && { text: note.value, from: note.selectionStart, to: note.selectionEnd, focused: note === document.activeElement };
    detail.innerHTML = html;
    const again = document.getElementById("note");
    if (kept && again) {
      again.value = kept.text;
      if (kept.focused) {
        again.focus();
        again.setSelectionRange(kept.from, kept.to);
      }
    }
    tick();
  });
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
      const pace = seconds >= Number(page.late) ? "now" : seconds >= Number(page.soon) ? "soon" : "calm";
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
  stream = new EventSource(`/inbox/events?view=${page.view}&after=${after}`);
  stream.addEventListener("beat", (event) => {
    skew = Number(event.data) - Date.now();
    alive();
  });
  stream.addEventListener("change", (event) => {
    after = event.lastEventId;
    alive();
    const change = JSON.parse(event.data);
    skew = change.now - Date.now();
    whenQuiet(() => show(change));
    if (String(change.id) === page.chosen) refreshDetail();
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

function watch() {
  if (over) return;
  const now = Date.now();
  if (now - heard > SILENT_MS) brokenSince ??= now - DOWN_MS;
  if (brokenSince === null) return;
  if (now - brokenSince >= DOWN_MS && band.hidden) {
    const since = new Date(heard).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    document.getElementById("band-text").textContent = page.stale.replace("{0}", since);
    band.hidden = false;
  }
  // The browser comes back by itself from most breaks, but not from an answer that was no stream, nor from a dead line.
  if (stream.readyState === EventSource.CLOSED || now - heard > SILENT_MS && now - lastTry > DOWN_MS) {
    lastTry = now;
    connect();
  }
}
let lastTry = 0;

/* A form is sent once, however often the button is pressed. */
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button");
  if (button.hasAttribute("aria-busy")) event.preventDefault();
  else button.setAttribute("aria-busy", "true");
});
/* Coming back by the back button shows the page as it was left: that is not as it is. */
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
window.addEventListener("pagehide", () => { over = true; stream?.close(); });

connect();
tick();
setInterval(tick, 1000);
setInterval(watch, 1000);
