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
import { categoryName, edit, hearPlan, namesOf, startPlanning } from "./manager_plan.js";
import { hearWarnings } from "./manager_warnings.js";
import { Stream } from "./stream.js";

const TICK_MS = 1000;

const now = { queues: [], windows: [] };

// --- queues ---------------------------------------------------------------------------------------

function renderQueues(view) {
  now.queues = view.queues;
  const waiting = view.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  write(part("waiting"), waiting);
  write(part("issued"), view.issued);
  write(part("ended"), view.ended);
  renderWorst();
  const byWait = [...view.queues].sort((a, b) => b.waiting - a.waiting);
  part("queues").replaceChildren(...byWait.map(queueRow));
}

const longest = (queue) => (queue.waiting ? (queue.wait?.high_min ?? Infinity) : -1);

const waitText = (wait) =>
  wait ? say("minutes", { low: wait.low_min, high: wait.high_min }) : say("no_window");

function renderWorst() {
  const worst = [...now.queues].sort((a, b) => longest(b) - longest(a))[0];
  const any = worst && worst.waiting > 0;
  write(part("worst"), any ? waitText(worst.wait) : say("nobody_waits"));
  const facts = any && { category: categoryName(worst.category), count: worst.waiting };
  write(part("worst-of"), any ? say("worst", facts) : "");
}

function queueRow(queue) {
  const alone = queue.waiting > 0 && queue.windows_open === 0;
  return make(
    "tr",
    "",
    make("td", "", categoryName(queue.category)),
    make("td", "figure", String(queue.waiting)),
    make("td", `figure ${alone ? "much" : ""}`, queue.waiting ? waitText(queue.wait) : "–"),
    make("td", "figure", String(queue.windows_open)),
  );
}

// --- windows --------------------------------------------------------------------------------------

function renderWindows(views) {
  now.windows = views;
  write(part("open"), `${views.filter((view) => view.status === "open").length} / ${views.length}`);
  if (part("areas").contains(document.activeElement)) return;
  const byArea = new Map();
  for (const view of views) {
    const area = page.windows[view.window]?.area ?? "";
    byArea.set(area, [...(byArea.get(area) ?? []), view]);
  }
  const sections = [...byArea].flatMap(([area, group]) => [
    make("h3", "", page.areas[area] ?? area),
    make("div", "grid", ...group.map(windowTile)),
  ]);
  part("areas").replaceChildren(...sections);
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

function windowTile(view) {
  const kind = view.visit ? "busy" : view.status;
  const tile = make(
    page.may_plan ? "button" : "div",
    `window ${kind}`,
    make("span", "no figure", String(view.window)),
    make("span", "serves", namesOf(view.categories)),
    make("span", "state figure", stateOf(view)),
  );
  tile.title = `${say("window", { no: view.window })} · ${namesOf(view.categories)}`;
  if (page.may_plan) tile.addEventListener("click", () => edit(view));
  return tile;
}

// --- devices --------------------------------------------------------------------------------------

function renderDevices(devices) {
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

if (page.may_plan) startPlanning(now);
