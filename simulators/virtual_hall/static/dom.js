// Small makers of elements.

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((each) => each !== null && each !== undefined));
  return made;
}

export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((each) => each !== null && each !== undefined));
}

// A text in Chinese, and small beside it in English.
export function both(text, tag = "span") {
  return el(tag, { class: "both" }, text[0], el("i", { lang: "en" }, text[1]));
}

export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A switch in the form of a pill, that tells what it was set to.
export function toggle(zh, en, set, kind = "") {
  const box = el("input", { type: "checkbox", onchange: (event) => set(event.target.checked) });
  return el("label", { class: `toggle ${kind}` }, box, el("span", {}, zh, el("i", { lang: "en" }, en)));
}
