// An LED panel: its dots, lit as the simulated card would light them.

const GLYPHS = new Map();
const SUPER = 4;
const LIT = 0.46;

// Which dots of a character's box are lit, row by row; 16 dots high, 8 or 16 wide.
function glyph(character) {
  if (GLYPHS.has(character)) return GLYPHS.get(character);
  const wide = character.codePointAt(0) > 0xff;
  const width = wide ? 16 : 8;
  const canvas = new OffscreenCanvas(width * SUPER, 16 * SUPER);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  pen.font = wide
    ? `400 ${15.8 * SUPER}px "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif`
    : `700 ${16.4 * SUPER}px "Noto Sans CJK SC","Helvetica Neue",Arial,sans-serif`;
  pen.fillText(character, (width * SUPER) / 2, (wide ? 13.8 : 13.9) * SUPER, (width - 0.6) * SUPER);
  const shades = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  const dots = [];
  for (let y = 0; y < 16; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let v = 0; v < SUPER; v += 1) {
        for (let u = 0; u < SUPER; u += 1) {
          sum += shades[((y * SUPER + v) * canvas.width + x * SUPER + u) * 4 + 3];
        }
      }
      if (sum / (255 * SUPER * SUPER) > LIT) dots.push([x, y]);
    }
  }
  const made = { width, dots };
  GLYPHS.set(character, made);
  return made;
}

function litDots(text, columns, rows) {
  const lit = [];
  text.split("\n").slice(0, Math.max(1, rows / 16)).forEach((line, row) => {
    const glyphs = [...line].map(glyph);
    const length = glyphs.reduce((sum, each) => sum + each.width, 0);
    let at = Math.max(0, Math.floor((columns - length) / 2));
    for (const each of glyphs) {
      for (const [x, y] of each.dots) if (at + x < columns) lit.push([at + x, y + row * 16]);
      at += each.width;
    }
  });
  return lit;
}

export class Led {
  constructor(canvas) {
    this.canvas = canvas;
    this.drawn = "";
    new ResizeObserver(() => { this.drawn = ""; this.draw(this.panel); }).observe(canvas);
  }

  draw(panel) {
    this.panel = panel;
    const { clientWidth, clientHeight } = this.canvas;
    if (!panel || !clientWidth) return;
    this.canvas.classList.toggle("blinking", panel.blinking);
    const key = `${panel.text}|${panel.powered}|${clientWidth}`;
    if (key === this.drawn) return;
    this.drawn = key;
    const scale = devicePixelRatio || 1;
    this.canvas.width = Math.round(clientWidth * scale);
    this.canvas.height = Math.round(clientHeight * scale);
    this.paint(panel);
  }

  paint(panel) {
    const pen = this.canvas.getContext("2d");
    const pitch = this.canvas.width / panel.width;
    const top = (this.canvas.height - pitch * panel.height) / 2;
    const coarse = pitch >= 2.6;
    pen.fillStyle = "#14100f";
    pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    const dot = (x, y, size) => {
      if (!coarse) { pen.fillRect(x * pitch, top + y * pitch, pitch * size, pitch * size); return; }
      pen.beginPath();
      pen.arc((x + 0.5) * pitch, top + (y + 0.5) * pitch, pitch * size * 0.5, 0, 7);
      pen.fill();
    };
    if (coarse) {
      pen.fillStyle = "#2c201d";
      for (let y = 0; y < panel.height; y += 1) for (let x = 0; x < panel.width; x += 1) dot(x, y, 0.62);
    }
    if (!panel.powered || !panel.text.trim()) return;
    const lit = litDots(panel.text, panel.width, panel.height);
    if (coarse) {
      pen.fillStyle = "rgba(255,84,44,.26)";
      for (const [x, y] of lit) dot(x, y, 1.6);
    }
    pen.fillStyle = coarse ? "#ff6a3d" : "#ff6b40";
    for (const [x, y] of lit) dot(x, y, coarse ? 0.86 : 1);
  }
}
