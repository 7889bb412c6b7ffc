// The slip of what is missing: printed once the visit is finished, with the code to come back with.

import { missingMaterials } from "./clerk_guide.js";
import { Refused } from "./orders.js";
import { inRow, page, part, remember, say, show, write } from "./page.js";

const CHOSEN = "hall-slip-printer";

/** What a finish is about to give a slip for; null when nothing is missing. */
export const lackingAt = (name, body) =>
  name === "finish" && body.outcome === "materials_missing" ? missingMaterials() : null;

/** Where slips are printed from this desk; remembered in this browser. */
export function startSlips() {
  const choice = part("slip-printer");
  if (choice) remember(choice, CHOSEN);
}

/** Show the code, and print the slip where something is missing and a printer was chosen. */
export async function giveSlip(send, window, visit, missing) {
  const code = visit?.return_code;
  if (!code) return;
  const { number } = visit;
  const until = code.until.slice(5).replace("-", "/");
  show(part("slip"), true);
  write(part("slip-code"), say("slip_code", { number, code: code.code, until }));
  write(part("slip-missing"), missing.length ? say("slip_missing", { names: inRow(missing) }) : "");
  const printer = part("slip-printer")?.value;
  if (!missing.length || !printer || page.practice) return;
  try {
    await send(`/windows/${window}/slip`, { visit: visit.visit, missing, printer });
    write(part("slip-paper"), say("slip_printing", { printer }));
  } catch (error) {
    write(part("slip-paper"), error instanceof Refused ? error.message : say("slip_failed"));
  }
}

/** With the next citizen the last one's slip goes. */
export function clearSlip() {
  show(part("slip"), false);
  write(part("slip-paper"), "");
}
