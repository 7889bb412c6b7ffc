// The service desk: takes a number for somebody, finds a lost one, settles what waits for a person.

import {
  clockTime,
  hallNow,
  knowsTime,
  make,
  minutesBetween,
  page,
  part,
  remember,
  saidOf,
  say,
  show,
  write,
} from "./page.js";
import { Bell } from "./bell.js";
import { Refused, send } from "./orders.js";
import { Stream } from "./stream.js";
import { offerQueue, startCodes } from "./desk_codes.js";
import { describe } from "./ticket_words.js";

const TICK_MS = 1000;
const LOOK_MS = 5000;
/** A row that is settled goes, and the next one comes under the pointer: no second click reaches it. */
const SECOND_CLICK_MS = 600;

const now = {
  good: false,
  sending: false,
  settling: false,
  chosen: false,
  ticket: null,
  desk: { help: [], papers: [], printers: [], failed: [], failed_before: 0 },
};

// --- taking a number ------------------------------------------------------------------------------

const plain = (text) => text.toLowerCase().replace(/\s/g, "");

/** What is offered for the words in the search field: matters, then categories without matters. */
function offered() {
  const words = plain(part("search").value);
  const has = (each) => !words || each.words.some((text) => plain(text).includes(words));
  return page.offers.filter(has);
}

function renderOffers() {
  const found = offered();
  show(part("matters"), found.length > 0);
  show(part("none-found"), found.length === 0);
  part("matters").replaceChildren(...found.map(offerLine));
}

function offerLine(offer) {
  const button = make("button", "", offer.title, make("small", "", offer.category_title));
  button.disabled = now.sending || !now.good;
  button.addEventListener("click", () => take(offer));
  return make("li", "", button);
}

/** How a number is taken, whatever it is taken for. */
function options() {
  const needs = [...document.querySelectorAll('[name="need"]:checked')].map((box) => box.value);
  const language = part("english").checked ? "en" : "zh";
  return { language, needs, printer: part("printer").value || null };
}

/** On a phone the cards stand below one another. */
const bringUp = () => part("one").scrollIntoView({ block: "nearest" });

/** Take a number, show it, and forget what was chosen for the one before. */
async function issue(path, body) {
  const { token } = await send(path, { ...body, ...options() });
  await look(token);
  bringUp();
  part("search").value = "";
  for (const box of document.querySelectorAll(".options input")) box.checked = false;
}

const take = (offer) => run(() => issue("/tickets", offer.order));

// --- one ticket -----------------------------------------------------------------------------------

const find = (number) =>
  run(() => ask(`/tickets?number=${encodeURIComponent(number.trim())}`), { reads: true });

async function submitNumber(event) {
  event.preventDefault();
  await find(new FormData(part("find")).get("number"));
  part("find").reset();
}

const look = (token) => ask(`/tickets/${encodeURIComponent(token)}`);

async function ask(path) {
  const answer = await fetch(`/api/v1${path}`);
  const document = await answer.json();
  if (!answer.ok) throw new Refused(document);
  now.ticket = document;
}

const act = (name, body = {}) =>
  run(async () => {
    now.ticket = await send(`/visits/${now.ticket.visit}/${name}`, body);
  });

/** A number that was given up cannot be had back, so one press is not enough. */
function askCancel() {
  const dialog = part("cancel-dialog");
  write(part("cancel-title"), say("cancel_title", { number: now.ticket.number }));
  dialog.returnValue = "";
  dialog.onclose = () => dialog.returnValue && act("cancel");
  dialog.showModal();
}

/** Who goes sooner goes before others who wait: it takes a reason. */
function askClass() {
  const dialog = part("class-dialog");
  const form = dialog.querySelector("form");
  form.reset();
  write(part("class-title"), say("class_title", { number: now.ticket.number }));
  dialog.returnValue = "";
  dialog.onclose = () => dialog.returnValue && act("class", Object.fromEntries(new FormData(form)));
  dialog.showModal();
}

function renderTicket() {
  const { ticket } = now;
  show(part("ticket"), Boolean(ticket));
  if (!ticket) return;
  const [head, about] = describe(ticket);
  write(part("number"), ticket.number);
  write(part("matter"), page.matters[ticket.matter] ?? page.categories[ticket.category]);
  write(part("head"), head);
  const place = ticket.stage === "waiting" ? page.areas[ticket.area] : "";
  const paper = ticket.paper ? say(`paper_${ticket.paper}`, { printer: ticket.printer }) : "";
  write(part("about"), [about, place, paper].filter(Boolean).join(" · "));
  part("phone").href = `/t/${ticket.token}`;
  const over = ticket.stage === "ended" && ticket.ending !== "no_show";
  for (const button of document.querySelectorAll("[data-act]")) {
    button.disabled = over || now.sending || !now.good;
  }
  document.querySelector('[data-act="class"]').disabled ||= ticket.stage !== "waiting";
  const again = document.querySelector('[data-act="reprint"]');
  if (!again) return;
  write(again, say("reprint", { printer: reprinter() }));
  again.disabled ||= ticket.stage === "ended" || ticket.paper === "printing";
}

/** Until somebody chooses, tickets are printed again where a printer works. */
function offerPrinter(troubled) {
  const choice = part("reprinter");
  if (!choice || now.chosen || !troubled.has(choice.value)) return;
  const works = [...choice.options].find((each) => !troubled.has(each.value));
  if (works) choice.value = works.value;
}

/** Where tickets are printed again; nothing in a hall without printers. */
const reprinter = () => part("reprinter")?.value ?? "";

// --- what waits for a person ----------------------------------------------------------------------

const bell = new Bell((able) => {
  write(part("bell"), say("bell_off"));
  show(part("bell"), !able);
});

function renderDesk() {
  const { help, papers, printers, failed, failed_before } = now.desk;
  offerPrinter(new Set(printers.map((each) => each.printer)));
  show(part("nothing"), help.length + papers.length + printers.length + failed.length === 0);
  part("help").replaceChildren(...help.map(helpLine));
  part("printers").replaceChildren(...printers.map(printerLine));
  part("papers").replaceChildren(...papers.map(paperLine));
  part("failed").replaceChildren(...failed.map(failedLine));
  show(part("failed-before"), failed_before > 0);
  write(part("failed-before"), say("failed_before", { count: failed_before }));
}

/** A clerk asks at their window, anybody else at a kiosk. */
function helpText(kiosk, minutes) {
  const no = /^window-(\d+)$/.exec(kiosk)?.[1];
  return no ? say("help_window", { no, minutes }) : say("help_at", { kiosk: at(kiosk), minutes });
}

/** A kiosk or its printer with the area in which it stands. */
const at = (name) => [page.places[name], name].filter(Boolean).join(" ");

function helpLine({ kiosk, since }) {
  const minutes = minutesBetween(since, hallNow());
  return make(
    "li",
    "",
    make("span", "", helpText(kiosk, minutes)),
    pressable(say("go_there"), () => send(`/kiosks/${kiosk}/help-given`)),
  );
}

/** It is gone once the printer says that it works; whoever got no ticket comes here by their number. */
function printerLine({ printer, online, faults }) {
  const troubles = troublesOf({ online, faults });
  return make("li", "", make("span", "", saidOf(at(printer), troubles.join(" · "))));
}

/** What is wrong with a printer; one that is out of paper need not be said to be nearly so. */
function troublesOf({ online, faults }) {
  if (!online) return [say("printer_off")];
  const isOut = faults.some((fault) => fault.code === "paper_out");
  const told = faults.filter((fault) => !isOut || fault.code !== "paper_near_end");
  return told.map((fault) => fault.text[page.language]);
}

function paperLine({ visit, number, printer }) {
  const settle = (state) => () => send(`/visits/${visit}/paper`, { state });
  return make(
    "li",
    "",
    make("span", "", say("paper_of", { number, printer })),
    pressable(say("paper_there"), settle("printed")),
    reprintButton(visit),
    pressable(say("paper_not_there"), settle("failed")),
  );
}

/** Gone once it is printed again, or its number is called. */
function failedLine({ visit, number, kiosk, printer, issued_at }) {
  const why = now.desk.printers.find((each) => each.printer === printer);
  const lost = say("paper_lost", { number });
  const time = clockTime(new Date(issued_at));
  return make(
    "li",
    "",
    make("span", "", why ? saidOf(lost, troublesOf(why)[0]) : lost),
    make("small", "soft", `${at(kiosk ?? printer)} · ${time}`),
    reprintButton(visit),
  );
}

const reprintButton = (visit) =>
  pressable(say("reprint", { printer: reprinter() }), () =>
    send(`/visits/${visit}/reprint`, { printer: reprinter() }),
  );

function pressable(text, press) {
  const button = make("button", "button", text);
  button.disabled = now.sending || now.settling || !now.good;
  button.addEventListener("click", () => settle(press));
  return button;
}

async function settle(press) {
  now.settling = true;
  setTimeout(() => {
    now.settling = false;
    render();
  }, SECOND_CLICK_MS);
  await run(press);
}

// --- sending and hearing --------------------------------------------------------------------------

/** Do one thing at a time; while offline nothing but looking something up is tried. */
async function run(press, { reads = false } = {}) {
  if (now.sending || (!now.good && !reads)) return;
  now.sending = true;
  tell("");
  render();
  try {
    await press();
  } catch (error) {
    tell(error instanceof Refused ? error.message : say("unanswered"));
  }
  now.sending = false;
  render();
}

function tell(text) {
  offerQueue(null);
  show(part("told"), Boolean(text));
  write(part("said"), text);
  if (text) bringUp();
}

function render() {
  renderOffers();
  renderTicket();
  renderDesk();
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

const stream = new Stream({
  hear: (topic, data) => {
    if (topic !== "desk") return;
    now.desk = data;
    bell.ringFor(data.help.length);
    renderDesk();
  },
  line: hearLine,
  person: true,
});
stream.want(["desk"]);

setInterval(() => knowsTime() && write(part("clock"), clockTime(hallNow())), TICK_MS);
setInterval(async () => {
  if (!now.ticket || now.sending || !now.good) return;
  await look(now.ticket.token).catch(() => {}); // shown again at the next look
  renderTicket();
}, LOOK_MS);

startCodes({ run, issue });
remember(part("printer"), "hall-desk-printer");
part("search").addEventListener("input", renderOffers);
part("reprinter")?.addEventListener("change", () => {
  now.chosen = true;
  render();
});
document
  .querySelector('[data-act="reprint"]')
  ?.addEventListener("click", () => act("reprint", { printer: reprinter() }));
part("find").addEventListener("submit", submitNumber);
document.querySelector('[data-act="late"]').addEventListener("click", () => act("late"));
document.querySelector('[data-act="pass"]').addEventListener("click", () => act("pass", { count: 3 }));
document.querySelector('[data-act="cancel"]').addEventListener("click", askCancel);
document.querySelector('[data-act="class"]').addEventListener("click", askClass);
part("class-no").addEventListener("click", () => part("class-dialog").close(""));
part("cancel-no").addEventListener("click", () => part("cancel-dialog").close(""));

// Whoever was quicker than this script, or follows a link, has the number in the address.
const asked = new URLSearchParams(location.search).get("number");
if (asked) find(asked);
