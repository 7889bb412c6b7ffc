// The board of a zone: the newest call first and inverted, then the calls before; who waits.

import { clockTime, hallNow, knowsTime, make, page, part, say, show, write } from "./page.js";
import { Stream } from "./stream.js";

const ROWS = 8;
const NEW_MS = 60000;
const TICK_MS = 500;

const now = { calls: [], newest: "", shown: "" };

const label = (call) => `${call.number}/${call.window}/${call.times}`;

const isNew = (call) => call.state === "called" && hallNow() - Date.parse(call.at) < NEW_MS;

function callLine(call, place) {
  const line = make(
    "li",
    `figure ${call.state}`,
    make("span", "", call.number),
    make("span", "", say("go_to", { window: call.window })),
  );
  const newest = place === 0 && isNew(call);
  line.classList.toggle("newest", newest);
  line.classList.toggle("blinks", newest && label(call) !== now.newest);
  return line;
}

function queueLine(queue) {
  const wait = queue.wait
    ? say("minutes", { low: queue.wait.low_min, high: queue.wait.high_min })
    : "–";
  return make(
    "li",
    "figure",
    make("span", "", page.categories[queue.category] ?? queue.category),
    make("span", "", say("waiting_people", { count: queue.waiting })),
    make("span", "", queue.waiting ? wait : "–"),
  );
}

/** Called people first, newest call first; then who is being served. */
const byCall = (a, b) =>
  (a.state === "called" ? 0 : 1) - (b.state === "called" ? 0 : 1) ||
  Date.parse(b.at) - Date.parse(a.at);

/** Draw the calls again only when they differ, so that a blinking call goes on blinking. */
function renderCalls() {
  const calls = [...now.calls].sort(byCall).slice(0, ROWS);
  const shown = JSON.stringify(calls.map((call) => [label(call), call.state, isNew(call)]));
  if (shown === now.shown) return;
  now.shown = shown;
  part("calls").replaceChildren(...calls.map(callLine));
  now.newest = calls.length ? label(calls[0]) : "";
  show(part("empty"), calls.length === 0);
}

function hear(topic, data) {
  if (topic !== `board/${page.zone_code}`) return;
  now.calls = data.calls;
  renderCalls();
  part("queues").replaceChildren(...data.queues.map(queueLine));
}

function hearLine(good) {
  show(part("stale"), !good);
  if (!good && knowsTime()) write(part("stale"), say("stale", { time: clockTime(hallNow()) }));
}

const stream = new Stream({ hear, line: hearLine });
stream.want([`board/${page.zone_code}`]);
setInterval(() => {
  if (!knowsTime()) return;
  write(part("clock"), clockTime(hallNow()));
  renderCalls();
}, TICK_MS);
