// The password once more, in a sheet over the page, for what cannot be taken back.

import { page, part, show, write } from "./page.js";
import { send } from "./orders.js";

/** The hall's answer to the password: null when it was right, else what was wrong. */
async function given(password) {
  const body = new URLSearchParams({ csrf: page.csrf, password });
  const answer = await fetch("/confirm", { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") return null;
  const said = new DOMParser().parseFromString(await answer.text(), "text/html");
  return said.querySelector("[role=alert]")?.textContent ?? answer.statusText;
}

/** Ask for it; whether it was given. */
function ask() {
  const sheet = part("password");
  const form = sheet.querySelector("form");
  form.reset();
  show(part("password-problem"), false);
  sheet.showModal();
  return new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const wrong = await given(form.elements.password.value).catch(() => page.texts.unanswered);
      if (wrong === null) sheet.close("given");
      show(part("password-problem"), wrong !== null);
      write(part("password-problem"), wrong ?? "");
      form.elements.password.select();
    };
    part("password-leave").onclick = () => sheet.close("");
    sheet.onclose = () => done(sheet.returnValue === "given");
    sheet.returnValue = "";
  });
}

/** Send as `send` does; where the hall wants the password first, ask for it and go on. */
export async function sendSure(path, body) {
  try {
    return await send(path, body);
  } catch (error) {
    if (error.code !== "confirm_needed" || !(await ask())) throw error;
    return send(path, body);
  }
}
