// The phone page of a ticket: asks for its state again and again, sooner when its turn is near.

import { page, part, say, show, write } from "./page.js";
import { Refused, send } from "./orders.js";
import { Outbox } from "./outbox.js";
import { describe } from "./ticket_words.js";

const NEAR = 3;
const NEAR_MS = 4000;
const FAR_MS = 12000;
const SPREAD_MS = 3000;
const STALE_MS = 30000;

const now = { ticket: page.ticket, heardAt: Date.now(), rated: false, sending: false };
const outbox = new Outbox(() => {});

/** What the holder can do: when it is offered, and what is sent. */
const ACTS = {
  pass: { offered: (t) => t.stage === "waiting", path: "pass", body: { count: 1 } },
  pass3: { offered: (t) => t.stage === "waiting", path: "pass", body: { count: 3 } },
  late: { offered: (t) => t.stage === "called", path: "late", body: {} },
  again: {
    offered: (t) => (t.stage === "ended" && t.ending === "no_show") || t.stage === "parked",
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

const unrated = (ticket) =>
  ticket.services.find((service) => service.finished_at && !service.rated);

function render() {
  const [head, about] = describe(now.ticket);
  write(part("head"), head);
  write(part("about"), about);
  show(part("about"), Boolean(about));
  part("state").className = `state ${now.ticket.stage}`;
  const waits = now.ticket.stage === "waiting";
  show(part("place"), waits);
  write(part("place"), say("wait_in", { area: page.area }));
  for (const [name, each] of Object.entries(ACTS)) {
    const button = document.querySelector(`[data-act="${name}"]`);
    show(button, each.offered(now.ticket));
    button.disabled = now.sending;
  }
  show(part("rating"), !now.rated && Boolean(unrated(now.ticket)));
  show(part("thanks"), now.rated);
}

async function look() {
  try {
    const answer = await fetch(`/api/v1/tickets/${page.token}`, { signal: AbortSignal.timeout(6000) });
    if (answer.ok) {
      now.ticket = await answer.json();
      now.heardAt = Date.now();
      render();
    }
  } catch {
    // No answer now; the line below says how old the page is.
  }
  renderStale();
  const near = now.ticket.stage !== "waiting" || now.ticket.ahead < NEAR;
  setTimeout(look, (near ? NEAR_MS : FAR_MS) + Math.random() * SPREAD_MS);
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
  button.addEventListener("click", () => {
    const { service } = unrated(now.ticket);
    const path = `/tickets/${page.token}/services/${encodeURIComponent(service)}/rating`;
    outbox.post({ path, body: { level: Number(button.dataset.level) } });
    now.rated = true;
    render();
  });
}
document.addEventListener("visibilitychange", () => document.hidden || renderStale());
render();
setTimeout(look, NEAR_MS);
