// The rating tablet of one window: waits for its open question, asks, thanks, waits again.

import { clockTime, hallNow, page, part, say, show, write } from "./page.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";

const THANKS_MS = 20000;
const TICK_MS = 500;

const now = {
  question: null, // what the hall asks
  rated: null, // { question, level } that was just given
  thanksUntil: 0,
};

const outbox = new Outbox(({ waiting, refused }) => {
  const note = part("kept");
  show(note, waiting + refused > 0);
  const texts = [];
  if (waiting) texts.push(say("kept", { count: waiting }));
  if (refused) texts.push(say("refused", { count: refused }));
  write(note, texts.join(" · "));
});

function rate(question, level, more = {}) {
  outbox.post({
    path: `/services/${encodeURIComponent(question.service)}/rating`,
    body: { level, ...more },
    tablet: String(page.window),
  });
}

const isOpen = (question) => question && hallNow() < Date.parse(question.until);

function render() {
  const thanking = now.rated && performance.now() < now.thanksUntil;
  const asking = !thanking && isOpen(now.question) && now.question.service !== now.rated?.question.service;
  show(part("thanks"), Boolean(thanking));
  show(part("ask"), Boolean(asking));
  show(part("idle"), !thanking && !asking);
  if (asking) renderQuestion(now.question);
}

function renderQuestion(question) {
  const language = question.language === "en" ? "en" : "zh";
  const name = page.matters[question.matter] ?? page.categories[question.category];
  write(part("matter"), name?.[language] ?? "");
  const time = clockTime(Date.parse(question.finished_at));
  write(part("served"), say("served", { number: question.number, clerk: question.clerk, time }));
}

function choose(level) {
  now.rated = { question: now.question, level };
  rate(now.question, level);
  openThanks(level);
}

function openThanks(level) {
  now.thanksUntil = performance.now() + THANKS_MS;
  const form = part("more");
  form.reset();
  const words = document.querySelector(`[data-level="${level}"] [lang="zh-CN"]`).textContent;
  write(part("chosen"), words);
  for (const label of form.querySelectorAll("[data-low]")) {
    show(label, (label.dataset.low === "1") === level <= page.low_level);
  }
  render();
}

function sendMore(event) {
  event.preventDefault();
  const form = new FormData(part("more"));
  const reasons = form.getAll("reason");
  const words = form.get("words").trim();
  if (reasons.length || words) rate(now.rated.question, now.rated.level, { reasons, words });
  now.thanksUntil = 0;
  render();
}

function changeMind() {
  const until = new Date(hallNow() + page.change_ms).toISOString();
  now.question = { ...now.rated.question, until };
  now.rated = null;
  now.thanksUntil = 0;
  render();
}

for (const button of document.querySelectorAll("[data-level]")) {
  button.addEventListener("click", () => choose(Number(button.dataset.level)));
}
part("more").addEventListener("submit", sendMore);
part("more").addEventListener("input", () => {
  now.thanksUntil = performance.now() + THANKS_MS;
});
part("change").addEventListener("click", changeMind);

const topic = `rate/${page.window}`;
const stream = new Stream({
  alone: true,
  extra: `&tablet=${page.window}`,
  hear: (heard, data) => {
    if (heard !== topic) return;
    now.question = data.question;
    render();
  },
  line: (good) => {
    show(part("offline"), !good);
    if (good) outbox.deliver();
  },
});
stream.want([topic]);
setInterval(render, TICK_MS);
