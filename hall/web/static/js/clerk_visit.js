// How visits and devices are written on the clerk page; nothing here can be pressed.

import { hallNow, inRow, make, minutesBetween, page, part, saidOf, say, show, write } from "./page.js";
import { renderMaterials } from "./clerk_guide.js";

let outcomeOf = null; // the visit that the chosen outcome belongs to

export function renderVisit(view) {
  const { visit } = view;
  show(part("visit"), Boolean(visit));
  show(part("idle"), !visit);
  show(part("outcomes"), visit?.stage === "serving");
  if (!visit) {
    renderIdle(view);
    return;
  }
  write(part("number"), visit.number);
  write(part("stage"), say(visit.stage));
  part("stage").className = `pill ${visit.stage === "called" ? "wait" : "good"}`;
  write(part("matter"), matterName(visit));
  write(part("about"), aboutVisit(visit));
  show(part("note"), Boolean(visit.note));
  write(part("note"), visit.note ? say("note", { note: visit.note }) : "");
  chooseOutcome(visit);
  renderMaterials(visit);
}

/** With nobody in hand: why, or what comes next, so that a clerk can make ready. */
function renderIdle(view) {
  const [next] = view.next;
  if (view.status === "paused") {
    write(part("idle-title"), say("paused_for", { reason: reasonText(view.reason) }));
  } else {
    write(part("idle-title"), next ? say("next_is", { matter: matterName(next) }) : say("idle_title"));
  }
  const minutes = next ? minutesBetween(next.entered_at, hallNow()) : 0;
  const about = next
    ? `${next.why[page.language]} · ${say("waited", { minutes })}`
    : inRow(view.categories.map(categoryName));
  write(part("idle-about"), about);
}

function aboutVisit(visit) {
  const waited = minutesBetween(visit.issued_at, Date.parse(visit.called_at));
  const facts = [say("wait_before_call", { minutes: waited })];
  if (visit.why?.before) facts.push(visit.why[page.language]);
  if (visit.calls > 1) facts.push(say("calls", { times: visit.calls }));
  if (visit.language === "en") facts.push(say("english_speaker"));
  for (const need of visit.needs) facts.push(page.texts[`need_${need}`] ?? need);
  for (const matter of visit.further ?? []) facts.push(say("then", { matter: page.matters[matter] ?? matter }));
  return facts.join(" · ");
}

/** What this visit most likely comes to is chosen once; then the clerk's choice stays. */
function chooseOutcome(visit) {
  if (outcomeOf === visit.visit) return;
  outcomeOf = visit.visit;
  const likely = page.likely_outcomes[visit.matter] ?? page.likely_outcomes[visit.category];
  const choice = document.querySelector(`input[name="outcome"][value="${likely ?? "done"}"]`);
  choice.checked = true;
}

export const categoryName = (code) => page.categories[code] ?? code;

const matterName = ({ matter, category }) =>
  matter ? (page.matters[matter] ?? matter) : categoryName(category);

export function nextLine(visit) {
  const minutes = minutesBetween(visit.entered_at, hallNow());
  return make(
    "li",
    "",
    make("span", "number figure", visit.number),
    make("span", "what", matterName(visit)),
    make("span", "soft figure", say("waited", { minutes })),
    ...(visit.why.before ? [make("span", "why soft", visit.why[page.language])] : []),
  );
}

/** A reason is kept in Chinese; those that are offered here are shown in the page's language. */
export const reasonText = (reason) => page.reasons[reason] ?? (reason || "–");

export function faultsOf(device) {
  const name = page.texts[device.kind] ?? device.id;
  const faults = device.faults.map((fault) => saidOf(name, fault.text[page.language]));
  if (device.heard && !device.online) faults.unshift(say("device_offline", { device: name }));
  return faults;
}
