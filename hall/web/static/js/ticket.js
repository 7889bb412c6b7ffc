// The phone page of a ticket: asks for its state again and again, sooner when its turn is near.

import { clockTime, make, page, part, say, show, write } from "./page.js";
import { Refused, send } from "./orders.js";
import { Outbox } from "./outbox.js";
import { appealWith, renderAnswer } from "./ticket_answer.js";
import { followWide, renderWide } from "./ticket_wide.js";
import { dayOf, describe } from "./ticket_words.js";

const NEAR = 3;
const NEAR_MS = 4000;
const FAR_MS = 12000;
const SPREAD_MS = 3000;
const STALE_MS = 30000;
const OVER_MS = 20000;
const CALLED_MS = [400, 200, 400];

const now = { ticket: page.ticket, heardAt: Date.now(), rated: new Set(), low: null, sending: false };
const outbox = new Outbox(() => {});
const isToday = (ticket) => !ticket.day;

/** What the holder can do: when it is offered, and what is sent. */
const ACTS = {
  pass: { offered: (t) => t.stage === "waiting", path: "pass", body: { count: 1 } },
  pass3: { offered: (t) => t.stage === "waiting", path: "pass", body: { count: 3 } },
  late: { offered: (t) => t.stage === "called" && !t.late_until, path: "late", body: {} },
  again: {
    offered: (t) => isToday(t) && Boolean(t.back),
    path: "late",
    body: {},
  },
  cancel: { offered: (t) => t.stage === "waiting", path: "cancel", body: {}, sure: true },
};

const isSure = () =>
  new Promise((decided) => {
    const dialog = part("sure");
    dialog.returnValue = "";
    dialog.onclose = () => decided(dialog.returnValue === "go");
    dialog.showModal();
  });

async function act(name) {
  const { path, body, sure } = ACTS[name];
  if (now.sending || (sure && !(await isSure()))) return;
  now.sending = true;
  render();
  try {
    const ticket = await send(`/tickets/${page.token}/${path}`, body);
    tell("");
    if (ticket.token !== page.token) location.assign(`/t/${ticket.token}`);
    else now.ticket = ticket;
  } catch (error) {
    tell(error instanceof Refused ? error.message : say("unanswered"));
  }
  now.sending = false;
  render();
}

function tell(text) {
  show(part("said"), Boolean(text));
  write(part("said"), text);
}

/** The services that can still be rated, the latest first. */
const unrated = () =>
  now.ticket.services
    .filter((each) => each.finished_at && !each.rated && !now.rated.has(each.service))
    .reverse();

function renderRating() {
  const [service] = unrated();
  show(part("rating"), Boolean(service));
  show(part("thanks"), now.rated.size > 0);
  show(part("why"), Boolean(now.low));
  if (!service) return;
  const time = clockTime(Date.parse(service.finished_at));
  const matter = page.matters[service.matter] ?? page.what;
  write(part("rated"), say(service.claim ? "met_at" : "service_of", { matter, window: service.window, time }));
  const until = now.ticket.rate_until;
  if (until) write(part("rate-until"), say("rate_until", { date: dayOf(until) }));
}

/** The level is sent at once, whatever it is; of a bad one the why can follow. */
function rate(level) {
  const [{ service }] = unrated();
  now.rated.add(service);
  now.low = level <= page.low_level ? { service, level } : null;
  post({ service, level }, [], "");
  render();
}

function addWhy() {
  const ticked = [...part("why").querySelectorAll(":checked")];
  const words = part("rating-words").value.trim();
  if (ticked.length || words) post(now.low, ticked.map((each) => each.value), words);
  part("rating-words").value = "";
  for (const each of ticked) each.checked = false;
  now.low = null;
  render();
}

function post({ service, level }, reasons, words) {
  const path = `/tickets/${page.token}/services/${encodeURIComponent(service)}/rating`;
  outbox.post({ path, body: { level, reasons, words } });
}

/** Where to wait, and once called where the window is. */
function placeOf({ stage, window }) {
  if (stage === "waiting") return say("wait_in", { area: page.area });
  return stage === "called" ? say("window_in", { area: page.areas_of_windows[window] }) : "";
}

function render() {
  const [head, about] = describe(now.ticket);
  write(part("head"), head);
  write(part("about"), about);
  show(part("about"), Boolean(about));
  part("state").className = `state ${now.ticket.stage}`;
  document.title = `${now.ticket.number} · ${head}`;
  write(part("place"), placeOf(now.ticket));
  show(part("overtaken"), Boolean(now.ticket.overtaken));
  write(part("overtaken"), now.ticket.overtaken?.[page.language] ?? "");
  show(part("place"), Boolean(part("place").textContent));
  show(part("note"), isToday(now.ticket) && now.ticket.stage !== "ended");
  for (const [name, each] of Object.entries(ACTS)) {
    const button = document.querySelector(`[data-act="${name}"]`);
    show(button, each.offered(now.ticket));
    button.disabled = now.sending;
  }
  renderRating();
  renderAnswer(now.ticket.answers ?? []);
  renderHall();
}

/** In an emergency nobody is asked to wait anywhere, or to do anything with a number. */
function renderHall() {
  const waits = ["waiting", "called"].includes(now.ticket.stage);
  const flees = renderWide(isToday(now.ticket) ? now.ticket.wide : undefined, waits);
  for (const name of ["state", "acts"]) show(part(name), !flees);
  for (const name of flees ? ["place", "overtaken", "note", "rating"] : []) show(part(name), false);
}

function hearWide(wide) {
  now.ticket.wide = wide;
  render();
}

/** The guide of the matter is loaded when somebody opens it, not before. */
async function openGuide() {
  if (!part("guide").open || part("materials").children.length) return;
  const answer = await fetch(`/api/v1/matters/${now.ticket.matter}`).catch(() => null);
  if (!answer?.ok) {
    part("guide").open = false;
    return;
  }
  const guide = await answer.json();
  const lines = (texts) => texts.map((text) => make("li", "", text[page.language]));
  const named = ({ name, source }) => {
    const text = name[page.language];
    return make("li", "", source === "shared_data" ? say("not_to_bring", { name: text }) : text);
  };
  part("materials").replaceChildren(...guide.materials.map(named));
  part("steps").replaceChildren(...lines(guide.steps));
  write(part("fee"), say("fee", { fee: guide.fee[page.language] }));
}

async function refresh() {
  try {
    const answer = await fetch(`/api/v1/tickets/${page.token}`, { signal: AbortSignal.timeout(6000) });
    if (answer.ok) {
      const before = now.ticket.stage;
      now.ticket = await answer.json();
      if (now.ticket.stage === "called" && before === "waiting") navigator.vibrate?.(CALLED_MS);
      now.heardAt = Date.now();
      render();
    }
  } catch {
    // No answer now; the line below says how old the page is.
  }
  renderStale();
}

async function look() {
  await refresh();
  setTimeout(look, pauseMs() + Math.random() * SPREAD_MS);
}

/** Soon while something is about to happen, seldom once it is over. */
function pauseMs() {
  const { stage, ahead } = now.ticket;
  if (!isToday(now.ticket)) return OVER_MS;
  return stage !== "waiting" || ahead < NEAR ? NEAR_MS : FAR_MS;
}

function renderStale() {
  const stale = Date.now() - now.heardAt > STALE_MS;
  show(part("stale"), stale);
  const time = new Date(now.heardAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (stale) write(part("stale"), say("stale", { time }));
}

for (const name of Object.keys(ACTS)) {
  document.querySelector(`[data-act="${name}"]`).addEventListener("click", () => act(name));
}
for (const button of document.querySelectorAll("[data-level]")) {
  button.addEventListener("click", () => rate(Number(button.dataset.level)));
}
part("rate-now").addEventListener("click", addWhy);
appealWith(refresh);
part("guide")?.addEventListener("toggle", openGuide);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
render();
if (isToday(now.ticket)) followWide(hearWide);
setTimeout(look, NEAR_MS);
