// The ticket printers: what came out of them, drawn from the bytes they received.

import { act } from "./acts.js";
import { both, el, fill, toggle } from "./dom.js";
import { qrDots } from "./qr.js";

const FAULTS = [
  { fault: "paper_near_end", condition: "paper_near_end", zh: "纸将尽", en: "Paper low" },
  { fault: "paper_out", condition: "paper_out", zh: "缺纸", en: "Paper out" },
  { fault: "cover_open", condition: "cover_open", zh: "开盖", en: "Cover open" },
];
const FEED_DOTS = 4;

export class Printers {
  constructor(root, hall) {
    this.hall = hall;
    const ids = hall.site.devices.filter((each) => each.kind === "printer").map((each) => each.id);
    this.machines = new Map(ids.map((id) => [id, this.machine(id)]));
    fill(root, el("header", {}, el("h2", {}, both(["号票", "Tickets"]))),
      el("div", { class: "machines" }, [...this.machines.values()].map((each) => each.node)));
  }

  machine(id) {
    const paper = el("div", { class: "papers" });
    const heard = el("p", { class: "heard" });
    const toggles = FAULTS.map((each) => {
      const node = toggle(each.zh, each.en, (on) => act("break", { printer: id, fault: each.fault, on }), "fault");
      return { each, box: node.firstChild, node };
    });
    const scanner = this.scannerBeside(id);
    const lamp = el("span", { class: "lamp" });
    const node = el("div", { class: "machine" },
      el("p", { class: "machine-name" }, lamp, id, heard),
      el("div", { class: "mouth" }), paper,
      el("div", { class: "toggles" }, toggles.map((each) => each.node)), scanner && scanForm(scanner));
    return { node, scanner, paper, toggles, lamp, heard, last: -1 };
  }

  // The scanner at the kiosk that this printer prints for.
  scannerBeside(printer) {
    const { devices } = this.hall.site;
    const kiosk = devices.find((each) => each.kind === "kiosk" && each.printer === printer);
    return devices.find((each) => each.kind === "scanner" && each.kiosk && each.kiosk === kiosk?.id)?.id;
  }

  draw(id, piece) {
    const machine = this.machines.get(id);
    if (!machine) return;
    for (const { each, box } of machine.toggles) box.checked = piece.conditions.includes(each.condition);
    machine.node.classList.toggle("offline", piece.conditions.includes("offline"));
    machine.node.classList.toggle("low", piece.conditions.includes("paper_near_end"));
    const newest = piece.tickets.at(-1)?.no ?? 0;
    const fresh = newest !== machine.last && machine.last >= 0;
    machine.last = newest;
    const tickets = [...piece.tickets].reverse().map((each) => ticket(each.paper, each.no, machine.scanner));
    const unfinished = piece.unfinished.length ? ticket(piece.unfinished, 0, null) : null;
    unfinished?.classList.add("unfinished");
    fill(machine.paper, unfinished, tickets);
    if (fresh) emerge(tickets[0]);
  }

  // What the hall has been told of it.
  state(name, piece) {
    const [, kind, id] = name.split("/");
    const machine = kind === "printer" ? this.machines.get(id) : null;
    if (!machine) return;
    fill(machine.heard, piece.faults.length ? piece.faults.map((each) => both(each)) : null);
  }
}

// The paper comes out of the mouth and pushes the older tickets down.
function emerge(paper) {
  if (!paper) return;
  const hidden = { marginTop: `-${paper.offsetHeight + 6}px` };
  paper.animate([hidden, { marginTop: "0" }], { duration: 900, easing: "cubic-bezier(.2, .7, .3, 1)" });
}

// A paper with a code in somebody's hand: a receipt's number is typed, as nobody here prints receipts.
function scanForm(scanner) {
  const input = el("input", { "aria-label": "条码或二维码的内容 What the code says", maxLength: 200 });
  const hold = async (event) => {
    event.preventDefault();
    if (input.value.trim() && (await act("scan", { scanner, code: input.value.trim() }))) input.value = "";
  };
  return el("form", { class: "scan", onsubmit: hold }, input, el("button", { type: "submit" }, both(["扫码", "Scan"])));
}

function ticket(paper, no, scanner) {
  return el("div", { class: "paper", title: no ? `#${no}` : "" }, paper.map((each) => printed(each, scanner)));
}

function printed(piece, scanner) {
  if (piece.kind === "line") return line(piece);
  if (piece.kind === "qr") return el("div", { class: `print ${piece.align}` }, heldUnder(scanner, piece.data));
  if (piece.kind === "picture") return picture(piece);
  const gap = el("div", { class: "gap" });
  gap.style.height = `${Math.min(piece.dots / FEED_DOTS, 26)}px`;
  return gap;
}

function line(piece) {
  if (piece.spans.length === 1 && /^[-─—=_]{8,}$/.test(piece.spans[0].text.trim())) return el("hr", {});
  return el("div", { class: `print ${piece.align}` }, piece.spans.length ? piece.spans.map(span) : "\u00a0");
}

function span(piece) {
  const size = piece.height >= 3 ? "huge" : piece.height === 2 ? "large" : "";
  return el("span", { class: [size, ...piece.styles].join(" ") }, piece.text);
}

// A code on a ticket; a touch holds it under the scanner.
function heldUnder(scanner, text) {
  if (!scanner) return code(text);
  const label = "放到扫码器下 Hold under the scanner";
  const hold = () => act("scan", { scanner, code: text });
  return el("button", { class: "held", type: "button", "aria-label": label, onclick: hold }, code(text));
}

function code(text) {
  const dots = qrDots(text);
  if (!dots) return el("span", { class: "qr", title: text }, "QR");
  const canvas = el("canvas", { class: "qr", width: dots.length, height: dots.length, title: text });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#14202b";
  dots.forEach((row, y) => row.forEach((dark, x) => { if (dark) pen.fillRect(x, y, 1, 1); }));
  return canvas;
}

// A raster picture, one bit a dot.
function picture(piece) {
  const canvas = el("canvas", { width: piece.width, height: piece.height, class: "picture" });
  const bytes = Uint8Array.from(atob(piece.rows), (each) => each.codePointAt(0));
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(piece.width, piece.height);
  for (let dot = 0; dot < piece.width * piece.height; dot += 1) {
    const black = bytes[dot >> 3] & (0x80 >> (dot & 7));
    image.data.set([20, 32, 43, black ? 255 : 0], dot * 4);
  }
  pen.putImageData(image, 0, 0);
  canvas.style.width = `${(piece.width / 576) * 100}%`;
  return el("div", { class: `print ${piece.align}` }, canvas);
}
