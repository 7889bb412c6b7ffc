// Where a ticket stands, in words; for its holder's phone and for the service desk.

import { page, say } from "./page.js";

const dayFormat = new Intl.DateTimeFormat(page.language === "en" ? "en-GB" : "zh-CN", {
  month: "long",
  day: "numeric",
  timeZone: page.zone,
});

/** A day as people read it; of a moment, the day in the hall's zone. */
export const dayOf = (moment) =>
  dayFormat.format(new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment));

/** The main sentence and what is added to it. */
export function describe(ticket) {
  const { stage, window, wait } = ticket;
  if (stage === "called") return [say("go_now", { window }), ""];
  if (stage === "serving") return [say("being_served", { window }), ""];
  if (ticket.day) {
    return [say(ticket.ending === "served" ? "past_served" : "past", { date: dayOf(ticket.day) }), ""];
  }
  if (stage === "ended") return [say(`ended_${ticket.ending}`), ""];
  if (stage !== "waiting") return [say(stage), ""];
  const ahead = ticket.ahead ? say("ahead", { count: ticket.ahead }) : say("you_are_next");
  const about = wait ? say("about", { low: wait.low_min, high: wait.high_min }) : say("no_forecast");
  return [ahead, about];
}
