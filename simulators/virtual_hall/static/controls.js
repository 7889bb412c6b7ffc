// The top of the page: clock, figures, speed, scenario, crowd, and the way to the real pages.

import { act } from "./acts.js";
import { both, el, fill, put } from "./dom.js";

const SPEEDS = [1, 4, 10, 30, 60];
const PAGES = [
  { path: "/clerk", zh: "窗口页", en: "Clerk" },
  { path: "/board", zh: "大屏页", en: "Board" },
  { path: "/manager", zh: "主任页", en: "Manager" },
];

export class Controls {
  constructor(hall) {
    this.hall = hall;
    const { name, zone } = hall.site;
    put(document.getElementById("hall-name"), name[0]);
    put(document.getElementById("hall-name-en"), name[1]);
    document.title = `${name[0]} · 虚拟大厅`;
    const inZone = { timeZone: zone, hour12: false };
    this.hours = new Intl.DateTimeFormat("zh-CN", { ...inZone, hour: "2-digit", minute: "2-digit" });
    this.day = new Intl.DateTimeFormat("zh-CN", { ...inZone, month: "long", day: "numeric", weekday: "long" });
    this.speeds = SPEEDS.map((rate) => el("button", { onclick: () => act("speed", { rate }) }, `${rate}×`));
    fill(document.getElementById("speed"), this.speeds);
    this.box = document.getElementById("crowd");
    this.box.addEventListener("change", () => act("crowd", { on: this.box.checked }));
    this.choice = document.getElementById("scenario");
    this.choice.addEventListener("change", () => act("crowd", { on: this.box.checked, scenario: this.choice.value }));
    this.counts = { issued: 0, ended: 0, waiting: 0 };
  }

  clock(piece) {
    if (piece.time) {
      const now = new Date(piece.time);
      put(document.getElementById("clock"), this.hours.format(now));
      put(document.getElementById("date"), this.day.format(now));
    }
    document.getElementById("silent").hidden = !piece.silent;
    document.body.classList.toggle("silent", piece.silent);
    this.speeds.forEach((node, place) => node.setAttribute("aria-pressed", String(SPEEDS[place] === piece.rate)));
  }

  crowd(piece) {
    this.box.checked = piece.on;
    if (!this.choice.options.length) {
      fill(this.choice, Object.entries(piece.scenarios).map(([code, name]) => el("option", { value: code }, `${name[0]} ${name[1]}`)));
    }
    this.choice.value = piece.scenario;
  }

  queue(piece) {
    const waiting = piece.queues.reduce((sum, each) => sum + each.waiting, 0);
    const figures = [
      [piece.issued, ["取号", "taken"]],
      [waiting, ["等候", "waiting"]],
      [piece.issued - waiting - piece.ended, ["在窗口", "at windows"]],
      [piece.ended, ["办结", "done"]],
    ];
    fill(document.getElementById("figures"), figures.map(([count, name]) => el("div", {}, el("dd", {}, String(count)), el("dt", {}, both(name)))));
  }

  links(piece) {
    fill(document.getElementById("links"), PAGES.map((page) => el("a", { href: piece.hall + page.path, target: "_blank", rel: "noopener" }, page.zh, el("i", { lang: "en" }, page.en))));
  }
}
