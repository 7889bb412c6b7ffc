// The page's end of the stream: states by topic, the hall's time, and whether the line is good.

import { hearBeat } from "./page.js";
import { Source } from "./source.js";

const STALE_MS = 3000;
const LOOK_MS = 500;
const SESSION_MS = 5000;

export class Stream {
  /** `hear(topic, data)` gets each state, `line(good, since)` each change of the line. */
  constructor({ hear, line, alone = false, extra = "", person = false }) {
    this.hear = hear;
    this.line = line;
    this.person = person;
    this.good = null;
    this.lastAt = performance.now();
    this.take = this.take.bind(this);
    this.connect(alone, extra);
    setInterval(() => this.look(), LOOK_MS);
  }

  connect(alone, extra) {
    if (!alone && "SharedWorker" in globalThis) {
      try {
        const url = new URL("./worker.js", import.meta.url);
        const worker = new SharedWorker(url, { type: "module", name: "hall" });
        worker.port.onmessage = ({ data }) => this.take(data.topic, data.data);
        addEventListener("pagehide", () => worker.port.postMessage({}));
        this.want = (topics) => worker.port.postMessage({ topics });
        return;
      } catch {
        // A browser without module workers: each tab then has a stream of its own.
      }
    }
    const source = new Source(this.take, extra);
    this.want = (topics) => source.want(topics);
  }

  take(topic, data) {
    if (topic === "line") {
      if (!data.open) this.lastAt = -Infinity;
      this.look();
      return;
    }
    this.lastAt = performance.now();
    if (topic === "beat") hearBeat(data);
    else this.hear(topic, data);
    this.look();
  }

  look() {
    const good = performance.now() - this.lastAt < STALE_MS;
    if (good === this.good) return;
    this.good = good;
    this.line(good);
    if (!good && this.person) this.checkSession();
  }

  /** A stream may also be refused because the session is over: then there is only signing in. */
  async checkSession() {
    if (this.good) return;
    const answer = await fetch("/api/v1/plan").catch(() => null);
    if (answer?.status === 401) location.assign(`/sign-in?to=${location.pathname}`);
    else setTimeout(() => this.checkSession(), SESSION_MS);
  }
}
