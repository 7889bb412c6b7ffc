// Moving a window to where people wait: now or at a time, with its return; what is to come; undo.

import { clockTime, hallNow, inRow, make, page, part, saidOf, say, show, write } from "./page.js";
import { attempt, toast, wordsOf } from "./manager_toast.js";
import { Trial } from "./manager_try.js";
import { send } from "./orders.js";

const MINUTE_MS = 60000;

const plan = { hall: null, editing: null, coming: [], returning: [], trial: null };

export const categoryName = (code) => page.categories[code] ?? code;
export const namesOf = (codes) => inRow(codes.map(categoryName));

const field = (name) => part("plan").querySelector("form").elements[name];
const chosen = () =>
  [...part("choices").querySelectorAll("input:checked")].map((input) => input.value);

// --- times ----------------------------------------------------------------------------------------

const minutesOf = (time) => {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** The moment of a time of this day in the hall's zone; null when none is given. */
export function momentOf(time) {
  if (!time) return null;
  const minute = Math.floor(hallNow() / MINUTE_MS);
  return (minute + minutesOf(time) - minutesOf(clockTime(hallNow()))) * MINUTE_MS;
}

const startsAt = () => (field("when").value === "later" ? momentOf(field("from").value) : null);
const written = (moment) => (moment === null ? null : new Date(moment).toISOString());

/** What each window serves at a moment, with the changes that are to come until then. */
function servedAt(moment) {
  const served = new Map(plan.hall.windows.map((view) => [view.window, view.categories]));
  const due = [
    ...plan.coming.map((each) => ({ at: each.from, windows: each.windows })),
    ...plan.returning.map((each) => ({ at: each.until, windows: each.back_to })),
  ].filter((each) => Date.parse(each.at) <= moment);
  due.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const each of due) for (const { no, categories } of each.windows) served.set(no, categories);
  return served;
}

// --- the sheet of a window ------------------------------------------------------------------------

/** Show a window's sheet, with what it serves, or what it might serve instead ticked. */
export function edit(view, categories = view.categories) {
  plan.editing = view;
  write(part("plan-title"), say("window", { no: view.window }));
  part("choices").replaceChildren(...Object.keys(page.categories).map(choice));
  part("plan").querySelector("form").reset();
  for (const input of part("choices").querySelectorAll("input")) {
    input.checked = categories.includes(input.value);
  }
  show(part("plan-problem"), false);
  plan.trial.leave();
  renderSheet();
  part("plan").showModal();
}

/** The same by a window's number; nothing for one that is not there. */
export function editWindow(no, categories) {
  const view = plan.hall.windows.find((each) => each.window === no);
  if (view) edit(view, categories);
}

function choice(code) {
  const input = make("input");
  input.type = "checkbox";
  input.value = code;
  input.defaultChecked = plan.editing.categories.includes(code);
  return make("label", "", input, categoryName(code));
}

function renderSheet() {
  const later = field("when").value === "later";
  show(part("from-time"), later);
  field("from").required = later;
  write(part("plan-go"), say(later ? "set_later" : "set_now"));
  renderEffect();
}

/** How many wait for each window of a category that changes, before and after. */
function renderEffect() {
  const { window } = plan.editing;
  const at = startsAt();
  const served = servedAt(at ?? hallNow());
  const before = served.get(window);
  const after = chosen();
  const then = new Map(served).set(window, after);
  const changed = [...new Set([...before, ...after])].filter(
    (code) => before.includes(code) !== after.includes(code),
  );
  const lines = changed.map((code) => {
    const text = `${load(code, served)} → ${load(code, then)}`;
    return make("p", "figure", saidOf(categoryName(code), text));
  });
  if (!changed.length) lines.push(make("p", "soft", say("nothing_changed")));
  else {
    const facts = { no: window, before: namesOf(before), after: namesOf(after) || "–" };
    lines.unshift(make("p", "", `${spanOf(written(at), written(momentOf(field("until").value)))}${say("moved", facts)}`));
  }
  part("effect").replaceChildren(...lines);
  tryOut(changed);
}

/** Run the hall forward as it would be: with this window so, and with so many people. */
function tryOut(changed) {
  const { window } = plan.editing;
  const [many, standing] = [Number(field("many").value), field("standing").value];
  const wish = {
    windows: changed.length ? [{ no: window, categories: chosen() }] : [],
    open: standing === "open" ? [window] : [],
    close: standing === "closed" ? [window] : [],
    many,
    starts: startsAt() === null ? null : field("from").value,
  };
  const gained = changed.filter((code) => chosen().includes(code));
  const codes = [...gained, ...changed.filter((code) => !gained.includes(code))];
  plan.trial.want(wish, codes, field("until").value ? `${say("tried_now")}${say("tried_later")}` : say("tried_now"));
}

/** From when and until when, in words; nothing for at once and for good. */
function spanOf(from, until) {
  const time = (moment) => clockTime(Date.parse(moment));
  if (from && until) return `${say("from_until", { from: time(from), until: time(until) })} `;
  if (from) return `${say("from_time", { from: time(from) })} `;
  return until ? `${say("until_time", { until: time(until) })} ` : "";
}

/** The open windows that would serve a category, and how many wait for each. */
function load(code, served) {
  const open = plan.hall.windows.filter((view) => view.status === "open");
  const count = open.filter((view) => served.get(view.window).includes(code)).length;
  const waiting = plan.hall.queues.find((queue) => queue.category === code)?.waiting ?? 0;
  return say("per_window", { count, each: count ? (waiting / count).toFixed(1) : "–" });
}

async function submit(event) {
  event.preventDefault();
  const { window, categories } = plan.editing;
  const from = startsAt();
  const body = {
    windows: [{ no: window, categories: chosen() }],
    reason: field("reason").value,
    from: written(from),
    until: written(momentOf(field("until").value)),
  };
  try {
    const answer = await send("/plan", body, { method: "PUT" });
    part("plan").close();
    if (from === null || from <= hallNow()) {
      const back = { windows: [{ no: window, categories }], reason: say("undo_reason", { reason: body.reason }) };
      toast(putInForce(answer), () => send("/plan", back, { method: "PUT" }));
    } else toast(say("planned", { time: clockTime(from) }));
  } catch (error) {
    complain(error);
  }
}

/** What was done; and a warning, where the hall warns of a category without a window. */
function putInForce({ version, without_window: left }) {
  const done = say("saved", { version });
  return left.length ? `${done} ${say("orphaned", { categories: inRow(left.map(categoryName)) })}` : done;
}

function complain(error) {
  show(part("plan-problem"), true);
  write(part("plan-problem"), wordsOf(error));
}

// --- what is to come ------------------------------------------------------------------------------

export function hearPlan(data) {
  plan.coming = data.coming;
  plan.returning = data.returning;
  show(part("coming"), data.coming.length + data.returning.length > 0);
  part("coming-list").replaceChildren(
    ...data.coming.map(comingLine),
    ...data.returning.map(returningLine),
  );
}

const entriesOf = (windows) =>
  inRow(windows.map(({ no, categories }) => saidOf(say("window", { no }), namesOf(categories))));

function comingLine(each) {
  const drop = make("button", "button", say("drop"));
  drop.addEventListener("click", () =>
    attempt(
      () => send(`/plan/changes/${each.change}/drop`, { reason: say("dropped_here") }),
      say("undone"),
    ),
  );
  const text = `${spanOf(each.from, each.until)}${entriesOf(each.windows)}`;
  const reason = (page.language === "en" && each.reason_en) || each.reason;
  return make("li", "", make("span", "", text), make("span", "soft", reason), drop);
}

function returningLine(each) {
  const time = clockTime(Date.parse(each.until));
  return make("li", "", make("span", "", `${say("returns", { time })} ${entriesOf(each.back_to)}`));
}

/** Let windows be moved; `hall` is what the page knows of queues and windows. */
export function startPlanning(hall) {
  plan.hall = hall;
  plan.trial = new Trial(part("trial"));
  const form = part("plan").querySelector("form");
  form.addEventListener("submit", submit);
  form.addEventListener("input", renderSheet);
  part("plan-leave").addEventListener("click", () => part("plan").close());
  part("plan").addEventListener("close", () => plan.trial.leave());
}
