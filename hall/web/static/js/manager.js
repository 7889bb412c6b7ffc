// The manager page: queues, windows and devices as they are now; moving windows to where people wait.

import {
  clockTime,
  hallNow,
  inRow,
  knowsTime,
  make,
  minutesBetween,
  page,
  part,
  saidOf,
  say,
  show,
  write,
} from "./page.js";
import { Refused, send } from "./orders.js";
import { Stream } from "./stream.js";

const TICK_MS = 1000;
const TOAST_MS = 6000;

const now = { queues: [], windows: [], devices: [], editing: null };

const categoryName = (code) => page.categories[code] ?? code;
const namesOf = (codes) => inRow(codes.map(categoryName));

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

// --- moving a window ------------------------------------------------------------------------------

const chosen = () =>
  [...part("choices").querySelectorAll("input:checked")].map((input) => input.value);

function edit(view) {
  now.editing = view;
  write(part("plan-title"), say("window", { no: view.window }));
  part("choices").replaceChildren(...Object.keys(page.categories).map(choice));
  part("plan").querySelector('[name="reason"]').value = "";
  show(part("plan-problem"), false);
  renderEffect();
  part("plan").showModal();
}

function choice(code) {
  const input = make("input");
  input.type = "checkbox";
  input.value = code;
  input.checked = now.editing.categories.includes(code);
  input.addEventListener("change", renderEffect);
  return make("label", "", input, categoryName(code));
}

/** How many wait for each window of a category that changes, before and after. */
function renderEffect() {
  const { window, categories } = now.editing;
  const after = chosen();
  const changed = [...new Set([...categories, ...after])].filter(
    (code) => categories.includes(code) !== after.includes(code),
  );
  const lines = changed.map((code) => {
    const before = openFor(code, null);
    const then = openFor(code, after);
    const text = `${load(code, before)} → ${load(code, then)}`;
    return make("p", "figure", saidOf(categoryName(code), text));
  });
  if (!changed.length) lines.push(make("p", "soft", say("nothing_changed")));
  else {
    const facts = { no: window, before: namesOf(categories), after: namesOf(after) || "–" };
    lines.unshift(make("p", "", say("moved", facts)));
  }
  part("effect").replaceChildren(...lines);
}

/** The open windows of a category; `instead` is what the edited window would serve. */
const openFor = (code, instead) =>
  now.windows.filter((view) => {
    const serves = instead && view.window === now.editing.window ? instead : view.categories;
    return view.status === "open" && serves.includes(code);
  }).length;

function load(code, count) {
  const waiting = now.queues.find((queue) => queue.category === code)?.waiting ?? 0;
  return say("per_window", { count, each: count ? (waiting / count).toFixed(1) : "–" });
}

async function setPlan(event) {
  event.preventDefault();
  const reason = part("plan").querySelector('[name="reason"]').value;
  const windows = [{ no: now.editing.window, categories: chosen() }];
  try {
    const plan = await send("/plan", { windows, reason }, { method: "PUT" });
    part("plan").close();
    toast(say("saved", { version: plan.version }));
  } catch (error) {
    show(part("plan-problem"), true);
    write(part("plan-problem"), error instanceof Refused ? error.message : say("unanswered"));
  }
}

function toast(text) {
  write(part("saved"), text);
  show(part("saved"), true);
  setTimeout(() => show(part("saved"), false), TOAST_MS);
}

// --- what is heard --------------------------------------------------------------------------------

const HEARS = {
  queue: (data) => renderQueues(data),
  windows: (data) => renderWindows(data.windows),
  devices: (data) => renderDevices(data.devices),
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
  part("plan").querySelector("form").addEventListener("submit", setPlan);
  part("plan-leave").addEventListener("click", () => part("plan").close());
}
