// The phone page of a ticket: asks for its state again and again, sooner when its turn is near.

import { page, part, say, show, write } from "./page.js";
import { Outbox } from "./outbox.js";

const NEAR = 3;
const NEAR_MS = 4000;
const FAR_MS = 12000;
const SPREAD_MS = 3000;
const STALE_MS = 30000;

const now = { ticket: page.ticket, heardAt: Date.now(), rated: false };
const outbox = new Outbox(() => {});

function describe(ticket) {
  const { stage, window, wait } = ticket;
  if (stage === "called") return [say("go_now", { window }), ""];
  if (stage === "serving") return [say("being_served", { window }), ""];
  if (stage === "ended") return [say(`ended_${ticket.ending}`), ""];
  if (stage !== "waiting") return [say(stage), ""];
  const ahead = ticket.ahead ? say("ahead", { count: ticket.ahead }) : say("you_are_next");
  const about = wait ? say("about", { low: wait.low_min, high: wait.high_min }) : say("no_forecast");
  return [ahead, about];
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
