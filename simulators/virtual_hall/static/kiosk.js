// A small kiosk: choose what you came for, see what to bring, take a number.

import { act } from "./acts.js";
import { both, el, fill, put } from "./dom.js";
import { hueOf } from "./keys.js";

const PRINT = {
  printing: ["正在打印号票…", "Printing your ticket…"],
  printed: ["号票已打印，请取走", "Your ticket is printed"],
  sent: ["号票已送打印", "Your ticket was sent"],
  unconfirmed: ["号票可能没打出来，请拍照", "It may not have printed; take a picture"],
  failed: ["没打出来，请记下号码", "It did not print; note your number"],
};
const NO_MATTERS = ["pick_up", "enquiry", "unresolved"];

export class Kiosk {
  constructor(root, hall) {
    this.hall = hall;
    this.words = "";
    this.language = "zh";
    this.queues = {};
    this.issued = null;
    this.search = el("input", { type: "search", placeholder: "您来办什么事？ What did you come for?", "aria-label": "搜索事项 Search",
      oninput: (event) => { this.words = event.target.value.trim().toLowerCase(); this.list(); } });
    this.english = el("button", { class: "language", onclick: () => this.switchLanguage() }, "English");
    this.body = el("div", { class: "kiosk-body" });
    fill(root, el("header", {}, el("h2", {}, both(["取号机", "Kiosk"])), this.english), this.body);
    this.list();
  }

  switchLanguage() {
    this.language = this.language === "zh" ? "en" : "zh";
    put(this.english, this.language === "zh" ? "English" : "中文");
    this.list();
  }

  say(text) { return this.language === "zh" ? text[0] : text[1]; }

  list() {
    this.issued = null;
    const { matters, categories } = this.hall.catalogue;
    const found = matters.filter((each) => this.matches(each)).slice(0, 40);
    const others = Object.entries(categories).filter(([, each]) => NO_MATTERS.includes(each.kind));
    fill(this.body, this.search, el("div", { class: "tiles" },
      this.words ? [] : others.map(([code, each]) => this.tile(each.title, code, () => this.ask(each.title, { category: code }, code))),
      found.map((each) => this.tile(each.title, each.category, () => this.guide(each)))));
  }

  matches(matter) {
    const said = [...matter.title, ...matter.name, ...matter.aliases].join(" ").toLowerCase();
    return said.includes(this.words);
  }

  tile(title, category, onclick) {
    const made = el("button", { class: "tile", onclick }, this.say(title));
    made.style.setProperty("--hue", hueOf(category));
    return made;
  }

  guide(matter) {
    const bring = matter.materials.slice(0, 3).map((each) => el("li", {}, this.say(each)));
    if (matter.materials.length > 3) bring.push(el("li", { class: "more" }, `+${matter.materials.length - 3}`));
    this.ask(matter.title, { matter: matter.id }, matter.category,
      el("ul", {}, bring),
      el("p", { class: "facts" }, `${this.say(matter.time_limit)} · ${this.say(matter.fee)}`));
  }

  ask(title, what, category, ...facts) {
    const queue = this.queues[category];
    const wait = queue ? waitText(queue, this.language) : "";
    fill(this.body, el("div", { class: "guide" }, el("h3", {}, this.say(title)), facts, el("p", { class: "wait" }, wait)),
      el("div", { class: "buttons" },
        el("button", { class: "back", onclick: () => this.list() }, this.say(["返回", "Back"])),
        el("button", { class: "take", onclick: (event) => this.take(event.target, what) }, this.say(["取号", "Take a number"]))));
  }

  async take(button, what) {
    button.disabled = true;
    const done = await act("take", { ...what, language: this.language });
    button.disabled = false;
    if (done?.refused) this.refuse(done.refused);
    else if (done?.issued) this.show(done.issued);
  }

  refuse(text) {
    fill(this.body, el("div", { class: "guide" }, el("p", { class: "refusal" }, text[0]), el("p", { class: "refusal", lang: "en" }, text[1])),
      el("div", { class: "buttons" }, el("button", { class: "back", onclick: () => this.list() }, this.say(["返回", "Back"]))));
  }

  show(issued) {
    const area = this.hall.site.areas.find((each) => each.code === issued.area);
    const ahead = issued.ahead ? [`前面还有${issued.ahead}位`, `${issued.ahead} people ahead`] : ["前面没有人，请留意呼叫", "Nobody ahead; watch for your call"];
    this.issued = { ...issued, progress: el("p", { class: "progress" }) };
    const number = el("b", { class: "number" }, issued.number);
    number.style.color = hueOf(issued.category);
    fill(this.body, el("div", { class: "issued" }, number, el("p", {}, this.say(ahead), issued.wait ? this.say([`，约等${issued.wait[0]}–${issued.wait[1]}分钟`, `, about ${issued.wait[0]}–${issued.wait[1]} minutes`]) : ""),
      el("p", {}, this.say([`请到${area.name[0]}等候`, `Please wait in ${area.name[1]}`])), this.issued.progress),
      el("div", { class: "buttons" }, el("button", { class: "back", onclick: () => this.list() }, this.say(["完成", "Done"]))));
    const progress = this.hall.piece(`print/${issued.request}`);
    if (progress) this.printed(issued.request, progress);
  }

  printed(request, piece) {
    if (this.issued?.request !== request) return;
    put(this.issued.progress, this.say(PRINT[piece.outcome]));
    this.issued.progress.dataset.outcome = piece.outcome;
  }

  queue(piece) { this.queues = Object.fromEntries(piece.queues.map((each) => [each.category, each])); }
}

/** A range in Chinese and in English; nobody is told of nought minutes. */
function rangeWords({ low_min: low, high_min: high }) {
  if (high <= 1) return ["很快轮到您", "very soon"];
  if (low <= 0) return [`${high}分钟以内`, `within ${high} minutes`];
  const minutes = low < high ? `${low}–${high}` : `${high}`;
  return [`约等${minutes}分钟`, `about ${minutes} minutes`];
}

function waitText(queue, language) {
  if (!queue.accepting && queue.closed_text) return queue.closed_text[language === "zh" ? 0 : 1];
  const ahead = language === "zh" ? `前面${queue.waiting}位` : `${queue.waiting} ahead`;
  if (!queue.wait) return ahead;
  const [zh, en] = rangeWords(queue.wait);
  return language === "zh" ? `${ahead}，${zh}` : `${ahead}, ${en}`;
}
