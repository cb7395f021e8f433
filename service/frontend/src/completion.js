// Completion in the editor: entities by their Chinese or English name, classes and properties of the ontology, prefixes.

import { Yasqe } from "./editor.js";

const WORD = /(?:([\p{L}\p{N}_-]*):)?([\p{L}\p{N}_'’·-]*)$/u;
const REST = /^[\p{L}\p{N}_-]*/u;
const KEYWORDS =
  "SELECT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES " +
  "ORDER GROUP HAVING LIMIT OFFSET ASC DESC NOT EXISTS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR BOUND REGEX " +
  "CONTAINS STRSTARTS STRENDS LANG LANGMATCHES DATATYPE CONCAT COALESCE UNDEF TRUE FALSE";
const MOST = 24;

let vocabulary = { prefixes: {}, classes: [], properties: [] };
let words = {};
let offered = new Map();

/** Where the cursor stands: the word before it with its prefix, and what the grammar wants there; null: no name. */
function placeOf(editor) {
  const cursor = editor.getCursor();
  const line = editor.getLine(cursor.line);
  const before = line.slice(0, cursor.ch);
  if (/^[^"'#<]*(?:(?:"[^"]*"|'[^']*'|<[^<>\s]*>)[^"'#<]*)*(?:"[^"]*|'[^']*|<[^>\s]+|#.*)$/.test(before)) return null;
  const [all, prefix, word] = WORD.exec(before);
  const start = cursor.ch - all.length;
  const ahead = before.slice(0, start);
  if (/[?$@^\\]$/.test(ahead) && !/[\s(|/]\^$/.test(ahead)) return null;
  const context = editor.getRange({ line: Math.max(0, cursor.line - 20), ch: 0 }, { line: cursor.line, ch: start });
  return { prefix, word, start, end: cursor.ch + REST.exec(line.slice(cursor.ch))[0].length, role: roleOf(context) };
}

/** What stands where a text ends: a prefix declaration, a class, a property, or any other thing. */
function roleOf(context) {
  if (/(?:^|\s)PREFIX\s+$/i.test(context)) return "prefix";
  if (/(?:^|[\s;{.(])(?:a|rdf:type|rdf:type\/rdfs:subClassOf\*|rdfs:subClassOf)\s+$/.test(context)) return "class";
  if (/[/|]$|\^$/.test(context)) return "property";
  const clause = context.replace(/"[^"]*"|'[^']*'|<[^>\s]*>/g, "“").split(/(?<=\s)\.(?=\s)|[{}]|\.\s*\n/).pop();
  const parts = clause.split(/;/);
  const tokens = parts.pop().split(",")[0].trim().split(/\s+/).filter(Boolean);
  const wanted = parts.length ? 0 : 1;
  return tokens.length === wanted && /\s$|^$|[;{]$/.test(context) ? "property" : "thing";
}

/** Terms of the ontology whose names or identifier hold the word, those that begin with it first. */
function terms(list, word, note) {
  const sought = word.toLowerCase();
  const ranked = [];
  for (const [id, zh, en] of list) {
    const name = id.slice(id.indexOf(":") + 1);
    const forms = [zh, en, name].map((form) => form.toLowerCase());
    const rank = forms.includes(sought) ? 0 : forms.some((form) => form.startsWith(sought)) ? 1 : forms.some((form) => form.includes(sought)) ? 2 : 3;
    if (rank < 3) ranked.push({ rank, id, names: [zh, en], note });
  }
  return ranked.sort((a, b) => a.rank - b.rank || a.id.length - b.id.length);
}

/** Entities whose names hold the word, as the service suggests them. */
async function entities(word, prefix) {
  const kind = prefix && prefix in vocabulary.prefixes ? `&kind=${encodeURIComponent(prefix)}` : "";
  const address = word ? `/suggest?limit=12&q=${encodeURIComponent(word)}${kind}` : `/entities?limit=12${kind}`;
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) return [];
  const found = await answer.json();
  return (found.suggestions ?? found.hits).map((hit) => ({ id: hit.id, iri: hit.iri, names: [hit.label.zh, hit.label.en], note: "" }));
}

async function candidates({ prefix, word, role }) {
  if (role === "prefix") {
    const known = Object.entries(vocabulary.prefixes).filter(([name]) => name.startsWith(prefix ?? word));
    return known.map(([name, iri]) => ({ id: `${name}: <${iri}>`, names: [], note: "", declaration: true }));
  }
  if (prefix !== undefined && !vocabulary.kinds.includes(prefix)) {
    const own = (list) => list.filter(([id]) => id.startsWith(`${prefix}:`));
    const classes = terms(own(vocabulary.classes), word, words.class);
    const properties = terms(own(vocabulary.properties), word, words.property);
    return role === "class" ? classes : role === "property" ? properties : [...properties, ...classes];
  }
  if (role === "class" && prefix === undefined) return terms(vocabulary.classes, word, words.class);
  const things = entities(word, prefix).catch(() => []);
  if (prefix !== undefined) return things;
  const properties = terms(vocabulary.properties, word, words.property);
  const classes = terms(vocabulary.classes, word, words.class);
  return role === "property" ? [...properties, ...(await things)] : [...(await things), ...classes, ...properties.slice(0, 4)];
}

function render(element, hint) {
  const [zh, en] = hint.item.names;
  const names = document.documentElement.lang === "zh" ? [zh, en] : [en, zh];
  const [first, second] = names.filter(Boolean);
  const add = (kind, text) => {
    const part = document.createElement("span");
    part.className = `hint-${kind}`;
    part.textContent = text;
    element.append(part);
  };
  if (first) add("name", first);
  if (second && second !== first) add("other", second);
  add("id", hint.item.id);
  if (hint.item.note) add("note", hint.item.note);
}

/** Writes a name into the query and declares its prefix where the query does not. */
function pick(editor, data, hint) {
  editor.replaceRange(hint.text, hint.from ?? data.from, hint.to ?? data.to, "complete");
  if (!hint.item.declaration) declare(editor, hint.item.id.slice(0, hint.item.id.indexOf(":")));
}

/** Declares a prefix that the graph uses, where the query does not. */
function declare(editor, prefix) {
  const declared = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(editor.getValue());
  if (declared || !Object.hasOwn(vocabulary.prefixes, prefix)) return;
  editor.replaceRange(`PREFIX ${prefix}: <${vocabulary.prefixes[prefix]}>\n`, { line: 0, ch: 0 }, undefined, "complete");
}

/** Whether what was typed asks for names by itself: not while a keyword may be meant. */
function invites(place) {
  if (place.prefix !== undefined) return true;
  if (place.role === "prefix" || /[^\x00-\x7f]/.test(place.word)) return place.word !== "";
  const upper = place.word.toUpperCase();
  return place.word.length > 1 && !KEYWORDS.split(" ").some((keyword) => keyword.startsWith(upper));
}

Yasqe.registerAutocompleter({
  name: "names",
  bulk: false,
  autoShow: false,
  isValidCompletionPosition: (editor) => placeOf(editor) !== null,
  preProcessToken: (editor, token) => {
    const place = placeOf(editor);
    return place && { ...token, place, from: { ch: place.start }, to: { ch: place.end } };
  },
  get: async (editor, token) => {
    if (!token?.place) return [];
    const found = await candidates(token.place);
    offered = new Map(found.slice(0, MOST).map((item) => [textOf(item), item]));
    return [...offered.keys()];
  },
  postprocessHints: (editor, hints) =>
    hints.map((hint) => ({ ...hint, item: offered.get(hint.text), hint: pick, render: (element, data, own) => render(element, own) })),
});

/** An entity's short form where the grammar takes it as it is, else its whole IRI. */
function textOf(item) {
  return item.iri && !/^[\w-]+:[\w-]+$/.test(item.id) ? `<${item.iri}>` : item.id;
}

/** Turns completion on: while names are typed, and on Ctrl-Space. */
export function enableCompletion(editor, known, said) {
  vocabulary = known;
  words = said;
  editor.on("autocompletionShown", (_, widget) => {
    widget.hints.setAttribute("aria-label", words.hints);
    widget.hints.tabIndex = 0;
  });
  editor.on("inputRead", (cm, change) => {
    const typed = placeOf(editor);
    if (typed?.prefix !== undefined && typed.role !== "prefix") declare(cm, typed.prefix);
    if (cm.state.completionActive || !/[\p{L}\p{N}:?$_-]$/u.test(change.text.join("\n"))) return;
    const place = placeOf(editor);
    if (place ? invites(place) : /[?$]\w*$/.test(cm.getLine(cm.getCursor().line).slice(0, cm.getCursor().ch))) editor.autocomplete();
  });
}
