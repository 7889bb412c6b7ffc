// What would be: waits as they are foreseen and as they would be, each with its range, before anybody moves.

import { clockTime, make, page, say } from "./page.js";
import { Refused, send } from "./orders.js";

const SETTLES_MS = 200;
const SVG = "http://www.w3.org/2000/svg";
const SIZE = { wide: 520, high: 190, left: 34, right: 10, top: 10, bottom: 24 };
const STEPS_MIN = [1, 2, 5, 10, 15, 20, 30, 60, 120];
const MOST_LINES = 4;

/** A wait in minutes with its range, in words. */
export const rangeOf = ({ mean_min: mean, low_min: low, high_min: high }) =>
  say("range", { mean: Math.round(mean), low: Math.round(low), high: Math.round(high) });

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Where moments and minutes lie in the picture. */
function scaleOf(curves) {
  const points = curves.flat();
  const most = Math.max(5, ...points.map((each) => each.high_min));
  const step = STEPS_MIN.find((each) => most / each <= MOST_LINES) ?? 240;
  const times = points.map((each) => Date.parse(each.from));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const across = SIZE.wide - SIZE.left - SIZE.right;
  const up = SIZE.high - SIZE.top - SIZE.bottom;
  return {
    step,
    most,
    first,
    last,
    x: (time) => SIZE.left + (across * (time - first)) / Math.max(1, last - first),
    y: (minutes) => SIZE.top + up * (1 - minutes / most),
  };
}

const path = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

function curve(points, scale, kind) {
  const at = (each, field) => [scale.x(Date.parse(each.from)), scale.y(each[field])];
  const band = [
    ...points.map((each) => at(each, "high_min")),
    ...points.map((each) => at(each, "low_min")).reverse(),
  ];
  return [
    draw("polygon", { class: `range ${kind}`, points: path(band) }),
    draw("polyline", { class: `middle ${kind}`, points: path(points.map((each) => at(each, "mean_min"))) }),
  ];
}

function grid(scale) {
  const lines = [];
  for (let minutes = 0; minutes <= scale.most; minutes += scale.step) {
    const y = scale.y(minutes);
    lines.push(
      draw("line", { x1: SIZE.left, x2: SIZE.wide - SIZE.right, y1: y, y2: y }),
      draw("text", { x: SIZE.left - 6, y: y + 4, "text-anchor": "end" }, String(minutes)),
    );
  }
  const marks = [0, 0.5, 1].map((part) => scale.first + part * (scale.last - scale.first));
  const anchors = ["start", "middle", "end"];
  return lines.concat(
    marks.map((time, place) =>
      draw("text", { x: scale.x(time), y: SIZE.high - 6, "text-anchor": anchors[place] }, clockTime(time)),
    ),
  );
}

/** What the curves show, of whom and in which unit. */
const curveOf = (code) => say("curve_of", { name: code ? (page.categories[code] ?? code) : say("whole_hall") });

/** Both curves of a category, or of the whole hall. */
function pictureOf(trial, code) {
  const pick = (side) => (code && side.curves[code]) || side.curve;
  const [before, after] = [pick(trial.before), pick(trial.after)];
  if (!before.length && !after.length) return make("p", "soft", say("nobody_comes"));
  const scale = scaleOf([before, after]);
  return draw(
    "svg",
    { viewBox: `0 0 ${SIZE.wide} ${SIZE.high}`, class: "curves", role: "img", "aria-label": curveOf(code) },
    ...grid(scale),
    ...curve(before, scale, "before"),
    ...curve(after, scale, "after"),
  );
}

function row(name, before, after) {
  const head = make("th", "", name);
  head.scope = "row";
  const better = after.mean_min < before.mean_min - 0.5;
  return make(
    "tr",
    "",
    head,
    make("td", "figure", rangeOf(before)),
    make("td", `figure ${better ? "better" : ""}`, rangeOf(after)),
  );
}

/** The figures of both sides: the hall, the worst category, and the categories that change. */
export function figuresOf(before, after, codes = []) {
  const [was, will] = [before.worst.category, after.worst.category];
  const name = (code) => page.categories[code] ?? code;
  const worst =
    was === will
      ? say("worst_wait", { category: name(was) })
      : say("then_worst", { before: name(was), category: name(will) });
  const heads = ["", say("as_is"), say("as_would")].map((text) => {
    const head = make("th", "", text);
    head.scope = "col";
    return text ? head : make("td");
  });
  return make(
    "table",
    "compared",
    make("thead", "", make("tr", "", ...heads)),
    make(
      "tbody",
      "",
      row(say("mean_wait"), before.mean, after.mean),
      row(say("p90_wait"), before.p90, after.p90),
      row(worst, before.worst, after.worst),
      ...codes
        .filter((code) => code in before.categories && code !== was)
        .map((code) => row(name(code), before.categories[code], after.categories[code])),
    ),
  );
}

/** Tries what is wished for, a moment after the last wish; draws only the newest answer. */
export class Trial {
  constructor(place) {
    this.place = place;
    this.turn = 0;
    this.timer = 0;
  }

  /** Forget what was asked for. */
  leave() {
    this.turn += 1;
    clearTimeout(this.timer);
    this.place.replaceChildren();
  }

  /** `codes` are the categories that change; the first one's curve is drawn. */
  want(wish, codes, note) {
    this.turn += 1;
    clearTimeout(this.timer);
    this.place.setAttribute("aria-busy", "true");
    if (!this.place.firstChild) this.place.append(make("p", "soft", say("trying")));
    this.timer = setTimeout(() => this.ask(wish, codes, note, this.turn), SETTLES_MS);
  }

  async ask(wish, codes, note, turn) {
    const shown = await this.answer(wish, codes, note);
    if (turn !== this.turn) return;
    this.place.replaceChildren(...shown);
    this.place.removeAttribute("aria-busy");
  }

  async answer(wish, codes, note) {
    try {
      const trial = await send("/what-if", wish);
      const key = ["before", "after"].map((kind) =>
        make("span", "", make("i", `swatch ${kind}`), say(kind === "before" ? "as_is" : "as_would")),
      );
      return [
        make("p", "key", ...key, make("span", "soft", curveOf(codes[0]))),
        pictureOf(trial, codes[0]),
        figuresOf(trial.before, trial.after, codes),
        make("p", "soft", note),
      ];
    } catch (error) {
      return [make("p", "soft", error instanceof Refused ? error.message : say("no_trial"))];
    }
  }
}
