// Dragging a window onto a category; the keyboard does the same from the window's sheet.

import { page, say } from "./page.js";

const KIND = "text/x-hall-window";

/** Let a window's tile be dragged. */
export function letDrag(tile, no) {
  tile.draggable = true;
  tile.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(KIND, String(no));
    event.dataTransfer.effectAllowed = "move";
    document.body.classList.add("dragging");
  });
  tile.addEventListener("dragend", () => document.body.classList.remove("dragging"));
}

/** Let a category's row take a window; `take(no)` is told which. */
export function takeDrops(row, code, take) {
  row.title = say("drop_here", { category: page.categories[code] ?? code });
  row.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(KIND)) return;
    event.preventDefault();
    row.classList.add("over");
  });
  row.addEventListener("dragleave", () => row.classList.remove("over"));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    row.classList.remove("over");
    take(Number(event.dataTransfer.getData(KIND)));
  });
}
