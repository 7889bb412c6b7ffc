// Ratings that wait in this browser until the hall has them; each is delivered once.

import { Refused, newKey, tryOnce } from "./orders.js";

const WAITING = "hall-ratings";
const REFUSED = "hall-ratings-refused";
const AGAIN_MS = 4000;

const read = (name) => JSON.parse(localStorage.getItem(name) ?? "[]");
const keep = (name, orders) => localStorage.setItem(name, JSON.stringify(orders));

export class Outbox {
  /** `told({ waiting, refused })` hears of each change. */
  constructor(told) {
    this.told = told;
    this.busy = false;
    setInterval(() => this.deliver(), AGAIN_MS);
    this.deliver();
  }

  post(order) {
    keep(WAITING, [...read(WAITING), { ...order, key: newKey() }]);
    return this.deliver();
  }

  /** Send what waits, oldest first, each under its own key until it is answered. */
  async deliver() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let first = read(WAITING)[0]; first; first = read(WAITING)[0]) {
        if (!(await this.delivered(first))) break;
        keep(
          WAITING,
          read(WAITING).filter((order) => order.key !== first.key),
        );
      }
    } finally {
      this.busy = false;
      document.body.dataset.unsent = read(WAITING).length;
      this.told({ waiting: read(WAITING).length, refused: read(REFUSED).length });
    }
  }

  /** True when it needs no sending any more; a refused one is kept for whoever looks after it. */
  async delivered(order) {
    try {
      return (await tryOnce(order)) !== null;
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) return false;
      keep(REFUSED, [...read(REFUSED), { ...order, code: error.code }]);
      return true;
    }
  }
}
