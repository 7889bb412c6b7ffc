// What became of the call in hand: by panel, boards and voice, and what happens instead of what failed.

import { make, page, part, saidOf, say, show, write } from "./page.js";

const KINDS = { waiting: "", sent: "good", shown: "good", spoken: "good", failed: "bad" };

function wayPill({ way, reach, reason }) {
  const queued = way === "voice" && reach === "waiting"; // calls are spoken one after the other
  const text = saidOf(say(`way_${way}`), say(queued ? "reach_queued" : `reach_${reach}`));
  const pill = make("li", `pill ${KINDS[reach]}`, text);
  if (reason) pill.append(make("small", "", reason[page.language]));
  return pill;
}

/** Only while somebody is called: whoever stands at the window has come. */
export function renderCall(visit, call) {
  const ours = visit?.stage === "called" && call?.number === visit.number;
  const ways = ours ? call.ways.filter(({ reach }) => reach !== "absent") : [];
  show(part("call"), ways.length > 0);
  const pills = ways.map(wayPill);
  const told = pills.map((pill) => pill.outerHTML).join("");
  if (part("call").innerHTML !== told) part("call").replaceChildren(...pills);
  const instead = ours && call.instead ? call.instead[page.language] : "";
  show(part("call-instead"), Boolean(instead));
  write(part("call-instead"), instead);
}
