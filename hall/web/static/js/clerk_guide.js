// The guide of the matter in hand: which materials were seen, and what is missing.

import { make, page, part, say, show } from "./page.js";

let shownOf; // the visit and matter whose materials are shown

/** What the citizen should have brought, by the guide of the matter, each with a box to tick. */
export async function renderMaterials({ visit, matter }) {
  const of = `${visit}/${matter}`;
  if (shownOf === of) return;
  shownOf = of;
  part("materials").replaceChildren();
  show(part("guide"), false);
  if (!matter) return;
  const guide = await guideOf(matter);
  if (!guide || shownOf !== of) return;
  part("materials").replaceChildren(...guide.materials.map(materialLine));
  show(part("guide"), guide.materials.length > 0);
}

/** What was not ticked of what has to be brought, in the page's language. */
export const missingMaterials = () =>
  [...part("materials").querySelectorAll("input:not(:checked)")].map((box) => box.value);

const guides = new Map();

async function guideOf(matter) {
  if (!guides.has(matter)) {
    const answer = await fetch(`/api/v1/matters/${matter}`).catch(() => null);
    if (!answer?.ok) return null;
    guides.set(matter, await answer.json());
  }
  return guides.get(matter);
}

function materialLine(material) {
  const name = material.name[page.language];
  if (material.source === "shared_data") {
    return make("li", "", name, make("small", "", say("shared_data")));
  }
  const box = make("input");
  box.type = "checkbox";
  box.value = name;
  const label = make("label", "", box, make("span", "", name));
  if (material.deferrable) label.append(make("small", "", say("deferrable")));
  return make("li", "", label);
}
