// What the visitor does, sent to the simulators.

export async function act(what, body = {}) {
  try {
    const answer = await fetch("/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ do: what, ...body }),
    });
    const done = await answer.json();
    if (!answer.ok) { toast(done.error); return null; }
    return done;
  } catch {
    toast("模拟器没有回答 · The simulators do not answer");
    return null;
  }
}

let hiding = 0;

export function toast(text) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { node.hidden = true; }, 4000);
}
