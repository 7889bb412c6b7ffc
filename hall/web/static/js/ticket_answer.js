// What the hall answers to a bad rating, on its citizen's phone; and the citizen's appeal.

import { Refused, send } from "./orders.js";
import { page, part, say, show, write } from "./page.js";
import { dayOf } from "./ticket_words.js";

const shown = { service: "", sending: false };

const STATES = {
  open: "answer_pending",
  taken: "answer_pending",
  answered: "answer_given",
  closed: "answer_given",
  appealed: "answer_appealed",
  reviewed: "answer_reviewed",
};

/** The latest of a visit's answers. */
export function renderAnswer(answers) {
  const answer = answers.at(-1);
  show(part("answers"), Boolean(answer));
  if (!answer) return;
  shown.service = answer.service;
  write(part("answer-state"), say(STATES[answer.state], { date: dayOf(answer.due) }));
  write(part("reply"), answer.reply ?? "");
  show(part("reply"), Boolean(answer.reply));
  show(part("appeal"), answer.may_appeal);
}

/** Sends an appeal once, then has the ticket looked at anew. */
export function appealWith(refresh) {
  const form = part("appeal");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (shown.sending) return;
    shown.sending = true;
    const path = `/tickets/${page.token}/services/${encodeURIComponent(shown.service)}/appeal`;
    try {
      await send(path, { words: form.elements.words.value });
      form.reset();
    } catch (error) {
      show(part("said"), true);
      write(part("said"), error instanceof Refused ? error.message : say("unanswered"));
    }
    shown.sending = false;
    refresh();
  });
}
