// The floors of the hall as it is built: areas, windows with their machines, kiosks.

import { act } from "./acts.js";
import { both, el, fill, put } from "./dom.js";
import { Led } from "./led.js";
import { KEYS, LEVELS } from "./keys.js";

const CLERK = `<svg viewBox="0 0 24 15" aria-hidden="true"><path d="M3 15c0-4.4 3.6-6.6 9-6.6s9 2.2 9 6.6z"/><circle cx="12" cy="4.6" r="4.1"/></svg>`;
const LOW = 5; // windows south of this row stand at the lower edge

export class Floors {
  constructor(root, hall) {
    this.hall = hall;
    this.onChosen = () => {};
    this.stalls = new Map();
    this.kiosks = new Map();
    this.areas = new Map();
    const { areas } = hall.site;
    this.columns = Math.max(...areas.map((each) => each.x + each.width));
    const numbers = [...new Set(areas.map((each) => each.floor))].sort((a, b) => b - a);
    this.floors = new Map(numbers.map((no) => [no, this.makeFloor(no)]));
    fill(root, [...this.floors.values()].map((each) => each.node));
    this.hint = el("p", { class: "hint", hidden: true }, both(["没有模拟人群：点一个窗口当窗口员，再到取号机取号。", "No crowd: be the clerk of a window, then take a number."]));
    this.floors.get(numbers[0]).node.append(this.hint);
    hall.site.windows.forEach((card) => this.makeStall(card));
    hall.site.devices.filter((each) => each.kind === "kiosk").forEach((card, place) => this.makeKiosk(card, place));
  }

  makeFloor(no) {
    const people = el("div", { class: "people" });
    const areas = this.hall.site.areas.filter((each) => each.floor === no);
    const plates = areas.map((each) => this.makeArea(each));
    const middle = areas.find((each) => each.x + each.width >= this.columns / 2) ?? areas[0];
    const way = no === 1 ? ["出入口", "Entrance"] : ["楼梯", "Stairs"];
    const node = el("section", { class: "floor", "aria-label": `${no}楼 Floor ${no}` },
      el("div", { class: "staff-side" }), plates, el("div", { class: "seats" }), el("p", { class: "way" }, both(way)), people);
    node.querySelector(".way").style.right = this.at(this.columns - middle.x - middle.width);
    return { node, people };
  }

  makeArea(area) {
    const count = el("b", {}, "0");
    const node = el("div", { class: "area" }, el("p", { class: "area-name" },
      both(area.name), el("span", { class: "area-count" }, count, el("i", {}, "位等候"), el("i", { lang: "en" }, "waiting"))));
    node.style.left = this.at(area.x);
    node.style.width = this.at(area.width);
    this.areas.set(area.code, { area, node, count });
    return node;
  }

  at(x) { return `${(x / this.columns) * 100}%`; }

  floorOf(area) { return this.floors.get(this.areas.get(area).area.floor); }

  makeStall(card) {
    const stall = new Stall(card, this);
    stall.node.style.left = this.at(card.x - 1);
    stall.node.style.width = this.at(2);
    stall.node.classList.toggle("low", card.y > LOW);
    const { area, node } = this.areas.get(card.area);
    if (card.y > LOW && card.x < area.x + area.width / 2) node.classList.add("named-right");
    this.floorOf(card.area).node.insertBefore(stall.node, this.floorOf(card.area).people);
    this.stalls.set(card.window, stall);
  }

  makeKiosk(card, place) {
    const node = el("div", { class: "kiosk-stand", title: `${card.id}` },
      el("div", { class: "kiosk-screen" }), el("div", { class: "slip" }), el("span", {}, `取号 ${place + 1}`));
    const { area } = this.areas.get(card.area);
    const x = card.x ?? area.x + area.width / 2;
    node.style.left = this.at(x);
    this.floorOf(card.area).node.insertBefore(node, this.floorOf(card.area).people);
    this.kiosks.set(card.id, { card, node, floor: area.floor, printed: 0 });
  }

  // --- pieces ---

  draw(kind, no, piece) { this.stalls.get(no)?.draw(kind, piece); }

  printed(printer, piece) {
    for (const each of this.kiosks.values()) {
      if (each.card.printer !== printer) continue;
      if (piece.printed > each.printed && each.printed) restart(each.node, "printing");
      each.printed = piece.printed;
      each.node.classList.toggle("broken", piece.conditions.includes("offline"));
    }
  }

  queue(piece) {
    const counts = {};
    for (const each of piece.queues) {
      const { area } = this.hall.category(each.category);
      counts[area] = (counts[area] ?? 0) + each.waiting;
    }
    for (const [code, { count }] of this.areas) put(count, String(counts[code] ?? 0));
  }

  crowd(piece) {
    this.hint.hidden = piece.on || piece.played_pads.length > 0;
    for (const [no, stall] of this.stalls) stall.node.classList.toggle("mine", piece.played_pads.includes(no));
  }

  state(name, piece) {
    const [, kind, id] = name.split("/");
    const card = this.hall.site.devices.find((each) => each.id === id);
    if (card?.window) this.stalls.get(card.window)?.state(kind, piece);
  }

  choose(no, byHand = true) {
    for (const [each, stall] of this.stalls) stall.node.classList.toggle("chosen", each === no);
    this.onChosen(no, byHand);
  }
}

export function restart(node, name) {
  node.classList.remove(name);
  void node.offsetWidth;
  node.classList.add(name);
}

class Stall {
  constructor(card, floors) {
    this.card = card;
    this.hall = floors.hall;
    this.beeps = null;
    const no = card.window;
    this.title = el("span", { class: "serves" });
    this.canvas = el("canvas", { class: "led" });
    this.led = new Led(this.canvas);
    this.digits = el("output", {});
    this.keys = KEYS.map((key) => el("button", {
      class: `key ${key.name}`, title: `${key.zh} ${key.en}`,
      onclick: (event) => { event.stopPropagation(); restart(event.target, "down"); act("press", { window: no, key: key.name }); },
    }, key.short));
    this.levels = LEVELS.map((each) => el("button", {
      class: "level-key", title: `${each.zh} ${each.en}`,
      onclick: (event) => { event.stopPropagation(); act("rate", { window: no, level: each.level }); },
    }, String(each.level)));
    this.pad = el("div", { class: "pad" }, this.digits, el("div", { class: "pad-keys" }, this.keys));
    this.rater = el("div", { class: "rater" }, el("div", { class: "lamp" }), this.levels);
    this.node = el("div", { class: "stall", onclick: () => floors.choose(no) },
      el("p", { class: "plate" }, el("b", {}, String(no)), this.title),
      this.canvas,
      el("div", { class: "clerk" }),
      el("div", { class: "desk" }, this.pad, this.rater));
    this.node.querySelector(".clerk").innerHTML = CLERK;
  }

  draw(kind, piece) { this[`draw_${kind}`](piece); }

  draw_window(view) {
    this.node.dataset.status = view.status;
    this.node.dataset.stage = view.in_hand?.stage ?? "none";
    const titles = view.categories.map((code) => this.hall.category(code)?.title ?? [code, code]);
    put(this.title, titles.map((each) => each[0]).join("·"));
    this.title.title = titles.map((each) => each.join(" ")).join(" · ");
  }

  draw_panel(panel) { this.led.draw(panel); }

  draw_pad(pad) {
    put(this.digits, `${pad.display.slice(0, 3)} ${pad.display.slice(3)}`);
    if (this.beeps !== null && pad.beeps > this.beeps) restart(this.pad, "beeping");
    this.beeps = pad.beeps;
  }

  draw_rater(rater) {
    this.rater.dataset.state = rater.state;
    this.levels.forEach((node, place) => {
      node.classList.toggle("lit", rater.state === "thanking" && LEVELS[place].level === rater.level);
    });
  }

  draw_line(line) {
    this.node.classList.toggle("unplugged", !line.plugged);
    this.node.classList.toggle("noisy", line.noisy);
  }

  state(kind, piece) { this.node.classList.toggle(`${kind}-away`, !piece.online); }
}
