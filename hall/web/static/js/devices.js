// The page of devices: each with its place, whether it answers, its faults and counters; faulty first.

import { clockTime, hallNow, knowsTime, make, page, part, say, show, write } from "./page.js";
import { Stream } from "./stream.js";

const TICK_MS = 1000;
const COLUMNS = [...document.querySelectorAll("thead th")].map((each) => each.textContent);

/** What stands of a device's state: the word, and how urgent it is. */
function stateOf(device) {
  if (!device.heard) return { word: say("never_heard"), kind: "wait", rank: 1 };
  if (device.gateway_gone) return { word: say("gateway_gone"), kind: "bad", rank: 0 };
  if (!device.online) return { word: say("offline"), kind: "bad", rank: 0 };
  return device.faults.length
    ? { word: say("faulty"), kind: "wait", rank: 0 }
    : { word: say("works"), kind: "good", rank: 2 };
}

function placeOf({ window, area }) {
  if (window) return say("window", { no: window });
  return page.areas[area] ?? area ?? "";
}

const dayFormat = new Intl.DateTimeFormat(page.language === "en" ? "en-GB" : "zh-CN", {
  month: "short",
  day: "numeric",
  timeZone: page.zone,
});

/** The time of today, and before it the day of another day. */
function timeOf(since) {
  const moment = Date.parse(since);
  const [day, today] = [moment, hallNow()].map((each) => dayFormat.format(each));
  return day === today ? clockTime(moment) : `${day} ${clockTime(moment)}`;
}

const faultText = (fault) => say("fault_since", { fault: fault.text[page.language], time: timeOf(fault.since) });

const sinceText = (since) => (since ? say("since", { time: timeOf(since) }) : "");

const lastFault = ({ faults, last_fault: last }) =>
  last && !faults.some((fault) => fault.code === last.code) ? faultText(last) : "";

const counterName = (name) => page.texts[`count_${name}`] ?? name;

const countersText = (counters) =>
  Object.entries(counters ?? {})
    .map(([name, count]) => `${counterName(name)} ${count}`)
    .join(" · ");

/** What is left of a roll, as a bar with its figure; nothing for what has no paper. */
function paperBar({ paper_left_pct: left }) {
  if (left === null || left === undefined) return "";
  const bar = make("meter");
  Object.assign(bar, { min: 0, max: 100, low: 10, optimum: 100, value: left });
  return make("span", "paper", bar, ` ${left}%`);
}

/** A cell; on a small screen its column's name stands before it, and an empty one is left out. */
function cell(className, column, ...children) {
  const made = make("td", className, ...children);
  made.setAttribute("role", "cell");
  if (column) made.dataset.column = column;
  made.classList.toggle("empty", made.textContent.trim() === "");
  return made;
}

function deviceRow(device) {
  const state = stateOf(device);
  const [, , , , , lastColumn, paperColumn, countsColumn, firmwareColumn] = COLUMNS;
  const row = make(
    "tr",
    "",
    cell("name", "", device.id),
    cell("", "", say(`kind_${device.kind}`)),
    cell("", "", placeOf(device)),
    cell("", "", make("span", `pill ${state.kind}`, state.word), " ", make("small", "soft", sinceText(device.since))),
    cell("faults", "", device.faults.map(faultText).join(" · ")),
    cell("soft", lastColumn, lastFault(device)),
    cell("figure", paperColumn, paperBar(device)),
    cell("figure", countsColumn, countersText(device.counters)),
    cell("", firmwareColumn, device.firmware),
  );
  row.setAttribute("role", "row");
  return row;
}

function render(devices) {
  const sorted = [...devices].sort((a, b) => stateOf(a).rank - stateOf(b).rank);
  part("devices").replaceChildren(...sorted.map(deviceRow));
  const wrong = devices.filter((device) => stateOf(device).rank === 0).length;
  write(part("summary"), say("summary", { count: devices.length, wrong }));
}

const stream = new Stream({
  hear: (topic, data) => topic === "devices" && render(data.devices),
  line: (good) => {
    const pill = part("line");
    pill.className = `pill ${good ? "good" : "bad"}`;
    write(pill, say(good ? "line_online" : "line_offline"));
    show(part("offline"), !good);
    if (!good) write(part("offline"), say("offline_since", { time: clockTime(hallNow()) }));
  },
  person: true,
});
stream.want(["devices"]);
setInterval(() => knowsTime() && write(part("clock"), clockTime(hallNow())), TICK_MS);
