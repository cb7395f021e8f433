// The SPARQL page: YASGUI's editor in place of the plain field, answers fetched into the page, their address kept.

import "@zazuko/yasqe/build/yasqe.min.css";
import "./sparql.css";
import { Yasqe } from "./editor.js";
import { enableCompletion } from "./completion.js";
import { enhanceTable } from "./table.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const outcome = document.getElementById("outcome");
const state = document.getElementById("state");
const stop = document.getElementById("stop");
const copy = document.getElementById("copy");
const words = JSON.parse(form.dataset.words);
const limit = Number(form.dataset.seconds);

const yasqe = new Yasqe(document.getElementById("editor"), {
  value: field.value,
  screenReaderLabel: words.query,
  requestConfig: { endpoint: new URL(form.action).href },
  extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": copyLink, "Cmd-S": copyLink, Tab: false, "Shift-Tab": false },
});
const editor = yasqe.getDoc().getEditor();
enableCompletion(yasqe, JSON.parse(form.dataset.vocabulary), words);
field.hidden = true;
field.labels.forEach((label) => label.addEventListener("click", () => editor.focus()));
editor.on("change", forgetPlace);

let running = null;
let marks = [];

function addressOf(query) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("query", query);
  return `${form.action}?${fields}`;
}

function run() {
  const query = editor.getValue();
  if (query.trim()) show(addressOf(query), true);
}

/** Fetches the page of an address and takes over its answer; `keep` writes the address into the history. */
async function show(address, keep) {
  running?.abort();
  const mine = (running = new AbortController());
  const began = performance.now();
  const tell = () => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    state.textContent = seconds ? words.running.replace("{s}", seconds).replace("{limit}", limit) : words.started;
  };
  const clock = setInterval(tell, 500);
  tell();
  stop.hidden = false;
  outcome.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" }, signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("outcome");
    if (!found) throw new Error(`no answer in the page of status ${answer.status}`);
    outcome.replaceChildren(...found.childNodes);
    document.querySelector(".languages").replaceWith(page.querySelector(".languages"));
    if (keep && address !== location.href) history.pushState(null, "", address);
    state.textContent = words.done.replace("{s}", ((performance.now() - began) / 1000).toFixed(2));
    adorn(true);
  } catch (error) {
    state.textContent = error.name === "AbortError" ? words.stopped : words.failed;
  } finally {
    clearInterval(clock);
    if (running === mine) {
      running = null;
      stop.hidden = true;
      outcome.removeAttribute("aria-busy");
    }
  }
}

/** Makes what the server wrote easier to use: the place of an error in the editor, a table that sorts and filters. */
function adorn(fresh) {
  forgetPlace();
  const failure = outcome.querySelector(".failure[data-line]");
  if (failure) markPlace(Number(failure.dataset.line), Number(failure.dataset.start), Number(failure.dataset.end), fresh);
  const table = outcome.querySelector("table");
  if (table) enhanceTable(table, words);
}

/** Marks code points `start` to `end` of a line counted from 1; the editor counts lines from 0 and UTF-16 units. */
function markPlace(number, start, end, jump) {
  const line = number - 1;
  const letters = Array.from(editor.getLine(line) ?? "");
  const from = { line, ch: letters.slice(0, start).join("").length };
  const to = { line, ch: letters.slice(0, end).join("").length };
  marks.push(editor.markText(from, to, { className: "misplaced", attributes: { title: words.place } }));
  const sign = document.createElement("span");
  sign.className = "sign";
  sign.title = words.place;
  sign.textContent = "✕";
  editor.setGutterMarker(line, "place", sign);
  if (jump) {
    editor.setCursor(from);
    editor.scrollIntoView(from, 60);
    editor.focus();
  }
}

function forgetPlace() {
  marks.forEach((mark) => mark.clear());
  marks = [];
  editor.clearGutter("place");
}

async function copyLink() {
  const address = addressOf(editor.getValue());
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address);
    state.textContent = words.copied;
  } catch {
    state.textContent = words.inAddress;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => running?.abort());
copy.hidden = document.getElementById("keys").hidden = false;
copy.addEventListener("click", copyLink);
window.addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search).get("query");
  if (query === null) return location.reload();
  editor.setValue(query);
  show(location.href, false);
});
adorn(false);
