// The board of a zone: the newest call first and inverted, then the calls before; who waits.

import { clockTime, hallNow, knowsTime, make, page, part, say, show, write } from "./page.js";
import { Stream } from "./stream.js";

const ROWS = 8;
const NEW_MS = 60000;
const TICK_MS = 500;

const now = { calls: [], queues: [], good: true, newest: "" };

const label = (call) => `${call.number}/${call.window}/${call.times}`;

function callLine(call, place) {
  const called = call.state === "called";
  const line = make(
    "li",
    `figure ${called ? "" : "serving"}`,
    make("span", "", call.number),
    make("span", "", say("go_to", { window: call.window })),
  );
  const fresh = called && hallNow() - Date.parse(call.at) < NEW_MS;
  if (place === 0 && fresh) line.classList.add("newest");
  if (place === 0 && fresh && label(call) !== now.newest) line.classList.add("blinks");
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

function render() {
  const calls = [...now.calls].sort(byCall).slice(0, ROWS);
  part("calls").replaceChildren(...calls.map(callLine));
  if (calls.length) now.newest = label(calls[0]);
  show(part("empty"), calls.length === 0);
  part("queues").replaceChildren(...now.queues.map(queueLine));
}

function hear(topic, data) {
  if (topic !== `board/${page.zone_code}`) return;
  now.calls = data.calls;
  now.queues = data.queues;
  render();
}

function hearLine(good) {
  show(part("stale"), !good);
  if (!good && knowsTime()) write(part("stale"), say("stale", { time: clockTime(hallNow()) }));
}

const stream = new Stream({ hear, line: hearLine });
stream.want([`board/${page.zone_code}`]);
setInterval(() => knowsTime() && write(part("clock"), clockTime(hallNow())), TICK_MS);
