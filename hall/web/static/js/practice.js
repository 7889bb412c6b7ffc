// A window for the first day: citizens are made up, and nothing leaves this browser.

import { Refused } from "./orders.js";
import { hearBeat, page, say } from "./page.js";

const BEAT_MS = 1000;
const ARRIVE_MS = 15000;
const RECALL_MS = 10000;
const NO_SHOW_MS = 20000;
const MOST_WAITING = 8;
const NO = 1;

const category = Object.keys(page.categories)[0];
const matters = page.practice.matters;
const stamp = (ms = 0) => new Date(Date.now() + ms).toISOString();

const hall = { taken: 0, waiting: [], parked: [], visit: null, press: null };
const window_ = { status: "closed", clerk: null, reason: null, help: null };
const listeners = new Set();

function arrive() {
  if (hall.waiting.length >= MOST_WAITING) return;
  hall.taken += 1;
  const number = `X${String(hall.taken).padStart(3, "0")}`;
  const matter = matters[hall.taken % matters.length] ?? null;
  const why = { before: null, [page.language]: say("practice_why", { number }) };
  hall.waiting.push({ visit: number, number, category, matter, entered_at: stamp(), calls: 0, why });
  tell();
}

const atWindow = (each) => ({
  language: "zh",
  needs: [],
  note: null,
  left_note: "",
  further: [],
  inferred_start: false,
  return_code: null,
  issued_at: each.entered_at,
  started_at: null,
  ...each,
});

function view() {
  return {
    window: NO,
    ...window_,
    categories: [category],
    waiting: hall.waiting.length,
    visit: hall.visit && atWindow(hall.visit),
    next: hall.waiting.slice(0, 3),
    parked: hall.parked,
    last_press: hall.press,
    unacknowledged: null,
    help_since: window_.help,
  };
}

const tell = () => listeners.forEach((each) => each());

function refuse(text) {
  throw new Refused({ detail: say(text), code: "practice", status: 409 });
}

function press(kind, number, undo) {
  hall.press = { kind, number, at: stamp() };
  hall.undo = undo;
}

function end(outcome) {
  const visit = hall.visit ?? refuse("practice_nobody");
  hall.visit = null;
  press("finish", visit.number, () => (hall.visit = visit));
  const until = stamp(7 * 86400e3).slice(0, 10);
  const code = outcome === "materials_missing" ? { code: "PRACTICE", until } : null;
  return { ended: [{ ...atWindow(visit), return_code: code }] };
}

function call() {
  const next = hall.waiting.shift() ?? refuse("practice_nobody");
  const now = { called_at: stamp(), recall_from: stamp(RECALL_MS), no_show_from: stamp(NO_SHOW_MS) };
  hall.visit = { ...next, ...now, stage: "called", calls: 1, recalls_left: 3 };
  press("call", next.number, () => {
    hall.visit = null;
    hall.waiting.unshift(next);
  });
}

/** What each act does here; it is near to the hall, and promises nothing. */
const DO = {
  open: () => Object.assign(window_, { status: "open", clerk: page.user, reason: null }),
  close: () => Object.assign(window_, { status: "closed", clerk: null }),
  pause: ({ reason }) => Object.assign(window_, { status: "paused", reason }),
  help: () => (window_.help = stamp()),
  "call-next": ({ finish_current: finish }) => {
    if (finish) end("done");
    call();
  },
  recall: () => {
    hall.visit.calls += 1;
    hall.visit.recalls_left -= 1;
    hall.visit.recall_from = stamp(RECALL_MS);
  },
  start: () => {
    hall.press = null;
    Object.assign(hall.visit, { stage: "serving", started_at: stamp() });
  },
  finish: ({ outcome }) => end(outcome),
  "no-show": () => {
    const visit = hall.visit;
    hall.visit = null;
    press("no_show", visit.number, () => (hall.visit = visit));
  },
  note: ({ note }) => Object.assign(hall.visit, { note, left_note: note }),
  park: ({ reason }) => {
    const visit = hall.visit;
    hall.parked.push({ ...visit, reason });
    hall.visit = null;
    press("park", visit.number, () => {
      hall.parked = hall.parked.filter((each) => each.number !== visit.number);
      hall.visit = visit;
    });
  },
  resume: ({ number }) => {
    hall.visit = hall.parked.find((each) => each.number === number);
    hall.visit.stage = "serving";
    hall.visit.started_at ??= stamp();
    hall.parked = hall.parked.filter((each) => each.number !== number);
    hall.press = null;
  },
  transfer: () => {
    const visit = hall.visit;
    hall.visit = null;
    press("transfer", visit.number, () => (hall.visit = visit));
  },
  "add-matter": () => {},
  undo: () => {
    hall.undo?.();
    hall.press = null;
  },
};

export async function send(path, body = {}) {
  const answer = DO[path.split("/").at(-1)]?.(body);
  tell();
  return answer?.ended ? answer : { ended: [] };
}

export class Stream {
  constructor({ hear, line }) {
    this.topics = [];
    listeners.add(() => {
      if (this.topics.includes("windows")) hear("windows", { windows: [view()] });
      if (this.topics.includes(`window/${NO}`)) hear(`window/${NO}`, view());
    });
    const beat = () => hearBeat({ hall_time: stamp(), rate: 1 });
    beat();
    setInterval(beat, BEAT_MS);
    setTimeout(() => line(true), 0);
  }

  want(topics) {
    this.topics = topics;
    setTimeout(tell, 0);
  }
}

for (let each = 0; each < 4; each += 1) arrive();
setInterval(arrive, ARRIVE_MS);
