// One window at close range: its panel, pads, clerk and visit, with keys large enough to press.

import { act } from "./acts.js";
import { both, el, fill, put, toggle } from "./dom.js";
import { restart } from "./floor.js";
import { KEYS, LEVELS, hueOf } from "./keys.js";
import { Led } from "./led.js";

const STATUS = { open: ["已开窗", "Open"], paused: ["暂停", "Paused"], closed: ["未开窗", "Closed"] };
const STAGE = { called: ["已呼叫", "Called"], serving: ["办理中", "Serving"] };
const ASKS = { idle: ["未询问", "Not asking"], asking: ["请评价", "Please rate"], thanking: ["谢谢", "Thank you"] };

export class CloseUp {
  constructor(root, hall) {
    this.hall = hall;
    this.no = null;
    this.canvas = el("canvas", { class: "led large" });
    this.led = new Led(this.canvas);
    this.head = el("header", {});
    this.visit = el("div", { class: "visit" });
    this.digits = el("output", {});
    this.asks = el("p", { class: "asks" });
    this.pad = el("div", { class: "pad large" }, this.digits, el("div", { class: "pad-keys" }, KEYS.map((key) => el("button", {
      class: `key ${key.name}`,
      onclick: (event) => { restart(event.currentTarget, "down"); act("press", { window: this.no, key: key.name }); },
    }, key.zh, el("i", { lang: "en" }, key.en)))));
    this.levels = LEVELS.map((each) => el("button", {
      class: "level-key",
      onclick: () => act("rate", { window: this.no, level: each.level }),
    }, each.zh, el("i", { lang: "en" }, each.en)));
    this.rater = el("div", { class: "rater large" }, this.asks, this.levels);
    this.sit = toggle("我当窗口员", "Be the clerk", (on) => act("sit", { window: this.no, on }));
    this.stand = toggle("我来评价", "Be the rater", (on) => act("stand", { window: this.no, on }));
    this.unplug = toggle("拔掉叫号器", "Unplug pads", (on) => act("break", { window: this.no, fault: "unplugged", on }), "fault");
    this.follow = toggle("跟随呼叫", "Follow calls", () => this.called(this.hall.piece("board")));
    this.follow.firstChild.checked = true;
    this.noise = toggle("线路噪声", "Noise on the line", (on) => act("break", { window: this.no, fault: "noise", on }), "fault");
    fill(root, this.head,
      el("div", { class: "window-left" }, this.canvas, this.visit),
      el("div", { class: "window-pads" }, this.pad, this.rater),
      el("div", { class: "toggles" }, this.follow, this.sit, this.stand, this.unplug, this.noise));
  }

  // A window chosen by hand stays; else the newest call is followed.
  show(no, byHand) {
    this.no = no;
    if (byHand) this.follow.firstChild.checked = false;
    for (const kind of ["panel", "pad", "rater", "line", "window"]) {
      const piece = this.hall.piece(`${kind}/${no}`);
      if (piece) this.draw(kind, no, piece);
    }
    const crowd = this.hall.piece("crowd");
    if (crowd) this.crowd(crowd);
  }

  called(board) {
    const newest = board.calls[0];
    if (this.follow.firstChild.checked && newest && newest.window !== this.no) this.hall.floors.choose(newest.window, false);
  }

  draw(kind, no, piece) {
    if (no === this.no) this[`draw_${kind}`](piece);
  }

  draw_panel(panel) { this.led.draw(panel); }

  draw_pad(pad) { put(this.digits, `${pad.display.slice(0, 3)} ${pad.display.slice(3)}`); }

  draw_rater(rater) {
    this.rater.dataset.state = rater.state;
    fill(this.asks, both(ASKS[rater.state]));
    this.levels.forEach((node, place) => {
      node.classList.toggle("lit", rater.state === "thanking" && LEVELS[place].level === rater.level);
    });
  }

  draw_line(line) {
    this.unplug.firstChild.checked = !line.plugged;
    this.noise.firstChild.checked = line.noisy;
    this.pad.classList.toggle("unplugged", !line.plugged);
    this.rater.classList.toggle("unplugged", !line.plugged);
  }

  crowd(piece) {
    this.sit.firstChild.checked = piece.played_pads.includes(this.no);
    this.stand.firstChild.checked = piece.played_raters.includes(this.no);
  }

  draw_window(view) {
    const card = this.hall.windowCard(this.no);
    fill(this.head, el("h2", {}, el("b", {}, String(this.no)), both(card.name)),
      el("p", { class: `chip ${view.status}` }, both(STATUS[view.status])));
    fill(this.visit, view.in_hand ? this.inHand(view.in_hand) : this.nobody(view), this.next(view));
  }

  inHand(visit) {
    const matter = this.hall.matter(visit.matter);
    const title = matter ? matter.title : this.hall.category(visit.category)?.title ?? ["", ""];
    const number = el("b", { class: "number" }, visit.number);
    number.style.color = hueOf(visit.category);
    return el("p", { class: "in-hand" }, number, el("span", {}, both(title), el("span", { class: "stage" }, both(STAGE[visit.stage] ?? ["", ""]),
      visit.calls > 1 ? el("em", {}, ` ×${visit.calls}`) : null)));
  }

  nobody(view) {
    return el("p", { class: "in-hand nobody" }, both(view.status === "open" ? ["等候下一位", "Ready for the next"] : ["没有在办的号", "Nobody in hand"]));
  }

  next(view) {
    const numbers = view.next_numbers.map((each) => el("span", { class: "slip" }, each));
    return el("p", { class: "next" }, both(["接下来", "Next"]), numbers.length ? numbers : el("span", { class: "none" }, "—"),
      view.waiting > numbers.length ? el("span", { class: "more" }, `+${view.waiting - numbers.length}`) : null);
  }
}
