// Trying an arrangement: windows dragged between categories, opened, closed, with other hours, on any day.

import { inRow, make, page, part, say, show, write } from "./page.js";
import { Trial } from "./manager_try.js";

const KIND = "text/x-hall-window";
const CLOSED = "";

const asItIs = new Map(page.tried.windows.map((each) => [each.no, each]));
const copied = ({ no, categories, open, hours }) => ({ no, categories: [...categories], open, hours });
const draft = new Map(page.tried.windows.map((each) => [each.no, copied(each)]));
const trial = new Trial(part("trial"));
let editing = null;

const nameOf = (code) => page.categories[code] ?? code;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const servesElse = (each) => each.open && !same(each.categories, asItIs.get(each.no).categories);
const worksElse = (each) => each.open && !same(each.hours, asItIs.get(each.no).hours);
const opensElse = (each) => each.open !== asItIs.get(each.no).open;
const changes = () => [...draft.values()].filter((each) => servesElse(each) || worksElse(each) || opensElse(each));

// --- what is asked --------------------------------------------------------------------------------

function wish() {
  const { day, ahead_min } = page.tried;
  const changed = changes();
  return {
    windows: changed.filter(servesElse).map(({ no, categories }) => ({ no, categories })),
    open: changed.filter((each) => opensElse(each) && each.open && !day).map(({ no }) => no),
    close: changed.filter((each) => opensElse(each) && !each.open).map(({ no }) => no),
    roster: changed.filter((each) => day && worksElse(each)).map(({ no, hours }) => ({
      no,
      hours: hours.map(([opens, closes]) => ({ opens, closes })),
    })),
    many: Number(part("many").value),
    starts: part("starts").value || null,
    ahead_min,
    day,
  };
}

function tryOut() {
  const touched = changes().flatMap((each) => {
    const before = asItIs.get(each.no).categories;
    return opensElse(each) || worksElse(each) ? [...before, ...each.categories] : each.categories.concat(before);
  });
  const note = page.tried.day ? say("whole_day", { day: page.tried.day }) : say("until_closing");
  trial.want(wish(), [...new Set([part("shown").value, ...touched])], note);
}

// --- the board ------------------------------------------------------------------------------------

function chip(each, code) {
  const button = make("button", "chip figure", String(each.no));
  button.type = "button";
  button.draggable = true;
  const hours = each.hours.map((stretch) => stretch.join("–")).join(" ");
  button.title = `${say("window", { no: each.no })} · ${inRow(each.categories.map(nameOf))} ${hours}`.trim();
  button.setAttribute("aria-label", button.title);
  button.classList.toggle("moved", changes().includes(each));
  button.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(KIND, JSON.stringify({ no: each.no, code }));
    event.dataTransfer.effectAllowed = "move";
  });
  button.addEventListener("click", () => edit(each));
  return button;
}

function take(to, { no, code }) {
  const each = draft.get(no);
  if (to === code) return;
  if (to === CLOSED) each.open = false;
  else {
    const kept = each.open ? each.categories.filter((one) => one !== code && one !== to) : [];
    each.categories = [...kept, to];
    each.open = true;
    if (page.tried.day && !each.hours.length) each.hours = asItIs.get(no).hours;
  }
  render();
}

function row(code, title, windows) {
  const chips = windows.map((each) => chip(each, code));
  const line = make("div", "row", make("h3", "", title), make("div", "chips", ...chips));
  if (!chips.length) line.lastChild.append(make("span", "soft", say("nobody")));
  line.title = say("drop_here", { category: title });
  line.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(KIND)) return;
    event.preventDefault();
    line.classList.add("over");
  });
  line.addEventListener("dragleave", () => line.classList.remove("over"));
  line.addEventListener("drop", (event) => {
    event.preventDefault();
    take(code, JSON.parse(event.dataTransfer.getData(KIND)));
  });
  return line;
}

function said(each) {
  const before = asItIs.get(each.no);
  const as = (one) => {
    if (!one.open) return say("closed_now");
    const hours = one.hours.map((stretch) => stretch.join("–")).join(" ");
    return [inRow(one.categories.map(nameOf)), page.tried.day ? hours : ""].join(" ").trim();
  };
  return make("li", "", say("moved", { no: each.no, before: as(before), after: as(each) }));
}

function render() {
  const open = [...draft.values()].filter((each) => each.open);
  const closed = [...draft.values()].filter((each) => !each.open);
  part("board").replaceChildren(
    row(CLOSED, say("closed"), closed),
    ...Object.entries(page.categories).map(([code, name]) =>
      row(code, name, open.filter((each) => each.categories.includes(code))),
    ),
  );
  const lines = changes().map(said);
  const starts = part("starts").value;
  if (starts && lines.length) lines.unshift(make("li", "soft", say("starts_changed", { time: starts })));
  const many = part("many").selectedOptions[0];
  if (many.value !== "1") lines.push(make("li", "", say("many_changed", { many: many.textContent })));
  part("changes").replaceChildren(...(lines.length ? lines : [make("li", "soft", say("untouched"))]));
  part("reset").disabled = !lines.length;
  tryOut();
}

// --- one window by keys ---------------------------------------------------------------------------

const form = part("sheet").querySelector("form");
const times = (name) => [...form.querySelectorAll(`[name="${name}"]`)];

function edit(each) {
  editing = each;
  write(part("sheet-title"), say("window", { no: each.no }));
  part("choices").replaceChildren(
    ...Object.entries(page.categories).map(([code, name]) => {
      const input = make("input");
      input.type = "checkbox";
      input.value = code;
      input.checked = each.categories.includes(code);
      return make("label", "", input, name);
    }),
  );
  form.elements.open.checked = each.open;
  times("opens").forEach((input, at) => { input.value = each.hours[at]?.[0] ?? ""; });
  times("closes").forEach((input, at) => { input.value = each.hours[at]?.[1] ?? ""; });
  show(part("sheet-problem"), false);
  part("sheet").showModal();
}

function submit(event) {
  event.preventDefault();
  const closes = times("closes").map((input) => input.value);
  const hours = times("opens").map((input, at) => [input.value, closes[at]]).filter(([from, to]) => from || to);
  const wrong = hours.some(([from, to]) => !from || !to || from >= to);
  show(part("sheet-problem"), wrong);
  if (wrong) {
    write(part("sheet-problem"), say("hours_wrong"));
    return;
  }
  const codes = [...part("choices").querySelectorAll("input:checked")].map((input) => input.value);
  const rest = page.tried.day && !hours.length;
  editing.open = form.elements.open.checked && codes.length > 0 && !rest;
  if (codes.length) editing.categories = editing.categories.filter((code) => codes.includes(code)).concat(codes.filter((code) => !editing.categories.includes(code)));
  if (!rest) editing.hours = hours;
  part("sheet").close();
  render();
}

function asBefore(no) {
  draft.set(no, copied(asItIs.get(no)));
}

form.addEventListener("submit", submit);
part("as-before").addEventListener("click", () => {
  asBefore(editing.no);
  part("sheet").close();
  render();
});
part("reset").addEventListener("click", () => {
  for (const no of asItIs.keys()) asBefore(no);
  part("many").value = "1";
  part("starts").value = "";
  render();
});
for (const name of ["many", "starts"]) part(name).addEventListener("change", render);
part("shown").addEventListener("change", tryOut);
render();
