// Puts the page together: the stream of pieces in, each piece to whoever draws it.

import { el, fill } from "./dom.js";
import { Floors } from "./floor.js";
import { People } from "./people.js";
import { CloseUp } from "./closeup.js";
import { Kiosk } from "./kiosk.js";
import { Printers } from "./printers.js";
import { Board } from "./board.js";
import { Controls } from "./controls.js";

const SEEN = {};

class Hall {
  constructor(site, catalogue) {
    this.site = site;
    this.catalogue = catalogue;
    this.floors = new Floors(document.getElementById("floors"), this);
    this.people = new People(this.floors, this);
    this.closeUp = new CloseUp(document.getElementById("close-up"), this);
    this.kiosk = new Kiosk(document.getElementById("kiosk"), this);
    this.printers = new Printers(document.getElementById("printers"), this);
    this.board = new Board(document.getElementById("board"), this);
    this.controls = new Controls(this);
    this.floors.onChosen = (no, byHand) => this.closeUp.show(no, byHand);
    this.floors.choose(this.site.windows[0].window, false);
    addEventListener("resize", () => this.people.seatAll());
  }

  piece(name) { return SEEN[name]; }

  category(code) { return this.catalogue.categories[code]; }

  matter(id) { return this.catalogue.matters.find((each) => each.id === id); }

  windowCard(no) { return this.site.windows.find((each) => each.window === no); }

  // Hand a piece to all that draw it.
  draw(name, piece) {
    const [kind, id] = name.split("/", 2);
    const no = Number(id);
    if (["window", "panel", "pad", "rater", "line"].includes(kind)) {
      this.floors.draw(kind, no, piece);
      this.closeUp.draw(kind, no, piece);
      if (kind === "window") this.people.atWindow(no, piece);
    }
    else if (kind === "people") this.people.waiting(piece);
    else if (kind === "printer") { this.printers.draw(id, piece); this.floors.printed(id, piece); }
    else if (kind === "print") this.kiosk.printed(id, piece);
    else if (kind === "board") { this.board.draw(piece); this.closeUp.called(piece); }
    else if (kind === "queue") { this.board.queue(piece); this.kiosk.queue(piece); this.floors.queue(piece); this.controls.queue(piece); }
    else if (kind === "crowd") { this.controls.crowd(piece); this.closeUp.crowd(piece); this.floors.crowd(piece); }
    else if (kind === "clock") this.controls.clock(piece);
    else if (kind === "links") this.controls.links(piece);
    else if (kind === "state") { this.printers.state(name, piece); this.floors.state(name, piece); }
  }
}

let hall = null;

function take(pieces) {
  Object.assign(SEEN, pieces);
  if (hall === null) {
    if (!SEEN.site || !SEEN.catalogue) return;
    hall = new Hall(SEEN.site, SEEN.catalogue);
    pieces = SEEN;
  }
  for (const [name, piece] of Object.entries(pieces)) hall.draw(name, piece);
}

function listen() {
  const stream = new EventSource("/live");
  stream.onmessage = (event) => {
    document.body.classList.remove("away");
    take(JSON.parse(event.data));
  };
  stream.onerror = () => document.body.classList.add("away");
}

fill(document.getElementById("floors"), el("p", { class: "opening" }, "正在开门…", el("i", { lang: "en" }, "Opening the hall…")));
listen();
