// Where a ticket stands, in words; for its holder's phone and for the service desk.

import { say } from "./page.js";

/** The main sentence and what is added to it. */
export function describe(ticket) {
  const { stage, window, wait } = ticket;
  if (stage === "called") return [say("go_now", { window }), ""];
  if (stage === "serving") return [say("being_served", { window }), ""];
  if (stage === "ended") return [say(`ended_${ticket.ending}`), ""];
  if (stage !== "waiting") return [say(stage), ""];
  const ahead = ticket.ahead ? say("ahead", { count: ticket.ahead }) : say("you_are_next");
  const about = wait ? say("about", { low: wait.low_min, high: wait.high_min }) : say("no_forecast");
  return [ahead, about];
}
