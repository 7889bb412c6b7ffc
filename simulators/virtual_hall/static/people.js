// People in the hall: they come from a kiosk, sit, walk to a window when called, and leave.

import { el } from "./dom.js";
import { hueOf } from "./keys.js";

const FIGURE = `<svg viewBox="0 0 16 18" aria-hidden="true"><path d="M1.4 17.4c0-4.6 2.7-7 6.6-7s6.6 2.4 6.6 7z"/><circle cx="8" cy="5.1" r="4.2"/></svg>`;
const BENCH = 5; // seats between two aisles
const LEAVES_MS = 1600;

export class People {
  constructor(floors, hall) {
    this.floors = floors;
    this.hall = hall;
    this.known = new Map();
    this.atWindows = new Map();
    this.seats = new Map();
    this.measure();
  }

  // --- seats ---

  measure() {
    this.seats.clear();
    this.floors.floors.forEach((each) => each.node.querySelector(".seats").replaceChildren());
    for (const [code, { area, node }] of this.floors.areas) this.seats.set(code, this.seatsOf(area, node));
  }

  seatsOf(area, node) {
    const floor = this.floors.floorOf(area.code).node;
    const frame = floor.getBoundingClientRect();
    const plate = node.getBoundingClientRect();
    const style = getComputedStyle(floor);
    const [across, down] = ["--seat-x", "--seat-y"].map((name) => parseFloat(style.getPropertyValue(name)));
    const taken = [...floor.querySelectorAll(".stall, .kiosk-stand, .area-name, .way")].map((each) => each.getBoundingClientRect());
    const columns = Math.floor((plate.width - across) / across);
    const left = plate.left + (plate.width - (columns - 1) * across) / 2;
    const top = Math.max(...[...floor.querySelectorAll(".stall:not(.low)")].map((each) => each.getBoundingClientRect().bottom)) + 2.1 * down;
    floor.style.setProperty("--staff-side", `${top - 1.6 * down - frame.top}px`);
    const seats = [];
    for (let y = top; y < plate.bottom - 1.5 * down; y += down) {
      for (let column = 0; column < columns; column += 1) {
        const x = left + column * across;
        const aisle = column % (BENCH + 1) === BENCH;
        const free = taken.every((each) => x + across < each.left || x - across > each.right || y + 0.7 * down < each.top || y - 0.7 * down > each.bottom);
        if (free && !aisle) seats.push({ x: x - frame.left, y: y - frame.top });
      }
    }
    floor.querySelector(".seats").append(...seats.map(chair));
    return inTheMiddleFirst(seats, frame, plate);
  }

  seatAll() {
    this.measure();
    for (const person of this.known.values()) {
      if (person.seat !== null) this.place(person, this.seats.get(person.area)[person.seat]);
    }
    for (const [no, id] of this.atWindows) if (this.known.has(id)) this.place(this.known.get(id), this.standAt(no));
  }

  freeSeat(area) {
    const taken = new Set([...this.known.values()].filter((each) => each.area === area).map((each) => each.seat));
    return this.seats.get(area).findIndex((_seat, place) => !taken.has(place));
  }

  // --- pieces ---

  waiting(list) {
    const here = new Set(list.map((each) => each.id));
    for (const person of [...this.known.values()]) {
      if (person.seat !== null && !here.has(person.id)) this.leave(person);
    }
    for (const each of list) if (!this.known.has(each.id)) this.enter(each);
  }

  atWindow(no, view) {
    const visit = view.in_hand;
    const before = this.atWindows.get(no);
    if (before && before !== visit?.visit) {
      this.atWindows.delete(no);
      if (this.known.has(before)) this.leave(this.known.get(before));
    }
    if (!visit) return;
    const person = this.known.get(visit.visit) ?? this.enter({ id: visit.visit, number: visit.number, category: visit.category });
    if (!person) return;
    person.seat = null;
    this.atWindows.set(no, visit.visit);
    person.node.dataset.stage = visit.stage;
    this.name(person, visit.number);
    const floor = this.floors.floorOf(this.hall.windowCard(no).area);
    if (person.node.parentNode !== floor.people) floor.people.append(person.node);
    this.place(person, this.standAt(no));
  }

  standAt(no) {
    const card = this.hall.windowCard(no);
    const frame = this.floors.floorOf(card.area).node.getBoundingClientRect();
    const stall = this.floors.stalls.get(no).node.getBoundingClientRect();
    const low = this.floors.stalls.get(no).node.classList.contains("low");
    return { x: stall.left + stall.width / 2 - frame.left, y: (low ? stall.top - 16 : stall.bottom + 18) - frame.top };
  }

  // --- comings and goings ---

  enter(each) {
    const area = this.hall.category(each.category)?.area;
    if (!area || !this.seats.has(area)) return null;
    const node = el("div", { class: "person", title: each.number ?? "" });
    node.innerHTML = FIGURE;
    node.style.color = hueOf(each.category);
    const person = { id: each.id, area, node, seat: this.freeSeat(area) };
    if (person.seat < 0) person.seat = this.seats.get(area).length - 1;
    this.known.set(each.id, person);
    this.floors.floorOf(area).people.append(node);
    this.name(person, each.number);
    this.place(person, this.startOf(each, area), true);
    void node.offsetWidth;
    this.place(person, this.seats.get(area)[person.seat]);
    return person;
  }

  // A citizen comes from the kiosk, or up the stairs when it stands on another floor.
  startOf(each, area) {
    const floor = this.floors.floorOf(area).node;
    const frame = floor.getBoundingClientRect();
    const kiosk = this.floors.kiosks.get(each.kiosk);
    if (kiosk && kiosk.floor === this.floors.areas.get(area).area.floor) {
      const stand = kiosk.node.getBoundingClientRect();
      return { x: stand.left + stand.width / 2 - frame.left, y: stand.top - 8 - frame.top };
    }
    return wayOut(floor);
  }

  leave(person) {
    this.known.delete(person.id);
    person.node.classList.add("leaving");
    this.place(person, wayOut(person.node.closest(".floor")));
    setTimeout(() => person.node.remove(), LEAVES_MS);
  }

  name(person, number) {
    if (!number || person.node.dataset.number === number) return;
    person.node.dataset.number = number;
    person.node.title = number;
  }

  place(person, spot, atOnce = false) {
    if (!spot) return;
    person.node.classList.toggle("at-once", atOnce);
    person.node.style.transform = `translate(${spot.x}px, ${spot.y}px)`;
  }
}

// Where people come in and go out: the entrance, or the stairs.
function wayOut(floor) {
  const frame = floor.getBoundingClientRect();
  const way = floor.querySelector(".way").getBoundingClientRect();
  return { x: way.left + way.width / 2 - frame.left, y: way.top - frame.top };
}

function chair(seat) {
  const made = el("i", {});
  made.style.transform = `translate(${seat.x}px, ${seat.y}px)`;
  return made;
}

// People like the middle of the room, near the windows.
function inTheMiddleFirst(seats, frame, plate) {
  const middle = plate.left + plate.width / 2 - frame.left;
  const far = (seat) => Math.abs(seat.x - middle) + 1.5 * seat.y;
  return seats.sort((a, b) => far(a) - far(b));
}
