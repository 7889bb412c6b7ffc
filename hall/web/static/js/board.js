// The board of a zone: the newest call first and inverted, then the calls before; who waits.

import { clockTime, hallNow, knowsTime, make, page, part, say, show, write } from "./page.js";
import { Stream } from "./stream.js";
import { waitWords } from "./wait_words.js";
import { renderWide } from "./board_wide.js";

const ROWS = 8;
const NEW_MS = 60000;
const TICK_MS = 500;

const now = { calls: [], newest: "", shown: "" };

const label = (call) => `${call.number}/${call.window}/${call.times}`;

const isNew = (call) => call.state === "called" && hallNow() - Date.parse(call.at) < NEW_MS;

/** The same text in English, small beside the Chinese. */
function english(text) {
  const small = make("small", "", text);
  small.lang = "en";
  return small;
}

const inEnglish = (name, facts) =>
  page.english[name].replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);

function callLine(call, place) {
  const facts = { window: call.window };
  const line = make(
    "li",
    `figure ${call.state}`,
    make("span", "", call.number),
    make("span", "", say("go_to", facts), " ", english(inEnglish("go_to", facts))),
  );
  const newest = place === 0 && isNew(call);
  line.classList.toggle("newest", newest);
  line.classList.toggle("blinks", newest && label(call) !== now.newest);
  return line;
}

function queueLine(queue) {
  const wait = queue.wait
    ? waitWords(queue.wait)
    : "–";
  const name = page.categories[queue.category] ?? { zh: queue.category, en: "" };
  return make(
    "li",
    "figure",
    make("span", "", name.zh, english(name.en)),
    make("span", "", say("waiting_people", { count: queue.waiting })),
    make("span", "", queue.waiting ? wait : "–"),
  );
}

/** How many parts of the list's height its lines share; a newest call takes more than one. */
const WEIGHT = { newest: 1.4, called: 1, serving: 0.8 };

const weightOf = (line) =>
  line.classList.contains("newest") ? WEIGHT.newest : WEIGHT[line.classList[1]] ?? 1;

/** Put lines into a list that is never cut off: they get smaller when there are many. */
function fill(list, lines) {
  const parts = lines.reduce((sum, line) => sum + weightOf(line), 0);
  list.style.setProperty("--parts", Math.max(parts, 1));
  list.replaceChildren(...lines);
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
  fill(part("calls"), calls.map(callLine));
  now.newest = calls.length ? label(calls[0]) : "";
  show(part("empty"), calls.length === 0);
}

function hear(topic, data) {
  if (topic !== `board/${page.zone_code}`) return;
  now.calls = data.calls;
  renderCalls();
  fill(part("queues"), data.queues.map(queueLine));
  renderWide(data.hall_wide);
}

function hearLine(good) {
  show(part("stale"), !good);
  if (good || !knowsTime()) return;
  const facts = { time: clockTime(hallNow()) };
  write(part("stale"), `${say("stale", facts)} ${inEnglish("stale", facts)}`);
}

const stream = new Stream({ hear, line: hearLine });
stream.want([`board/${page.zone_code}`]);
setInterval(() => {
  if (!knowsTime()) return;
  write(part("clock"), clockTime(hallNow()));
  renderCalls();
}, TICK_MS);
