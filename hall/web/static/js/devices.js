// The page of devices: each with its place, whether it answers, its faults and counters; faulty first.

import { clockTime, hallNow, knowsTime, make, page, part, say, show, write } from "./page.js";
import { Stream } from "./stream.js";

const TICK_MS = 1000;

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

const faultText = (fault) =>
  say("fault_since", { fault: fault.text[page.language], time: clockTime(Date.parse(fault.since)) });

const sinceText = (since) => (since ? say("since", { time: clockTime(Date.parse(since)) }) : "");

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

function deviceRow(device) {
  const state = stateOf(device);
  return make(
    "tr",
    "",
    make("td", "", device.id),
    make("td", "", say(`kind_${device.kind}`)),
    make("td", "", placeOf(device)),
    make("td", "", make("span", `pill ${state.kind}`, state.word), " ", make("small", "soft", sinceText(device.since))),
    make("td", "faults", device.faults.map(faultText).join(" · ")),
    make("td", "soft", lastFault(device)),
    make("td", "figure", paperBar(device)),
    make("td", "figure", countersText(device.counters)),
    make("td", "", device.firmware),
  );
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
