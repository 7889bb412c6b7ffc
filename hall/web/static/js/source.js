// One stream from the hall, opened again for ever; used by the shared worker and by lone pages.

const AGAIN_MS = 1500;

export class Source {
  /** `hear(topic, data)` gets each state; topic "line" says whether the stream is open. */
  constructor(hear, extra = "") {
    this.hear = hear;
    this.extra = extra;
    this.topics = new Set();
    this.last = new Map();
    this.stream = null;
    this.timer = null;
  }

  /** Listen to exactly these topics from now on. */
  want(topics) {
    const wanted = new Set(topics);
    const same = wanted.size === this.topics.size && [...wanted].every((t) => this.topics.has(t));
    if (same && this.stream) return;
    for (const topic of this.last.keys()) {
      if (!wanted.has(topic) && topic !== "beat" && topic !== "line") this.last.delete(topic);
    }
    this.topics = wanted;
    this.open();
  }

  open() {
    this.close();
    const topics = encodeURIComponent([...this.topics].join(","));
    const stream = new EventSource(`/api/v1/events?topics=${topics}${this.extra}`);
    this.stream = stream;
    for (const topic of [...this.topics, "beat"]) {
      stream.addEventListener(topic, (event) => this.tell(topic, JSON.parse(event.data)));
    }
    stream.onopen = () => this.tell("line", { open: true });
    stream.onerror = () => {
      this.tell("line", { open: false });
      if (stream.readyState === EventSource.CLOSED && this.stream === stream) {
        this.stream = null;
        this.timer = setTimeout(() => this.open(), AGAIN_MS);
      }
    };
  }

  close() {
    clearTimeout(this.timer);
    if (this.stream) this.stream.close();
    this.stream = null;
  }

  tell(topic, data) {
    this.last.set(topic, data);
    this.hear(topic, data);
  }
}
