// How long a wait will take, in words; nobody is told of nought minutes, or of a range of one.

import { say } from "./page.js";

export function waitWords({ low_min: low, high_min: high }) {
  if (high <= 1) return say("wait_soon");
  if (low <= 0) return say("wait_within", { high });
  return low < high ? say("wait_range", { low, high }) : say("wait_about", { high });
}
