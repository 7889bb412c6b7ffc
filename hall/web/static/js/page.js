// What a page was given with its HTML: texts, names, who is signed in; and the hall's clock.

export const page = JSON.parse(document.getElementById("page").textContent);

/** A text of this page in its language, with facts filled in. */
export function say(name, facts = {}) {
  const text = page.texts[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);
}

/** What people in the hall call whoever has an account. */
export const called = (account) => page.people[account] ?? account;

/** The element of the page that is called `name`. */
export const part = (name) => document.querySelector(`[data-part="${name}"]`);

/** Write a text only when it differs, so that nothing flickers or is read out again. */
export function write(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

export function show(element, visible) {
  if (element.hidden === visible) element.hidden = !visible;
}

/** An element with classes and children; texts are always texts. */
export function make(tag, classes = "", ...children) {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...children);
  return element;
}

// The hall clock may run faster than the machine's; a beat tells both.
const beat = { hall: Date.now(), machine: performance.now(), rate: 1, heard: false };

export function hearBeat(data) {
  beat.hall = Date.parse(data.hall_time);
  beat.machine = performance.now();
  beat.rate = data.rate;
  beat.heard = true;
}

/** The hall's time in milliseconds. */
export const hallNow = () => beat.hall + (performance.now() - beat.machine) * beat.rate;

/** Whether the hall's time is known yet. */
export const knowsTime = () => beat.heard;

const clockFormat = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: page.zone,
});

/** A moment as people here read it: 09:05. */
export const clockTime = (moment) => clockFormat.format(moment);

/** Whole minutes between two moments, never below zero. */
export const minutesBetween = (from, to) =>
  Math.max(0, Math.floor((to - Date.parse(from)) / 60000));

/** A stretch of time as 3:07 or 1:02:09. */
export function stopwatch(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Several names in a row, as the page's language writes them. */
export const inRow = (names) => names.join(page.language === "en" ? ", " : "、");

/** A name and what is said of it. */
export const saidOf = (name, text) => `${name}${page.language === "en" ? ": " : "："}${text}`;

/** Keep what is chosen from a list in this browser, and choose it again. */
export function remember(choice, name) {
  const kept = localStorage.getItem(name);
  if ([...choice.options].some((each) => each.value === kept)) choice.value = kept;
  choice.addEventListener("change", () => localStorage.setItem(name, choice.value));
}
