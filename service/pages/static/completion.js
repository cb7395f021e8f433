// Completion: names of entities, found by their label in either language, written into the query as prefix:name.
"use strict";

const query = document.getElementById("query");
const box = document.getElementById("entity");
const list = document.getElementById("entities");
const field = box.closest("p");
const prefixes = JSON.parse(list.dataset.prefixes);
let asked = 0;

async function suggest() {
  const words = box.value.trim();
  const turn = ++asked;
  if (!words) return show([]);
  const answer = await fetch(`/suggest?limit=8&q=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
  if (turn === asked) show(answer.ok ? (await answer.json()).suggestions : []);
}

function show(found) {
  list.replaceChildren(...found.map((hit) => {
    const button = document.createElement("button");
    const short = document.createElement("code");
    const names = [hit.label.zh, hit.label.en].filter(Boolean);
    if (document.documentElement.lang === "en") names.reverse();
    short.textContent = hit.id;
    button.type = "button";
    button.append(names.join(" · ") + " ", short);
    button.addEventListener("click", () => insert(hit.id));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

function insert(id) {
  const kind = id.slice(0, id.indexOf(":"));
  const declared = new RegExp(`PREFIX\\s+${kind}:`, "i").test(query.value);
  query.setRangeText(id, query.selectionStart, query.selectionEnd, "end");
  if (!declared && prefixes[kind]) {
    const line = `PREFIX ${kind}: <${prefixes[kind]}>\n`;
    const caret = query.selectionStart + line.length;
    query.value = line + query.value;
    query.setSelectionRange(caret, caret);
  }
  box.value = "";
  show([]);
  query.focus();
}

field.hidden = false;
box.addEventListener("input", suggest);
