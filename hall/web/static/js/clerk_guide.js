// The guide of the matter in hand: what the citizen should have brought.

import { make, page, part, say, show } from "./page.js";

let shownOf; // the matter whose materials are shown

/** What the citizen should have brought, by the guide of the matter. */
export async function renderMaterials({ matter }) {
  if (shownOf === matter) return;
  shownOf = matter;
  part("materials").replaceChildren();
  show(part("guide"), false);
  if (!matter) return;
  const guide = await guideOf(matter);
  if (!guide || shownOf !== matter) return;
  part("materials").replaceChildren(...guide.materials.map(materialLine));
  show(part("guide"), guide.materials.length > 0);
}

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
  const line = make("li", "", material.name[page.language]);
  if (material.source === "shared_data") line.append(make("small", "", say("shared_data")));
  else if (material.deferrable) line.append(make("small", "", say("deferrable")));
  return line;
}
