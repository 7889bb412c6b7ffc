// The keys of the simulated pads.

export const KEYS = [
  { name: "call", short: "呼", zh: "呼叫", en: "Call" },
  { name: "recall", short: "重", zh: "重呼", en: "Recall" },
  { name: "rate", short: "评", zh: "评价", en: "Rate" },
  { name: "no_show", short: "过", zh: "过号", en: "No-show" },
  { name: "pause", short: "停", zh: "暂停", en: "Pause" },
];

export const LEVELS = [
  { level: 5, zh: "非常满意", en: "Very good" },
  { level: 4, zh: "满意", en: "Good" },
  { level: 3, zh: "基本满意", en: "Fair" },
  { level: 2, zh: "不满意", en: "Poor" },
  { level: 1, zh: "非常不满意", en: "Very poor" },
];

export const HUES = {
  TZ: "#4f74ad", SS: "#c26a34", BD: "#4d8a58", YB: "#b04c63", GA: "#6a63ad", ZH: "#857350",
  JS: "#2f8c9b", JG: "#a5831f", JH: "#bb5f96", CJ: "#3d8480", ZX: "#738090", BC: "#96523f",
};

export function hueOf(category) {
  if (HUES[category]) return HUES[category];
  let sum = 0;
  for (const each of category) sum = (sum * 31 + each.codePointAt(0)) % 360;
  return `hsl(${sum} 38% 48%)`;
}
