// Closing time: who will not be reached, what becomes of each, said back before it is done.

import { clockTime, hallNow, knowsTime, make, page, part, saidOf, say, show, write } from "./page.js";
import { send } from "./orders.js";
import { sendSure } from "./password.js";
import { toast, wordsOf } from "./manager_toast.js";
import { waitWords } from "./wait_words.js";

const SOON_MIN = 30;
const MINUTE_MS = 60000;
const LOOK_MS = 15000;
const TICK_MS = 1000;
const CHOICES = ["serve", "code", "end"];

const closing = { day: null };

async function load() {
  const answer = await fetch("/api/v1/day").catch(() => null);
  if (!answer?.ok) return closing.day !== null;
  closing.day = await answer.json();
  renderStrip();
  return true;
}

const missed = () => closing.day.unreached.filter((each) => !each.before_closing);

// --- the strip, from half an hour before closing ---------------------------------------------------

function untilText(closesAt) {
  const minutes = Math.round((closesAt - hallNow()) / MINUTE_MS);
  if (minutes > SOON_MIN) return say("closes_at", { time: clockTime(closesAt) });
  return minutes >= 0 ? say("closes_soon", { minutes }) : say("closes_past", { minutes: -minutes });
}

function missedText() {
  const count = missed().length;
  return count ? say("unreached", { count }) : say("all_reached");
}

function renderStrip() {
  if (!closing.day) return;
  const { day, closes_at: at } = closing.day;
  const soon = day && at && knowsTime() && Date.parse(at) - hallNow() < SOON_MIN * MINUTE_MS;
  show(part("closing"), Boolean(soon));
  if (soon) write(part("closing-text"), saidOf(untilText(Date.parse(at)), missedText()));
}

// --- the sheet ------------------------------------------------------------------------------------

/** Whoever is reached is served on; the others are asked about, and served on until then. */
const choiceOf = (each) => each.choice ?? "serve";
const chosenAs = (choice) => closing.day.unreached.filter((each) => choiceOf(each) === choice);

function standing(each) {
  if (each.parked) return say("not_reached_parked");
  const said = each.before_closing ? "reached" : "not_reached";
  return each.wait ? say(`${said}_wait`, { wait: waitWords(each.wait) }) : say(said);
}

function choiceField(each) {
  const select = make("select");
  select.setAttribute("aria-label", say("decision_of", { number: each.number }));
  for (const choice of CHOICES) {
    const option = make("option", "", say(choice));
    option.value = choice;
    option.selected = choice === choiceOf(each);
    select.append(option);
  }
  select.addEventListener("change", () => choose({ [each.visit]: select.value }));
  return select;
}

function personRow(each) {
  const head = make("th", "figure", each.number);
  head.scope = "row";
  const since = say(each.parked ? "parked_since" : "waits_since", { time: clockTime(Date.parse(each.since)) });
  const categories = page.categories[each.category] ?? each.category;
  return make(
    "tr",
    each.before_closing ? "" : "missed",
    head,
    make("td", "", categories),
    make("td", "figure", since),
    make("td", "figure", standing(each)),
    make("td", "", choiceField(each)),
  );
}

function renderSheet() {
  const { unreached, closes_at: at } = closing.day;
  write(part("close-title"), saidOf(at ? untilText(Date.parse(at)) : say("act_close"), missedText()));
  const late = [...unreached].sort((a, b) => Number(a.before_closing) - Number(b.before_closing));
  part("close-list").replaceChildren(...late.map(personRow));
  show(part("close-people"), unreached.length > 0);
  renderSummary();
}

function summaryLines() {
  const { in_hand: hand, unreached } = closing.day;
  const lines = [];
  if (hand.length) {
    const numbers = hand.map((each) => each.number).join(page.language === "en" ? ", " : "、");
    lines.push(say("in_hand", { count: hand.length, numbers }));
  }
  for (const choice of CHOICES) {
    const count = chosenAs(choice).length;
    if (count) lines.push(say(`sum_${choice}`, { count }));
  }
  if (!unreached.length) lines.push(say("sum_nobody"));
  return lines;
}

/** Closing needs everybody decided and nobody at a window; until then the hall serves on. */
const mayClose = () => !closing.day.in_hand.length && !chosenAs("serve").length;

function renderSummary() {
  const close = mayClose();
  const next = close ? "then_close" : chosenAs("serve").length ? "then_serve" : "then_hand";
  const lines = summaryLines().map((text) => make("li", "", text));
  part("close-summary").replaceChildren(...lines, make("li", "then", say(next)));
  write(part("close-go"), say(close ? "go_close" : "go_serve"));
  part("close-go").classList.toggle("grave", close);
  for (const button of document.querySelectorAll("[data-all]")) button.disabled = !missed().length;
}

/** The hall keeps what is chosen: another manager sees it, and so does this page when it comes back. */
async function choose(choices) {
  try {
    closing.day = await send("/day/choose", { choices });
  } catch (error) {
    complain(wordsOf(error));
  }
  renderSummary();
}

async function chooseForMissed(choice) {
  await choose(Object.fromEntries(missed().map((each) => [each.visit, choice])));
  renderSheet();
}

/** Show who would not be reached, as it is now. */
async function open() {
  if (!(await load())) return;
  show(part("close-problem"), false);
  renderSheet();
  part("close").showModal();
}

async function submit(event) {
  event.preventDefault();
  const close = mayClose();
  const known = new Set(closing.day.unreached.map((each) => each.visit));
  await load();
  const changed = closing.day.unreached.some((each) => !known.has(each.visit));
  if (changed || close !== mayClose()) {
    renderSheet();
    complain(say("somebody_came"));
    return;
  }
  try {
    await (close ? closeDay() : serveOn());
    part("close").close();
  } catch (error) {
    complain(wordsOf(error));
  }
}

async function closeDay() {
  const visits = (choice) => chosenAs(choice).map((each) => each.visit);
  await sendSure("/day/close", { come_back: visits("code"), end: visits("end") });
  toast(say("day_closed"));
  await load();
}

async function serveOn() {
  await send("/hall/stop-numbers", { reason: say("stop_reason") });
  toast(say("stopped_already"));
}

function complain(text) {
  show(part("close-problem"), true);
  write(part("close-problem"), text);
}

/** Watch the time; the sheet opens from the strip and whenever it is asked for. */
export function startClosing() {
  part("close").querySelector("form").addEventListener("submit", submit);
  part("close-leave").addEventListener("click", () => part("close").close());
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", open);
    button.disabled = false;
  }
  for (const button of document.querySelectorAll("[data-all]")) {
    button.addEventListener("click", () => chooseForMissed(button.dataset.all));
  }
  load();
  setInterval(load, LOOK_MS);
  setInterval(renderStrip, TICK_MS);
}
