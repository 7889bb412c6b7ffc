// What holds for the whole hall, on a phone: an emergency takes the place of the queue.

import { make, page, part, show } from "./page.js";
import { Source } from "./source.js";

// So seldom that thousands of phones cost next to nothing; it finds those that are gone.
const BEAT_S = 15;

const told = (text) => text[page.language];

/** Leave, and by which ways; the nearest first. */
function emergency({ emergency: what, exits, rehearsal }) {
  return [
    make("h2", "", page.wide[rehearsal ? "drill" : "emergency"]),
    make("p", "", told(what)),
    make("ul", "", ...exits.map((way) => make("li", "", make("strong", "", page.wide.exit), told(way)))),
  ];
}

function notices({ paused, rehearsal }, waits) {
  const said = [];
  if (rehearsal) said.push(make("p", "", page.wide.rehearsal));
  if (paused && waits) said.push(make("p", "", told(paused)));
  return said;
}

let drawn = "";

/** Draw it when it differs, for a screen reader reads what is drawn; whether people leave now. */
export function renderWide(wide, waits) {
  const flees = Boolean(wide?.emergency);
  const seen = JSON.stringify([wide, waits]);
  if (seen === drawn) return flees;
  drawn = seen;
  const said = flees ? emergency(wide) : notices(wide ?? {}, waits);
  part("wide").replaceChildren(...said);
  part("wide").classList.toggle("flees", flees);
  show(part("wide"), said.length > 0);
  return flees;
}

/**
 * Hear it at once, while the page is seen: an emergency cannot wait for the next look, and an open
 * stream that says nothing costs less than looking as often as that would take.
 */
export function followWide(hear) {
  const hears = (topic, wide) => topic === page.wide_topic && hear(wide);
  const source = new Source(hears, `&beat_s=${BEAT_S}`);
  const follow = () => (document.hidden ? source.close() : source.want([page.wide_topic]));
  document.addEventListener("visibilitychange", follow);
  follow();
}
