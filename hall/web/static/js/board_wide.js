// What holds for the whole hall, on a board: an emergency fills it, all else stands in a strip.

import { make, page, part, show } from "./page.js";

const both = (zh, en) => {
  const small = make("small", "", en);
  small.lang = "en";
  return [zh, " ", small];
};

const words = (name) => both(page.wide[name].zh, page.wide[name].en);

const way = (exit) =>
  make("li", "", make("strong", "", ...words("exit")), make("span", "", ...both(...exit)));

/** Nobody is called while people leave: what to do, and the ways out. */
function emergency(wide) {
  return [
    make("h2", "", ...words(wide.rehearsal ? "drill" : "emergency")),
    make("p", "", ...both(...wide.emergency)),
    make("ul", "", ...(wide.exits ?? []).map(way)),
  ];
}

/** The most important first: 演练, a pause, what the manager lets everybody know. */
function notices(wide) {
  const said = [];
  if (wide.rehearsal) said.push(make("p", "warns", ...words("rehearsal")));
  if (wide.paused) said.push(make("p", "warns", ...both(...wide.paused)));
  if (wide.announcement) said.push(make("p", "", ...both(...wide.announcement)));
  return said;
}

let drawn = "";

/** Draw it again only when it differs: a screen reader reads what is drawn. */
export function renderWide(wide = {}) {
  const seen = JSON.stringify(wide);
  if (seen === drawn) return;
  drawn = seen;
  const flees = Boolean(wide.emergency);
  show(part("emergency"), flees);
  show(part("ordinary"), !flees);
  part("emergency").replaceChildren(...(flees ? emergency(wide) : []));
  const said = flees ? [] : notices(wide);
  show(part("wide"), said.length > 0);
  part("wide").replaceChildren(...said);
}
