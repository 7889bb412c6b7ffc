// What the clerk page knows at the moment; read by all its parts, written by `clerk.js` alone.

export const desk = {
  good: false,
  window: null, // the window where this clerk sits
  view: null, // its last state
  windows: [],
  devices: [],
  call: null, // what became of the last call here
  sending: false,
  quietUntil: 0,
  pressedAt: -Infinity, // when the last press that can be undone was seen, on this machine
};
