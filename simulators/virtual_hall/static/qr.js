// QR codes as a printer makes them from their text: byte mode, level M, versions 1 to 6, mask 0.
// After ISO/IEC 18004; a longer text gives no code.

// Codewords of error correction in each block, and the data codewords of each block, by version.
const BLOCKS = [null, [10, [16]], [16, [28]], [26, [44]], [18, [32, 32]], [24, [43, 43]], [16, [27, 27, 27, 27]]];
const FORMAT = 0b101010000010010; // level M, mask 0, with its own error correction

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value = value << 1 ^ (value & 0x80 ? 0x11d : 0);
}

const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

function corrections(data, count) {
  let generator = [1];
  for (let root = 0; root < count; root += 1) {
    const next = [...generator, 0];
    generator.forEach((each, place) => { next[place + 1] ^= times(each, EXP[root]); });
    generator = next;
  }
  const rest = [...data, ...new Array(count).fill(0)];
  data.forEach((_, place) => {
    const factor = rest[place];
    generator.forEach((each, at) => { rest[place + at] ^= times(each, factor); });
  });
  return rest.slice(data.length);
}

function codewords(bytes, version) {
  const [count, sizes] = BLOCKS[version];
  const capacity = sizes.reduce((sum, each) => sum + each, 0);
  let bits = "0100" + bytes.length.toString(2).padStart(8, "0") + [...bytes].map((each) => each.toString(2).padStart(8, "0")).join("");
  bits += "0".repeat(Math.min(4, capacity * 8 - bits.length));
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
  const data = bits.match(/.{8}/g).map((each) => parseInt(each, 2));
  for (let pad = 0xec; data.length < capacity; pad ^= 0xec ^ 0x11) data.push(pad);
  let at = 0;
  const blocks = sizes.map((size) => data.slice(at, at += size));
  const checks = blocks.map((block) => corrections(block, count));
  const woven = (rows) => rows[0].flatMap((_, column) => rows.map((row) => row[column]));
  return [...woven(blocks), ...woven(checks)];
}

function frame(version) {
  const size = 17 + 4 * version;
  const dots = Array.from({ length: size }, () => new Array(size).fill(null));
  const set = (y, x, dark) => { if (y >= 0 && x >= 0 && y < size && x < size) dots[y][x] = dark; };
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]]) {
    for (let y = -1; y < 8; y += 1) {
      for (let x = -1; x < 8; x += 1) {
        const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        set(top + y, left + x, ring !== 2 && ring !== 4);
      }
    }
  }
  if (version > 1) {
    for (let y = -2; y < 3; y += 1) for (let x = -2; x < 3; x += 1) set(size - 7 + y, size - 7 + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
  }
  for (let place = 8; place < size - 8; place += 1) dots[6][place] = dots[place][6] = place % 2 === 0;
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = Boolean(FORMAT >> bit & 1);
    dots[bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit][8] = dark;
    dots[8][bit < 8 ? size - 1 - bit : bit < 9 ? 15 - bit : 14 - bit] = dark;
  }
  dots[size - 8][8] = true;
  return dots;
}

// The dots of a text's code, row by row; null when it is too long.
export function qrDots(text) {
  const bytes = new TextEncoder().encode(text);
  const version = BLOCKS.findIndex((each) => each && each[1].reduce((sum, size) => sum + size, 0) >= bytes.length + 2);
  if (version < 0) return null;
  const dots = frame(version);
  const bits = codewords(bytes, version).flatMap((each) => [...each.toString(2).padStart(8, "0")].map(Number));
  let at = 0;
  let up = true;
  for (let right = dots.length - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right -= 1;
    for (let step = 0; step < dots.length; step += 1) {
      const y = up ? dots.length - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (dots[y][x] !== null) continue;
        dots[y][x] = Boolean((bits[at] ?? 0) ^ ((y + x) % 2 === 0));
        at += 1;
      }
    }
  }
  return dots;
}
