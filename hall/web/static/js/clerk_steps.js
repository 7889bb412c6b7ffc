// What can be done at a window now: the one next step, and every other act, as data.

import { clockTime, hallNow, inRow, page, part, say } from "./page.js";
import { categoryName } from "./clerk_visit.js";
import { desk } from "./clerk_state.js";

const outcome = () => document.querySelector('input[name="outcome"]:checked')?.value ?? "done";

/** The one next step: its words, and what to send; `act` null when there is nothing to do. */
export function nextStep(view) {
  const next = view.next[0];
  if (view.unacknowledged !== null && view.visit?.stage !== "serving")
    return {
      text: say("plan_seen", { categories: inRow(view.categories.map(categoryName)) }),
      act: "acknowledge-plan",
    };
  if (view.status === "paused" && !view.visit) return { text: say("back_to_work"), act: "open" };
  if (!view.visit && next)
    return { text: say("call_next", { number: next.number }), act: "call-next" };
  if (!view.visit) return { text: say("nobody"), act: null };
  const { number, stage } = view.visit;
  if (stage === "called") return { text: say("start", { number }), act: "start" };
  return { text: say("finish", { number }), act: "finish", body: () => ({ outcome: outcome() }) };
}

const secondsUntil = (moment) => Math.ceil((Date.parse(moment) - hallNow()) / 1000);

/** Words and readiness of an act that may be pressed from a moment on. */
function waiting(moment, name) {
  const seconds = secondsUntil(moment);
  return seconds > 0
    ? { text: say(`${name}_in`, { seconds }), ready: false }
    : { text: say(name), ready: true };
}

const isCalled = (view) => view.visit?.stage === "called";
const isServing = (view) => view.visit?.stage === "serving";
const undoLeft = () => page.rules.undo_s * 1000 - (performance.now() - desk.pressedAt);

/** Every other act: when it is offered, its words, whether it may be pressed now. */
export const ACTS = {
  recall: {
    key: "KeyR",
    offered: isCalled,
    state: ({ visit }) =>
      visit.recalls_left > 0
        ? waiting(visit.recall_from, "recall")
        : { text: say("recall_over", { limit: page.rules.recall_limit }), ready: false },
    run: ({ act }) => act("recall"),
  },
  "no-show": {
    key: "KeyN",
    offered: (view) => isCalled(view) || (isServing(view) && view.visit.inferred_start),
    state: ({ visit }) => waiting(visit.no_show_from, "no_show"),
    run: ({ act }) => act("no-show"),
  },
  "finish-now": {
    key: "KeyF",
    offered: isCalled,
    state: ({ visit }) => ({ text: say("finish", { number: visit.number }), ready: true }),
    run: ({ act }) => act("finish", { outcome: outcome() }),
  },
  "finish-and-call": {
    key: "KeyG",
    offered: (view) =>
      isServing(view) &&
      view.next.length > 0 &&
      view.status === "open" &&
      outcome() !== "materials_missing",
    state: ({ next }) => ({
      text: say("finish_and_call", { number: next[0].number }),
      ready: true,
    }),
    run: ({ act }) => act("call-next", { finish_current: true }),
  },
  park: {
    key: "KeyK",
    offered: (view) => Boolean(view.visit),
    state: () => ({ ready: true }),
    run: ({ act, ask }) => ask("park-dialog", (reason) => act("park", { reason })),
  },
  transfer: {
    key: "KeyT",
    offered: (view) => Boolean(view.visit),
    state: () => ({ ready: true }),
    run: ({ act, ask }) => ask("transfer-dialog", () => act("transfer", transferTarget())),
  },
  "add-matter": {
    key: "KeyM",
    offered: isServing,
    state: () => ({ ready: true }),
    run: ({ act, ask }) => ask("matter-dialog", (matter) => act("add-matter", { matter })),
  },
  note: {
    key: "KeyL",
    offered: (view) => Boolean(view.visit),
    state: () => ({ ready: true }),
    run: ({ act, ask }) => {
      part("note-text").defaultValue = desk.view.visit.left_note; // what the form is reset to
      ask("note-dialog", () => act("note", { note: part("note-text").value }));
    },
  },
  help: {
    key: "KeyH",
    offered: () => true,
    state: ({ help_since: since }) =>
      since
        ? { text: say("help_asked", { time: clockTime(Date.parse(since)) }), ready: false }
        : { text: say("help"), ready: true },
    run: ({ act }) => act("help"),
  },
  pause: {
    key: "KeyP",
    offered: (view) => view.status === "open" && !isCalled(view),
    state: () => ({ ready: true }),
    run: ({ act, ask }) => ask("pause-dialog", (reason) => act("pause", { reason })),
  },
  close: {
    offered: (view) => !view.visit,
    state: () => ({ ready: true }),
    run: ({ act }) => act("close"),
  },
  undo: {
    key: "KeyZ",
    offered: (view) => view.last_press !== null && undoLeft() > 0,
    state: ({ last_press: press }) => ({
      text: say("undo", { what: say(`press_${press.kind}`), number: press.number }),
      ready: true,
    }),
    run: ({ act }) => act("undo"),
  },
};

function transferTarget() {
  const form = new FormData(part("transfer-dialog").querySelector("form"));
  const [kind, value] = form.get("target").split(":");
  const target = kind === "window" ? { to_window: Number(value) } : { to_category: value };
  return { ...target, note: form.get("note") };
}
