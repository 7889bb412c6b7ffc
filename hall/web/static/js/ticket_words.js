// Where a ticket stands, in words; for its holder's phone and for the service desk.

import { clockTime, page, say } from "./page.js";
import { waitWords } from "./wait_words.js";

const dayFormat = new Intl.DateTimeFormat(page.language === "en" ? "en-GB" : "zh-CN", {
  month: "long",
  day: "numeric",
  timeZone: page.zone,
});

/** A day as people read it; of a moment, the day in the hall's zone. */
export const dayOf = (moment) =>
  dayFormat.format(new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment));

/** Who has missed the call: how to come back, and behind how many. */
function missed({ back }) {
  if (!back) return [say("missed"), say("ask_desk")];
  return [say("missed"), say(back.behind === null ? "back_anew" : "back_behind", { count: back.behind })];
}

const people = (count) => say(count === 1 ? "ahead_one" : "ahead", { count });

/** The main sentence and what is added to it. */
export function describe(ticket) {
  const { stage, window, wait } = ticket;
  if (stage === "called") {
    const until = ticket.late_until && clockTime(Date.parse(ticket.late_until));
    return [say("go_now", { window }), until ? say("waited_for", { until }) : ""];
  }
  if (stage === "serving") return [say("being_served", { window }), ""];
  const again = ticket.return_until ? say("come_back_until", { date: dayOf(ticket.return_until) }) : "";
  if (again && ticket.ending !== "served") return [say("not_reached"), again];
  if (ticket.day) {
    const used = ticket.return_used ? say("return_used") : "";
    const past = ticket.ending === "served" ? "past_served" : "past";
    return [say(past, { date: dayOf(ticket.day) }), again || used];
  }
  if (stage === "parked") return ticket.back ? missed(ticket) : [say("kept"), say("kept_until")];
  if (ticket.ending === "no_show") return missed(ticket);
  if (stage === "ended") return [say(`ended_${ticket.ending}`), again];
  const ahead = ticket.ahead ? people(ticket.ahead) : say("you_are_next");
  return [ahead, wait ? waitWords(wait) : say("no_forecast")];
}
