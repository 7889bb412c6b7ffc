// The warnings that stand: the worst first, since when, and "I see to it".

import { called, clockTime, make, page, part, say, show } from "./page.js";
import { send } from "./orders.js";

const seeTo = (warning) => send(`/warnings/${warning.kind}/acknowledge`, { subject: warning.subject });

function line(warning) {
  const since = say("warned_since", { time: clockTime(Date.parse(warning.since)) });
  const text = make("span", "said", warning.text[page.language]);
  const item = make(
    "li",
    `warning ${warning.level}`,
    make("span", "level", warning.level_name[page.language]),
    text,
    make("span", "figure", since),
  );
  if (warning.seen_by) {
    item.append(make("span", "soft", say("warning_seen", { by: called(warning.seen_by) })));
    return item;
  }
  const button = make("button", "button", say("see_to_it"));
  button.addEventListener("click", () => seeTo(warning));
  item.append(button);
  return item;
}

/** Draw the list again, and say when nothing stands. */
export function hearWarnings(data) {
  show(part("no-warning"), !data.warnings.length);
  part("warning-list").replaceChildren(...data.warnings.map(line));
}
