// The clerk page: choose a window, then one big next step at any moment, named by its effect.

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
  stopwatch,
  write,
} from "./page.js";
import { Refused, send } from "./orders.js";
import { Stream } from "./stream.js";

const AFTER_ANSWER_MS = 400; // a second press of the same finger must not become the next step
const TICK_MS = 250;

const now = {
  good: false,
  window: null, // the window where this clerk sits
  view: null, // its last state
  windows: [],
  devices: [],
  sending: false,
  quietUntil: 0,
  pressedAt: -Infinity, // when the last press that can be undone was seen, on this machine
  guideOf: undefined, // the matter whose materials are shown
  outcomeOf: null, // the visit that the chosen outcome belongs to
};

// --- what the next step is ------------------------------------------------------------------------

const outcome = () => document.querySelector('input[name="outcome"]:checked')?.value ?? "done";

/** The one next step: its words, and what to send; `act` null when there is nothing to do. */
function nextStep(view) {
  const next = view.next[0];
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
const undoLeft = () => page.rules.undo_s * 1000 - (performance.now() - now.pressedAt);

/** Every other act: when it is offered, its words, whether it may be pressed now. */
const ACTS = {
  recall: {
    key: "KeyR",
    offered: isCalled,
    state: ({ visit }) =>
      visit.recalls_left > 0
        ? waiting(visit.recall_from, "recall")
        : { text: say("recall_over", { limit: page.rules.recall_limit }), ready: false },
    run: () => act("recall"),
  },
  "no-show": {
    key: "KeyN",
    offered: (view) => isCalled(view) || (isServing(view) && view.visit.inferred_start),
    state: ({ visit }) => waiting(visit.no_show_from, "no_show"),
    run: () => act("no-show"),
  },
  "finish-now": {
    key: "KeyF",
    offered: isCalled,
    state: ({ visit }) => ({ text: say("finish", { number: visit.number }), ready: true }),
    run: () => act("finish", { outcome: outcome() }),
  },
  "finish-and-call": {
    key: "KeyG",
    offered: (view) => isServing(view) && view.next.length > 0 && view.status === "open",
    state: ({ next }) => ({
      text: say("finish_and_call", { number: next[0].number }),
      ready: true,
    }),
    run: () => act("call-next", { finish_current: true }),
  },
  park: {
    key: "KeyK",
    offered: (view) => Boolean(view.visit),
    state: () => ({ ready: true }),
    run: () => ask("park-dialog", (reason) => act("park", { reason })),
  },
  transfer: {
    key: "KeyT",
    offered: (view) => Boolean(view.visit),
    state: () => ({ ready: true }),
    run: () => ask("transfer-dialog", () => act("transfer", transferTarget())),
  },
  pause: {
    key: "KeyP",
    offered: (view) => view.status === "open" && !isCalled(view),
    state: () => ({ ready: true }),
    run: () => ask("pause-dialog", (reason) => act("pause", { reason })),
  },
  close: {
    offered: (view) => !view.visit,
    state: () => ({ ready: true }),
    run: () => act("close"),
  },
  undo: {
    key: "KeyZ",
    offered: (view) => view.last_press !== null && undoLeft() > 0,
    state: ({ last_press: press }) => ({
      text: say("undo", { what: say(`press_${press.kind}`), number: press.number }),
      ready: true,
    }),
    run: () => act("undo"),
  },
};

function transferTarget() {
  const form = new FormData(part("transfer-dialog").querySelector("form"));
  const [kind, value] = form.get("target").split(":");
  const target = kind === "window" ? { to_window: Number(value) } : { to_category: value };
  return { ...target, note: form.get("note") };
}

// --- sending --------------------------------------------------------------------------------------

const blocked = () => now.sending || !now.good || performance.now() < now.quietUntil;

async function act(name, body = {}, window = now.window) {
  if (blocked()) return;
  now.sending = true;
  tell(null);
  render();
  try {
    const repeating = () => tell(say("repeating"));
    // The answer only says that it is done; what stands then comes by the stream, in order.
    await send(`/windows/${window}/${name}`, body, { repeating });
    tell(null);
  } catch (error) {
    tell(error instanceof Refused ? error.message : say("unanswered"));
    if (error.status === 401) location.reload();
  } finally {
    now.sending = false;
    now.quietUntil = performance.now() + AFTER_ANSWER_MS;
    render();
  }
}

function tell(text) {
  for (const name of ["said", "choose-problem"]) {
    const element = part(name);
    show(element, Boolean(text));
    write(element, text ?? "");
  }
}

function runMain() {
  if (!now.view || blocked()) return;
  const step = nextStep(now.view);
  if (step.act) act(step.act, step.body?.() ?? {});
}

function runAct(name) {
  const each = ACTS[name];
  if (now.view && each.offered(now.view) && each.state(now.view).ready && !blocked()) each.run();
}

/** Open a dialog; `then` gets the value of the button that closed it, if any was meant. */
function ask(name, then) {
  const dialog = part(name);
  dialog.querySelector("form").reset();
  dialog.returnValue = "";
  dialog.onclose = () => dialog.returnValue && then(dialog.returnValue);
  dialog.showModal();
}

// --- what is shown --------------------------------------------------------------------------------

function render() {
  const seated = now.window !== null && now.view !== null;
  show(part("desk"), seated);
  show(part("choose"), !seated && now.windows.length > 0);
  write(part("title"), seated ? say("window", { no: now.window }) : page.hall);
  if (seated) renderDesk(now.view);
  else renderChoice();
}

function renderDesk(view) {
  renderVisit(view);
  renderSteps(view);
  write(part("waiting"), view.waiting);
  part("next").replaceChildren(...view.next.map(nextLine));
  show(part("parked"), view.parked.length > 0);
  part("parked-list").replaceChildren(...view.parked.map((visit) => parkedLine(visit, view)));
  const faults = now.devices.flatMap(faultsOf);
  show(part("faults"), faults.length > 0);
  part("fault-list").replaceChildren(...faults.map((text) => make("li", "", text)));
}

function renderVisit(view) {
  const { visit } = view;
  show(part("visit"), Boolean(visit));
  show(part("idle"), !visit);
  show(part("outcomes"), visit?.stage === "serving");
  if (!visit) {
    const paused = view.status === "paused";
    write(
      part("idle-title"),
      paused ? say("paused_for", { reason: reasonText(view.reason) }) : say("idle_title"),
    );
    write(part("idle-about"), inRow(view.categories.map(categoryName)));
    return;
  }
  write(part("number"), visit.number);
  write(part("stage"), say(visit.stage));
  part("stage").className = `pill ${visit.stage === "called" ? "wait" : "good"}`;
  write(part("matter"), matterName(visit));
  write(part("about"), aboutVisit(visit));
  chooseOutcome(visit);
  renderMaterials(visit);
}

/** What the citizen should have brought, by the guide of the matter. */
async function renderMaterials({ matter }) {
  if (now.guideOf === matter) return;
  now.guideOf = matter;
  part("materials").replaceChildren();
  show(part("guide"), false);
  if (!matter) return;
  const guide = await guideOf(matter);
  if (!guide || now.guideOf !== matter) return;
  part("materials").replaceChildren(...guide.materials.map(materialLine));
  show(part("guide"), guide.materials.length > 0);
}

const guides = new Map();

async function guideOf(matter) {
  if (!guides.has(matter)) {
    const answer = await fetch(`/api/v1/matters/${matter}`).catch(() => null);
    if (!answer?.ok) return null;
    guides.set(matter, await answer.json());
  }
  return guides.get(matter);
}

function materialLine(material) {
  const line = make("li", "", material.name[page.language]);
  if (material.source === "shared_data") line.append(make("small", "", say("shared_data")));
  else if (material.deferrable) line.append(make("small", "", say("deferrable")));
  return line;
}

function aboutVisit(visit) {
  const waited = minutesBetween(visit.issued_at, Date.parse(visit.called_at));
  const facts = [say("wait_before_call", { minutes: waited })];
  if (visit.calls > 1) facts.push(say("calls", { times: visit.calls }));
  if (visit.language === "en") facts.push(say("english_speaker"));
  for (const need of visit.needs) facts.push(page.texts[`need_${need}`] ?? need);
  if (visit.note) facts.push(say("note", { note: visit.note }));
  return facts.join(" · ");
}

/** What this visit most likely comes to is chosen once; then the clerk's choice stays. */
function chooseOutcome(visit) {
  if (now.outcomeOf === visit.visit) return;
  now.outcomeOf = visit.visit;
  const likely = page.likely_outcomes[visit.matter] ?? page.likely_outcomes[visit.category];
  const choice = document.querySelector(`input[name="outcome"][value="${likely ?? "done"}"]`);
  choice.checked = true;
}

function renderSteps(view) {
  const step = nextStep(view);
  const main = part("main");
  write(part("main-text"), now.sending ? say("sending") : step.text);
  main.disabled = !step.act || now.sending || !now.good;
  for (const [name, each] of Object.entries(ACTS)) {
    const button = document.querySelector(`[data-act="${name}"]`);
    const offered = each.offered(view);
    show(button, offered);
    if (!offered) continue;
    const { text, ready } = each.state(view);
    if (text) write(part(name), text);
    button.disabled = !ready || now.sending || !now.good;
  }
}

function renderTime() {
  if (!knowsTime()) return;
  write(part("clock"), clockTime(hallNow()));
  if (now.window === null || !now.view) return;
  const { visit } = now.view;
  if (visit) {
    const since = visit.started_at ?? visit.called_at;
    const about = visit.started_at ? say("since_start") : say("since_call");
    write(part("timer"), `${about} ${stopwatch(hallNow() - Date.parse(since))}`);
  }
  renderSteps(now.view);
}

const categoryName = (code) => page.categories[code] ?? code;

const matterName = ({ matter, category }) =>
  matter ? (page.matters[matter] ?? matter) : categoryName(category);

function nextLine(visit) {
  const minutes = minutesBetween(visit.entered_at, hallNow());
  return make(
    "li",
    "",
    make("span", "number figure", visit.number),
    make("span", "what", matterName(visit)),
    make("span", "soft figure", say("waited", { minutes })),
  );
}

/** A reason is kept in Chinese; those that are offered here are shown in the page's language. */
const reasonText = (reason) => page.reasons[reason] ?? (reason || "–");

function parkedLine(visit, view) {
  const button = make("button", "button", say("resume"));
  button.disabled = view.status !== "open" || Boolean(view.visit) || now.sending || !now.good;
  button.addEventListener("click", () => act("resume", { number: visit.number }));
  return make(
    "li",
    "",
    make("span", "number figure", visit.number),
    make("span", "what", reasonText(visit.reason)),
    button,
  );
}

function faultsOf(device) {
  const name = page.texts[device.kind] ?? device.id;
  const faults = device.faults.map((fault) => saidOf(name, fault.text[page.language]));
  if (device.heard && !device.online) faults.unshift(say("device_offline", { device: name }));
  return faults;
}

function renderChoice() {
  const byArea = new Map();
  for (const view of now.windows) {
    const area = page.windows[view.window]?.area ?? "";
    byArea.set(area, [...(byArea.get(area) ?? []), view]);
  }
  const sections = [...byArea].flatMap(([area, views]) => [
    make("h3", "", page.areas[area] ?? area),
    make("div", "grid", ...views.map(windowButton)),
  ]);
  if (part("areas").contains(document.activeElement)) return;
  part("areas").replaceChildren(...sections);
}

function askTakeOver(view) {
  write(part("take-over"), say("take_over", { clerk: view.clerk, no: view.window }));
  ask("take-over-dialog", () => act("open", { take_over: true }, view.window));
}

function windowButton(view) {
  const free = view.clerk === null;
  const button = make(
    "button",
    "button",
    make("span", "no figure", String(view.window)),
    make("span", "", inRow(view.categories.map(categoryName))),
    make("small", "", free ? say("window_free") : say("window_taken", { clerk: view.clerk })),
  );
  button.disabled = now.sending || !now.good;
  button.title = say("open_window", { no: view.window });
  button.addEventListener("click", () => {
    button.blur();
    if (free) act("open", {}, view.window);
    else askTakeOver(view);
  });
  return button;
}

// --- what is heard --------------------------------------------------------------------------------

function hearWindow(view) {
  if (view.clerk === page.user) {
    const moved = now.window !== view.window;
    const press = view.last_press?.at;
    if (!moved && press && press !== now.view?.last_press?.at) now.pressedAt = performance.now();
    now.window = view.window;
    now.view = view;
    if (moved) stream.want([`window/${view.window}`, `devices-at/${view.window}`]);
  } else if (now.window === view.window) {
    now.window = null;
    now.view = null;
    stream.want(["windows"]);
  }
  render();
}

function hear(topic, data) {
  if (topic === "windows" && now.window === null) {
    now.windows = data.windows;
    const mine = data.windows.find((view) => view.clerk === page.user);
    if (mine) hearWindow(mine);
    else render();
  }
  if (topic === `window/${now.window}`) hearWindow(data);
  if (topic === `devices-at/${now.window}`) {
    now.devices = data.devices;
    render();
  }
}

function hearLine(good) {
  now.good = good;
  const pill = part("line");
  pill.className = `pill ${good ? "good" : "bad"}`;
  write(pill, say(good ? "online" : "offline"));
  show(part("offline"), !good);
  if (!good) write(part("offline"), say("offline_since", { time: clockTime(hallNow()) }));
  render();
}

const stream = new Stream({ hear, line: hearLine, person: true });
stream.want(["windows"]);
setInterval(renderTime, TICK_MS);

// --- keys and clicks ------------------------------------------------------------------------------

part("main").addEventListener("click", (event) => {
  if (event.detail > 0) part("main").blur();
  runMain();
});
for (const name of Object.keys(ACTS)) {
  const button = document.querySelector(`[data-act="${name}"]`);
  button.addEventListener("click", (event) => {
    if (event.detail > 0) button.blur();
    runAct(name);
  });
}

/** Whether somebody went to this control by keyboard, so that its own keys are meant. */
const holdsKeys = (element) =>
  element.matches("input:not([type=radio]), textarea, select, dialog *") ||
  (element.matches("button, a") && element.matches(":focus-visible"));

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog[open]") || holdsKeys(event.target)) return;
  if (event.code === "Space") {
    event.preventDefault();
    runMain();
    return;
  }
  const choice = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
  if (choice && now.view?.visit?.stage === "serving") {
    document.querySelectorAll('input[name="outcome"]')[Number(choice[1]) - 1].checked = true;
    return;
  }
  const named = Object.keys(ACTS).find((name) => ACTS[name].key === event.code);
  if (named) runAct(named);
});
