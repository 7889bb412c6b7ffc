// The way between the clerk page and a hall: the real one, or one for practice in this browser.

import { page } from "./page.js";

const line = page.practice
  ? await import("./practice.js")
  : { ...(await import("./orders.js")), ...(await import("./stream.js")) };

export const { send, Stream } = line;
