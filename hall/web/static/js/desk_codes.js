// The service desk takes numbers by code: of a slip or an old ticket, and of an appointment.

import { part, show } from "./page.js";
import { Refused } from "./orders.js";

const SLIP_CODE = /^[a-z0-9]{8}$/i; // a slip's code is in capitals; a ticket's is kept as it is

const NOT_IN_TIME = ["appointment_too_late", "appointment_too_early"];

/** Offer the line to whoever is not in time for an appointment; null takes the offer back. */
export function offerQueue(press) {
  const button = part("walk-in");
  show(button, press !== null);
  button.onclick = press;
}

const returned = (code) => (SLIP_CODE.test(code) ? code.toUpperCase() : code);

/** `run` does one thing at a time and tells of refusals; `issue` takes a number and shows it. */
export function startCodes({ run, issue }) {
  /** A code stays in its field until there is a number for it, so that a slip of it can be mended. */
  async function take(name, path, body) {
    await issue(path, body);
    part(name).reset();
  }

  const takeBack = (code) =>
    run(() => take("return-code", "/tickets", { return_code: returned(code) }));

  async function checkIn(code, body = {}) {
    let mayQueue = false;
    await run(async () => {
      try {
        await take("appointment-code", `/appointments/${encodeURIComponent(code)}/check-in`, body);
      } catch (error) {
        mayQueue = error instanceof Refused && NOT_IN_TIME.includes(error.code);
        throw error;
      }
    });
    if (mayQueue) offerQueue(() => checkIn(code, { as_walk_in: true }));
  }

  const forms = { "return-code": takeBack, "appointment-code": checkIn };
  for (const [name, act] of Object.entries(forms)) {
    part(name).addEventListener("submit", (event) => {
      event.preventDefault();
      const code = new FormData(part(name)).get("code").replace(/\s/g, "");
      if (code) act(code);
    });
  }
}
