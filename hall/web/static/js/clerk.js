// The clerk page: choose a window, then one big next step at any moment, named by its effect.

import {
  called,
  clockTime,
  hallNow,
  inRow,
  knowsTime,
  make,
  page,
  part,
  say,
  show,
  stopwatch,
  write,
} from "./page.js";
import { renderCall } from "./clerk_call.js";
import { desk } from "./clerk_state.js";
import { ACTS, nextStep } from "./clerk_steps.js";
import { categoryName, faultsOf, nextLine, reasonText, renderVisit } from "./clerk_visit.js";
import { send, Stream } from "./clerk_line.js";
import { clearSlip, giveSlip, lackingAt, startSlips } from "./clerk_slip.js";
import { Refused } from "./orders.js";

const AFTER_ANSWER_MS = 400; // a second press of the same finger must not become the next step
const TICK_MS = 250;
const TOPICS = ["window", "devices-at", "call-at"];

// --- sending --------------------------------------------------------------------------------------

const blocked = () => desk.sending || !desk.good;

async function act(name, body = {}, window = desk.window) {
  if (blocked()) return;
  desk.sending = true;
  const lacking = lackingAt(name, body);
  tell(null);
  clearSlip();
  render();
  try {
    const repeating = () => tell(say("repeating"));
    // The answer only says that it is done; what stands then comes by the stream, in order.
    const done = await send(`/windows/${window}/${name}`, body, { repeating });
    tell(null);
    if (lacking) giveSlip(send, window, done.ended?.[0], lacking);
  } catch (error) {
    tell(error instanceof Refused ? error.message : say("unanswered"));
    if (error.status === 401) location.reload();
  } finally {
    desk.sending = false;
    desk.quietUntil = performance.now() + AFTER_ANSWER_MS;
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
  if (!desk.view || blocked() || performance.now() < desk.quietUntil) return;
  const step = nextStep(desk.view);
  if (step.act) act(step.act, step.body?.() ?? {});
}

function runAct(name) {
  const each = ACTS[name];
  if (desk.view && each.offered(desk.view) && each.state(desk.view).ready && !blocked()) each.run({ act, ask });
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
  const seated = desk.window !== null && desk.view !== null;
  show(part("desk"), seated);
  show(part("choose"), !seated && desk.windows.length > 0);
  write(part("title"), seated ? say("window", { no: desk.window }) : page.hall);
  if (seated) renderDesk(desk.view);
  else renderChoice();
}

function renderDesk(view) {
  renderVisit(view);
  renderCall(view.visit, desk.call);
  renderSteps(view);
  write(part("waiting"), view.waiting);
  const coming = view.next.map(nextLine);
  part("next").replaceChildren(...(coming.length ? coming : [make("li", "soft none", say("nobody"))]));
  show(part("parked"), view.parked.length > 0);
  part("parked-list").replaceChildren(...view.parked.map((visit) => parkedLine(visit, view)));
  const faults = desk.devices.flatMap(faultsOf);
  show(part("faults"), faults.length > 0);
  part("fault-list").replaceChildren(...faults.map((text) => make("li", "", text)));
}

function renderSteps(view) {
  const step = nextStep(view);
  const main = part("main");
  write(part("main-text"), desk.sending ? say("sending") : step.text);
  main.disabled = !step.act || desk.sending || !desk.good;
  for (const [name, each] of Object.entries(ACTS)) {
    const button = document.querySelector(`[data-act="${name}"]`);
    const offered = each.offered(view);
    show(button, offered);
    if (!offered) continue;
    const { text, ready } = each.state(view);
    if (text) write(part(name), text);
    button.disabled = !ready || desk.sending || !desk.good;
  }
}

function renderTime() {
  if (!knowsTime()) return;
  write(part("clock"), clockTime(hallNow()));
  if (desk.window === null || !desk.view) return;
  const { visit } = desk.view;
  if (visit) {
    const since = visit.started_at ?? visit.called_at;
    const about = visit.started_at ? say("since_start") : say("since_call");
    write(part("timer"), `${about} ${stopwatch(hallNow() - Date.parse(since))}`);
  }
  renderSteps(desk.view);
}

function parkedLine(visit, view) {
  const button = make("button", "button", say("resume"));
  button.disabled = view.status !== "open" || Boolean(view.visit) || desk.sending || !desk.good;
  button.addEventListener("click", () => act("resume", { number: visit.number }));
  return make(
    "li",
    "",
    make("span", "number figure", visit.number),
    make("span", "what", reasonText(visit.reason)),
    button,
    ...(visit.note ? [make("span", "handed", say("note", { note: visit.note }))] : []),
  );
}

function renderChoice() {
  const byArea = new Map();
  for (const view of desk.windows) {
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
  write(part("take-over"), say("take_over", { clerk: called(view.clerk), no: view.window }));
  ask("take-over-dialog", () => act("open", { take_over: true }, view.window));
}

function windowButton(view) {
  const free = view.clerk === null;
  const button = make(
    "button",
    "button",
    make("span", "no figure", String(view.window)),
    make("span", "", inRow(view.categories.map(categoryName))),
    make("small", "", free ? say("window_free") : say("window_taken", { clerk: called(view.clerk) })),
  );
  button.disabled = desk.sending || !desk.good;
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
    const moved = desk.window !== view.window;
    const press = view.last_press?.at;
    if (!moved && press && press !== desk.view?.last_press?.at) desk.pressedAt = performance.now();
    desk.window = view.window;
    desk.view = view;
    if (moved) stream.want(TOPICS.map((topic) => `${topic}/${view.window}`));
  } else if (desk.window === view.window) {
    desk.window = null;
    desk.view = null;
    stream.want(["windows"]);
  }
  render();
}

function hear(topic, data) {
  if (topic === "windows" && desk.window === null) {
    desk.windows = data.windows;
    const mine = data.windows.find((view) => view.clerk === page.user);
    if (mine) hearWindow(mine);
    else render();
  }
  if (topic === `window/${desk.window}`) hearWindow(data);
  if (topic === `devices-at/${desk.window}`) {
    desk.devices = data.devices;
    render();
  }
  if (topic === `call-at/${desk.window}`) {
    desk.call = data.call;
    render();
  }
}

function hearLine(good) {
  desk.good = good;
  const pill = part("line");
  pill.className = `pill ${good ? "good" : "bad"}`;
  write(pill, say(good ? "online" : "offline"));
  show(part("offline"), !good);
  if (!good) write(part("offline"), say("offline_since", { time: clockTime(hallNow()) }));
  render();
}

const stream = new Stream({ hear, line: hearLine, person: true });
startSlips();
stream.want(["windows"]);
setInterval(renderTime, TICK_MS);

// --- keys and clicks ------------------------------------------------------------------------------

/** The button that closes the dialog says which matter was chosen. */
function nameMatter() {
  part("matter-go").value = part("matter-choice").value;
}
part("matter-dialog").addEventListener("change", nameMatter);
nameMatter();

// Who ticks a material by hand goes on by keys: the box must not hold them.
part("materials").addEventListener("click", (event) => {
  if (event.detail > 0) event.target.closest("label")?.querySelector("input").blur();
  if (event.detail > 0) event.target.blur?.();
});
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
  element.matches("input:not([type=radio], [type=checkbox]), textarea, select, dialog *") ||
  element.matches("[type=checkbox]:focus-visible") ||
  (element.matches("button, a") && element.matches(":focus-visible"));

for (const button of document.querySelectorAll("[data-leave]")) {
  button.addEventListener("click", () => button.closest("dialog").close(""));
}

/** In a dialog of reasons, the digit of a reason chooses it. */
function chooseReason(dialog, code) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  if (digit) dialog.querySelectorAll(".reasons button")[Number(digit) - 1]?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const dialog = document.querySelector("dialog[open]");
  if (dialog) chooseReason(dialog, event.code);
  if (dialog || holdsKeys(event.target)) return;
  if (event.code === "Space") {
    event.preventDefault();
    runMain();
    return;
  }
  const choice = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
  if (choice && desk.view?.visit?.stage === "serving") {
    document.querySelectorAll('input[name="outcome"]')[Number(choice[1]) - 1].checked = true;
    return;
  }
  const named = Object.keys(ACTS).find((name) => ACTS[name].key === event.code);
  if (!named) return;
  event.preventDefault(); // the letter must not be typed into the dialog that it opens
  runAct(named);
});
