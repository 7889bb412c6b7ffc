// The main board: the newest call inverted, the calls before, and who waits.

import { both, el, fill } from "./dom.js";
import { hueOf } from "./keys.js";

const ROWS = 6;

export class Board {
  constructor(root, hall) {
    this.hall = hall;
    this.newest = null;
    this.calls = el("ol", { class: "calls" });
    this.queues = el("ul", { class: "queues" });
    fill(root, el("header", {}, el("h2", {}, both(["大屏", "Main board"]))), el("div", { class: "board-body" }, this.calls, this.queues));
  }

  draw(view) {
    const first = view.calls[0];
    const key = first ? `${first.number}-${first.times}` : null;
    const fresh = key !== this.newest && this.newest !== null;
    this.newest = key;
    fill(this.calls, view.calls.slice(0, ROWS).map((call, place) => this.call(call, place, fresh)));
    if (!view.calls.length) fill(this.calls, el("li", { class: "nobody" }, both(["请留意呼叫", "Please watch for your number"])));
  }

  call(call, place, fresh) {
    const newest = place === 0 && call.state === "called";
    return el("li", { class: `${newest ? "newest" : ""} ${newest && fresh ? "fresh" : ""} ${call.state}` },
      el("span", {}, "请"), el("b", {}, call.number), el("span", {}, "到"), el("b", {}, String(call.window)), el("span", {}, "号窗口"));
  }

  queue(piece) {
    const waiting = piece.queues.filter((each) => each.waiting).sort((a, b) => b.waiting - a.waiting).slice(0, ROWS + 1);
    fill(this.queues, waiting.map((each) => {
      const title = this.hall.category(each.category)?.title ?? [each.category, ""];
      const count = el("b", {}, String(each.waiting));
      count.style.color = hueOf(each.category);
      return el("li", { title: title.join(" ") }, el("span", {}, title[0]), count);
    }), waiting.length ? null : el("li", { class: "nobody" }, both(["无人等候", "Nobody waits"])));
  }
}
