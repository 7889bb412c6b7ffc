// What is said for the whole hall: pause, announcement, numbers, rehearsal, emergency; and what stands.

import { clockTime, make, page, part, say, show, write } from "./page.js";
import { sendSure } from "./password.js";
import { toast, wordsOf } from "./manager_toast.js";

/** Each act: where it is sent, what is asked for, and whether it is asked twice. */
const ACTS = {
  pause: { path: "/hall/pause", asks: ["reason"] },
  resume: { path: "/hall/resume" },
  announce: { path: "/hall/announce", asks: ["zh", "en", "until"] },
  withdraw: { path: "/hall/withdraw-announcement" },
  stop: { path: "/hall/stop-numbers", asks: ["category", "reason"] },
  take: { path: "/hall/resume-numbers" },
  rehearse: { path: "/day/rehearse", asks: ["reason"] },
  reopen: { path: "/day/reopen", asks: ["reason"] },
  start_emergency: { path: "/hall/start-emergency", asks: ["reason"], twice: true },
  end_emergency: { path: "/hall/end-emergency", asks: [], twice: true },
};

const sheet = { name: null, sure: false, fields: {} };
const form = () => part("act").querySelector("form");

// --- the sheet ------------------------------------------------------------------------------------

/** Ask for what an act needs, or do it at once when it needs nothing. */
export function begin(name) {
  const act = ACTS[name];
  if (!act.asks) {
    perform(name, name === "take" ? sheet.fields : {});
    return;
  }
  sheet.name = name;
  sheet.sure = false;
  form().reset();
  write(part("act-title"), say(`act_${name}`));
  write(part("act-about"), page.texts[`about_${name}`] ?? "");
  for (const field of form().querySelectorAll("[data-asks]")) {
    const asked = act.asks.includes(field.dataset.asks);
    show(field, asked);
    for (const input of field.querySelectorAll("input, select")) input.disabled = !asked;
  }
  part("act").classList.toggle("grave", Boolean(act.twice));
  show(part("act-problem"), false);
  renderStep();
  part("act").showModal();
}

function renderStep() {
  const { name, sure } = sheet;
  const { twice } = ACTS[name];
  show(part("act-asked"), !sure);
  show(part("act-sure"), sure);
  write(part("act-sure"), sure ? say(`sure_${name}`) : "");
  const [step, last] = [say("next_step"), twice ? say(`yes_${name}`) : say(`act_${name}`)];
  write(part("act-go"), twice && !sure ? step : last);
  part("act-go").classList.toggle("grave", sure);
}

function given() {
  const data = Object.fromEntries(new FormData(form()));
  if (data.until) data.until = momentOf(data.until);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value));
}

let momentOf = () => null;

async function submit(event) {
  event.preventDefault();
  if (ACTS[sheet.name].twice && !sheet.sure) {
    sheet.sure = true;
    renderStep();
    part("act-go").focus();
    return;
  }
  await perform(sheet.name, given());
}

async function perform(name, body) {
  try {
    await sendSure(ACTS[name].path, body);
    if (part("act").open) part("act").close();
    toast(say("done"));
  } catch (error) {
    if (!part("act").open) toast(wordsOf(error));
    show(part("act-problem"), true);
    write(part("act-problem"), wordsOf(error));
  }
}

// --- what stands ----------------------------------------------------------------------------------

function line(kind, text, ...acts) {
  const buttons = acts.map(({ name, body }) => {
    const button = make("button", "button", say(`act_${name}`));
    button.addEventListener("click", () => (body ? perform(name, body) : begin(name)));
    return button;
  });
  return make("li", kind, make("span", "", text), ...(page.may_run ? buttons : []));
}

const time = (moment) => clockTime(Date.parse(moment));

function announced({ announcement: said }) {
  const text = page.language === "en" ? said.en : said.zh;
  if (!said.until) return say("state_announced", { text });
  return say("state_announced_until", { text, time: time(said.until) });
}

function stopped({ category, reason }) {
  const facts = { category: page.categories[category], reason };
  return say(category ? "state_stopped_of" : "state_stopped", facts);
}

/** One line for each thing that holds for the whole hall, the gravest first. */
function linesOf(hall) {
  const lines = [];
  if (hall.emergency !== null) {
    const facts = { time: time(hall.emergency_since), reason: hall.emergency };
    lines.push(line("red", say("state_emergency", facts), { name: "end_emergency" }));
  }
  if (hall.paused !== null) lines.push(line("orange", say("state_paused", { reason: hall.paused }), { name: "resume" }));
  for (const each of hall.stopped) {
    const body = each.category ? { category: each.category } : {};
    lines.push(line("orange", stopped(each), { name: "take", body }));
  }
  if (hall.announcement) lines.push(line("blue", announced(hall), { name: "withdraw" }));
  if (hall.rehearsal) lines.push(line("yellow", say("state_rehearsal")));
  if (!hall.day) lines.push(line("blue", say("state_closed"), ...(hall.last_day ? [{ name: "reopen" }] : [])));
  return lines;
}

/** What holds for the hall; the buttons that make no sense now cannot be pressed. */
export function hearHall(hall) {
  const lines = linesOf(hall);
  show(part("hall-state"), lines.length > 0);
  part("hall-state").replaceChildren(...lines);
  const idle = {
    pause: hall.paused !== null || !hall.day,
    stop: !hall.day,
    announce: !hall.day,
    rehearse: Boolean(hall.day),
    start_emergency: hall.emergency !== null,
  };
  for (const button of document.querySelectorAll("[data-act]")) button.disabled = idle[button.dataset.act] ?? false;
}

/** Let somebody speak for the hall; `toMoment` reads a time of this day. */
export function startSpeaking(toMoment) {
  momentOf = (text) => new Date(toMoment(text)).toISOString();
  form().addEventListener("submit", submit);
  part("act-leave").addEventListener("click", () => part("act").close());
  for (const button of document.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => begin(button.dataset.act));
  }
}
