// What the adviser proposes: a few moves with what they would do; agreed to with one press, or put aside.

import { clockTime, make, page, part, say, saidOf, show, write } from "./page.js";
import { send } from "./orders.js";
import { attempt, toast, wordsOf } from "./manager_toast.js";

const name = (code) => page.categories[code] ?? code;
const heard = { data: null, openWindow: () => {} };

const spanOf = ({ mean_min: mean, low_min: low, high_min: high }) =>
  say("span", { mean: Math.round(mean), low: Math.round(low), high: Math.round(high) });

function worstLine({ before, after }) {
  const [was, will] = [before.worst.category, after.worst.category];
  if (was === will) return say("worst_wait", { category: name(was) });
  return say("then_worst", { before: name(was), category: name(will) });
}

function compared(label, before, after) {
  const text = say("before_after", { before: spanOf(before), after: spanOf(after) });
  return make("div", "", make("dt", "soft", say("in_minutes", { name: label })), make("dd", "figure", text));
}

async function accept(proposal, button) {
  button.disabled = true;
  const { reason } = proposal;
  const back = {
    windows: proposal.moves.map(({ window, before }) => ({ no: window, categories: before })),
    reason: say("undo_reason", { reason: reason[page.language] }).slice(0, 200),
  };
  try {
    const answer = await send("/advice/accept", { proposal: proposal.id });
    toast(say("saved", { version: answer.version }), () => send("/plan", back, { method: "PUT" }));
  } catch (error) {
    toast(wordsOf(error));
    button.disabled = false;
  }
}

function pressOf(proposal) {
  if (heard.data.mode !== "manual") {
    const button = make("button", "button main", say("accept"));
    button.addEventListener("click", () => accept(proposal, button));
    return button;
  }
  const [{ window, after }] = proposal.moves;
  const button = make("button", "button", say("by_hand", { no: window }));
  button.addEventListener("click", () => heard.openWindow(window, after));
  return button;
}

function asideButton(proposal) {
  const button = make("button", "button quiet", say("dismiss"));
  const dismiss = () => send("/advice/dismiss", { proposal: proposal.id });
  button.addEventListener("click", () => attempt(dismiss, say("dismissed")));
  return button;
}

function proposalLine(proposal, place) {
  const { before, after, helped, delayed } = proposal;
  const people = say("people", { count: Math.round(before.people), helped, delayed });
  const item = make(
    "li",
    "proposal",
    make("p", "reason", proposal.reason[page.language]),
    make(
      "dl",
      "",
      compared(worstLine(proposal), before.worst, after.worst),
      compared(say("mean_wait"), before.mean, after.mean),
      compared(say("p90_wait"), before.p90, after.p90),
    ),
    make("p", "soft", people),
    make("div", "acts", pressOf(proposal), asideButton(proposal)),
  );
  item.setAttribute("aria-label", say("proposal_of", { place: place + 1 }));
  return item;
}

function nothingSaid({ advice, mode, state }) {
  if (!advice && state !== "running") return say(`engine_${state}`);
  if (mode === "off") return say("no_engine");
  return advice ? say("no_proposal") : say("no_advice");
}

function render() {
  const { mode, advice } = heard.data;
  write(part("advice-mode"), say(`mode_${mode}`));
  const facts = advice && [say("advised_at", { time: clockTime(Date.parse(advice.at)) }), say("moves_left", { count: advice.moves_left })];
  write(part("advice-about"), facts ? facts.join(" · ") : "");
  const first = advice?.said_first;
  show(part("advice-first"), Boolean(first));
  write(part("advice-first"), first ? saidOf(say("say_first"), first[page.language]) : "");
  const proposals = advice?.proposals ?? [];
  part("proposals").replaceChildren(...proposals.map(proposalLine));
  show(part("no-proposal"), !proposals.length);
  write(part("no-proposal"), nothingSaid(heard.data));
}

/** Draw what the adviser said last; what somebody is about to press stays where it is. */
export function hearAdvice(data) {
  heard.data = data;
  render();
}

/** `openWindow(no, categories)` shows a window's sheet with what it is proposed to serve. */
export function startAdvising(openWindow) {
  heard.openWindow = openWindow;
}
