// Sends what somebody wants done, once: one idempotency key for each press, kept until answered.

import { page } from "./page.js";

const ANSWER_MS = 6000;
const GIVE_UP_MS = 20000;
const PAUSES_MS = [300, 700, 1500, 3000];
const REPEATABLE = new Set([502, 503, 504]);

export class Unanswered extends Error {}

/** A problem that the hall answered with; `message` is in the page's language. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.text?.[page.language] ?? problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.facts = problem.facts ?? {};
  }
}

export const newKey = () =>
  globalThis.crypto?.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16)).join("");

/** One try; `null` when nobody can tell whether it took effect. */
export async function tryOnce(order) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": order.key };
  if (page.csrf) headers["X-CSRF-Token"] = page.csrf;
  if (order.tablet) headers["X-Rating-Tablet"] = order.tablet;
  const { method = "POST", body = {} } = order;
  try {
    const answer = await fetch(`/api/v1${order.path}`, {
      method,
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (REPEATABLE.has(answer.status)) return null;
    const document = await answer.json();
    if (!answer.ok) throw new Refused(document);
    return document;
  } catch (error) {
    if (error instanceof Refused) throw error;
    return null;
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Send until it is answered; the same key each time. `repeating` is told of each repeat. */
export async function send(path, body = {}, { method = "POST", repeating = () => {} } = {}) {
  const order = { key: newKey(), path, body, method };
  const until = performance.now() + GIVE_UP_MS;
  for (let turn = 0; ; turn += 1) {
    const answer = await tryOnce(order);
    if (answer !== null) return answer;
    if (performance.now() > until) throw new Unanswered();
    repeating();
    await pause(PAUSES_MS[Math.min(turn, PAUSES_MS.length - 1)]);
  }
}
