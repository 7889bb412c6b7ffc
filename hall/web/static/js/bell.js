// Rings when somebody asks for a person, and again until nobody waits.

const AGAIN_MS = 15000;
/** Pitch and delay of each stroke: two falling tones, unlike the chime of a call. */
const STROKES = [
  [1047, 0],
  [784, 0.35],
];
const STROKE_S = 0.9;
const LOUD = 0.4;
const SILENT = 0.0001;

export class Bell {
  /** `tell(able)` says whether it can be heard: a browser keeps a page silent until it is touched. */
  constructor(tell) {
    this.sound = new AudioContext();
    this.waiting = 0;
    this.tell = () => tell(this.sound.state === "running");
    this.sound.addEventListener("statechange", this.tell);
    for (const touch of ["pointerdown", "keydown"]) {
      addEventListener(touch, () => this.sound.resume());
    }
    setInterval(() => this.waiting && this.strike(), AGAIN_MS);
    this.tell();
  }

  /** So many wait now; one more than before rings at once. */
  ringFor(waiting) {
    const more = waiting > this.waiting;
    this.waiting = waiting;
    if (more) this.strike();
  }

  /** Nothing while the page is silent: else all of it would sound together at the first touch. */
  strike() {
    if (this.sound.state !== "running") return;
    for (const [pitch, delay] of STROKES) this.stroke(pitch, this.sound.currentTime + delay);
  }

  stroke(pitch, at) {
    const tone = this.sound.createOscillator();
    const loudness = this.sound.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(LOUD, at);
    loudness.gain.exponentialRampToValueAtTime(SILENT, at + STROKE_S);
    tone.connect(loudness).connect(this.sound.destination);
    tone.start(at);
    tone.stop(at + STROKE_S);
  }
}
