// What has just been done, for a while, and how to take it back.

import { part, say, show, write } from "./page.js";
import { Refused } from "./orders.js";

const STAYS_MS = 12000;
let timer = 0;

/** What went wrong, in words. */
export const wordsOf = (error) => (error instanceof Refused ? error.message : say("unanswered"));

/** Say what was done; with `undo` one press takes it back. */
export function toast(text, undo = null) {
  write(part("saved-text"), text);
  show(part("saved"), true);
  show(part("undo-plan"), Boolean(undo));
  part("undo-plan").onclick = () => attempt(undo, say("undone"));
  clearTimeout(timer);
  timer = setTimeout(() => show(part("saved"), false), STAYS_MS);
}

/** Do something, and say so or why not. */
export async function attempt(act, done) {
  try {
    await act();
    toast(done);
  } catch (error) {
    toast(wordsOf(error));
  }
}
