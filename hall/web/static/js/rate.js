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
  language: "zh",
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
  show(part("language"), !thanking);
  if (asking) renderQuestion(now.question);
}

function renderQuestion(question) {
  const name = page.matters[question.matter] ?? page.categories[question.category];
  write(part("matter"), name?.[now.language] ?? "");
  const time = clockTime(Date.parse(question.finished_at));
  write(part("served"), [question.number, question.clerk, time].join(" · "));
}

/** Show all in one language; a question begins in that of its ticket. */
function speak(language) {
  now.language = language;
  document.body.dataset.language = language;
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  render();
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
  for (const words of form.querySelectorAll("[data-chosen]")) {
    show(words, words.dataset.chosen === String(level));
  }
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

part("language").addEventListener("click", () => speak(now.language === "en" ? "zh" : "en"));
speak("zh");

const topic = `rate/${page.window}`;
const stream = new Stream({
  alone: true,
  extra: `&tablet=${page.window}`,
  hear: (heard, data) => {
    if (heard !== topic) return;
    const isNew = data.question && data.question.service !== now.question?.service;
    now.question = data.question;
    write(part("number"), data.number ?? "");
    show(part("number"), Boolean(data.number));
    if (isNew) speak(data.question.language === "en" ? "en" : "zh");
    else render();
  },
  line: (good) => {
    show(part("offline"), !good);
    if (good) outbox.deliver();
  },
});
stream.want([topic]);
setInterval(render, TICK_MS);
