// The manager page: queues, windows and devices as they are now; moving windows to where people wait.

import {
  clockTime,
  hallNow,
  knowsTime,
  make,
  minutesBetween,
  page,
  part,
  say,
  show,
  write,
} from "./page.js";
import { hearAdvice, startAdvising } from "./manager_advice.js";
import { startClosing } from "./manager_day.js";
import { letDrag, takeDrops } from "./manager_drag.js";
import { categoryName, editWindow, hearPlan, momentOf, namesOf, startPlanning } from "./manager_plan.js";
import { hearWarnings } from "./manager_warnings.js";
import { hearHall, startSpeaking } from "./manager_wide.js";
import { Stream } from "./stream.js";
import { waitWords } from "./wait_words.js";

const TICK_MS = 1000;

const now = { queues: [], windows: [], rows: new Map(), tiles: new Map(), troubled: new Set() };

// --- queues ---------------------------------------------------------------------------------------

function renderQueues(view) {
  now.queues = view.queues;
  const waiting = view.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  write(part("waiting"), waiting);
  write(part("issued"), view.issued);
  write(part("ended"), say("ended_today", { count: view.ended }));
  renderWorst();
  const byWait = [...view.queues].sort((a, b) => b.waiting - a.waiting);
  byWait.forEach((queue, place) => placeAt(part("queues"), queueRow(queue), place));
}

/** Put an element at its place; one that is there already is left alone. */
function placeAt(parent, element, place) {
  if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
}

const longest = (queue) => (queue.waiting ? (queue.wait?.high_min ?? Infinity) : -1);

const waitText = (wait) =>
  wait ? waitWords(wait) : say("no_window");

function renderWorst() {
  const worst = [...now.queues].sort((a, b) => longest(b) - longest(a))[0];
  const any = worst && worst.waiting > 0;
  write(part("worst"), any ? waitText(worst.wait) : say("nobody_waits"));
  const facts = any && { category: categoryName(worst.category), count: worst.waiting };
  write(part("worst-of"), any ? say("worst", facts) : "");
}

/** How long a wait is against the levels at which the hall warns. */
function levelOf(queue) {
  if (!queue.waiting) return "";
  if (!queue.windows_open) return "red";
  const high = queue.wait?.high_min ?? 0;
  return ["red", "orange", "yellow"].find((level) => high >= page.levels[level]) ?? "";
}

function queueRow(queue) {
  const code = queue.category;
  if (!now.rows.has(code)) now.rows.set(code, newRow(code));
  const row = now.rows.get(code);
  const [, waiting, wait, windows] = row.children;
  write(waiting, queue.waiting);
  write(wait, queue.waiting ? waitText(queue.wait) : "–");
  wait.className = `figure level ${levelOf(queue)}`;
  write(windows, queue.windows_open);
  return row;
}

function newRow(code) {
  const cells = ["", "figure", "figure", "figure"].map((kind) => make("td", kind));
  write(cells[0], categoryName(code));
  cells[0].title = categoryName(code);
  const row = make("tr", "", ...cells);
  if (page.may_plan) takeDrops(row, code, (no) => editWindow(no, [code]));
  return row;
}

// --- windows --------------------------------------------------------------------------------------

function renderWindows(views) {
  now.windows = views;
  const open = views.filter((view) => view.status === "open");
  write(part("open"), `${open.length} / ${views.length}`);
  write(part("idle"), say("idle_windows", { count: open.filter((view) => !view.visit).length }));
  if (views.length !== now.tiles.size) buildAreas(views);
  for (const view of views) drawTile(now.tiles.get(view.window), view);
}

/** The hall as it is built: the windows of each area together. */
function buildAreas(views) {
  now.tiles = new Map(views.map((view) => [view.window, newTile(view.window)]));
  const byArea = new Map();
  for (const { window } of views) {
    const area = page.windows[window]?.area ?? "";
    byArea.set(area, [...(byArea.get(area) ?? []), now.tiles.get(window)]);
  }
  part("areas").replaceChildren(...[...byArea].map(([area, tiles]) => newArea(area, tiles)));
}

function newArea(area, tiles) {
  const title = make("h3", "", page.areas[area] ?? area);
  const section = make("div", "area", title, make("div", "grid", ...tiles));
  section.style.setProperty("--windows", tiles.length);
  return section;
}

function stateOf(view) {
  if (view.visit) {
    const since = view.visit.started_at ?? view.visit.called_at;
    const minutes = minutesBetween(since, hallNow());
    return say("at", { number: view.visit.number, minutes });
  }
  if (view.status === "open") return say("idle");
  const reason = page.reasons[view.reason] ?? view.reason;
  return reason ? `${say(view.status)} · ${reason}` : say(view.status);
}

function newTile(no) {
  const tile = make(
    page.may_plan ? "button" : "div",
    "window",
    make("span", "no figure", String(no)),
    make("span", "serves"),
    make("span", "state figure"),
    make("span", "marks"),
  );
  if (!page.may_plan) return tile;
  tile.addEventListener("click", () => editWindow(no));
  letDrag(tile, no);
  return tile;
}

/** What asks for somebody at a window: a call for help, a device that fails. */
function marksOf(view) {
  const marks = view.help_since ? [say("wants_help")] : [];
  return now.troubled.has(view.window) ? [...marks, say("device_trouble")] : marks;
}

function drawTile(tile, view) {
  const [, serves, state, marks] = tile.children;
  const kind = view.visit ? "busy" : view.status === "open" ? "idle open" : view.status;
  if (tile.className !== `window ${kind}`) tile.className = `window ${kind}`;
  write(serves, namesOf(view.categories));
  write(state, stateOf(view));
  write(marks, marksOf(view).join(" · "));
  const title = `${say("window", { no: view.window })} · ${namesOf(view.categories)}`;
  if (tile.title !== title) tile.title = title;
}

// --- devices --------------------------------------------------------------------------------------

function renderDevices(devices) {
  const troubled = devices.filter(({ heard, online, faults }) => faults.length || (heard && !online));
  now.troubled = new Set(troubled.map((device) => device.window));
  const lines = devices.flatMap((device) => {
    const texts = device.faults.map((fault) => fault.text[page.language]);
    if (device.heard && !device.online) texts.unshift(say("device_offline"));
    return texts.map((text) => make("li", "bad", `${device.id} · ${text}`));
  });
  part("faults").replaceChildren(...(lines.length ? lines : [make("li", "", say("all_well"))]));
}

// --- calls for help -------------------------------------------------------------------------------

/** Where a clerk or a citizen waits for somebody; nothing sounds, and no screen shows it. */
function renderHelp(help) {
  show(part("help-wanted"), help.length > 0);
  const lines = help.map(({ kiosk, since }) => {
    const no = /^window-(\d+)$/.exec(kiosk)?.[1];
    const minutes = minutesBetween(since, hallNow());
    return make("li", "bad", no ? say("help_window", { no, minutes }) : say("help_at", { kiosk, minutes }));
  });
  part("help-list").replaceChildren(...lines);
}

// --- what is heard --------------------------------------------------------------------------------

const HEARS = {
  queue: (data) => renderQueues(data),
  windows: (data) => renderWindows(data.windows),
  devices: (data) => renderDevices(data.devices),
  plan: hearPlan,
  warnings: hearWarnings,
  advice: hearAdvice,
  hall: hearHall,
  "window-help": (data) => renderHelp(data.help),
};

function hearLine(good) {
  const pill = part("line");
  pill.className = `pill ${good ? "good" : "bad"}`;
  write(pill, say(good ? "online" : "offline"));
  show(part("offline"), !good);
  if (!good) write(part("offline"), say("offline_since", { time: clockTime(hallNow()) }));
}

const stream = new Stream({
  hear: (topic, data) => HEARS[topic]?.(data),
  line: hearLine,
  person: true,
});
stream.want(page.topics);

setInterval(() => {
  if (!knowsTime()) return;
  write(part("clock"), clockTime(hallNow()));
  renderWindows(now.windows);
}, TICK_MS);

if (page.may_plan) {
  startPlanning(now);
  startAdvising(editWindow);
}
if (page.may_run) {
  startSpeaking(momentOf);
  startClosing();
}
