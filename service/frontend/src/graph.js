// Draws the neighbourhood of an entity with sigma: places from the release's layout, a status as colour and sign.

import { MultiGraph } from "graphology";
import Sigma from "sigma";

const WIDEST = 24;
const LETTERS = 13;
const LINE = 19;
const NEAR = 7;
const ROUNDS = 200;

/** Draws nodes and edges into the figure in place of the server's picture. */
export function draw(picture, data) {
  const words = JSON.parse(picture.dataset.words);
  const stage = make("div", "stage");
  const signs = make("p", "signs");
  const caption = make("figcaption");
  const statuses = statusesOf(data, signs, words);
  const [middle] = data.nodes;
  const CENTRE = "0";
  picture.append(stage, signs, caption);
  let colours = coloursOf(signs, statuses);
  let hovered = null;
  let chosen = null;
  let passed = null;
  stage.setAttribute("aria-hidden", "true");

  const font = getComputedStyle(document.body).fontFamily;
  const graph = new MultiGraph();
  const most = Math.max(1, ...data.nodes.slice(1).map((node) => node.claims));
  const nodes = data.nodes.map((node) => {
    const size = node === middle ? 11 : 4 + 5 * Math.sqrt(node.claims / most);
    return { ...node, full: node.label, label: shortened(node.label), size };
  });
  const frame = spread(nodes, stage, font);
  nodes.forEach((node, index) => graph.addNode(index, node));
  for (const { source, target, ...edge } of data.edges) {
    const key = keyOf(edge.claims[0]);
    graph.addEdge(source, target, { ...edge, key, size: 1.5 + Math.min(2.5, edge.claims.length / 3), type: edge.directed ? "arrow" : "line", forceLabel: true });
  }

  const renderer = new Sigma(graph, stage, {
    labelFont: font,
    edgeLabelFont: font,
    labelSize: LETTERS,
    labelDensity: Infinity,
    labelRenderedSizeThreshold: 0,
    renderEdgeLabels: true,
    enableCameraRotation: false,
    minCameraRatio: 0.15,
    maxCameraRatio: 2,
    stagePadding: 12,
    zIndex: true,
    labelColor: { attribute: "ink" },
    nodeReducer: (id, node) => {
      const near = hovered === null || id === hovered || graph.areNeighbors(id, hovered);
      const color = id === CENTRE ? colours.accent : near ? colours.link : colours.line;
      const label = id === hovered ? node.full : near ? node.label : "";
      return { ...node, label, color, ink: colours.ink, zIndex: near ? 1 : 0 };
    },
    edgeReducer: (id, edge) => {
      const near = hovered === null || graph.hasExtremity(id, hovered);
      const full = id === chosen || (hovered !== null && near);
      const color = near ? colours.statuses[edge.key].color : colours.line;
      const sign = near ? signOf(edge) : "";
      return { ...edge, color, label: full ? `${sign} ${edge.claims[0].relation}` : sign, full, zIndex: near ? 1 : 0, size: id === chosen ? edge.size + 1.5 : edge.size };
    },
    defaultDrawEdgeLabel: (context, edge, from, to, settings) => drawSign(context, edge, from, to, settings, colours),
    defaultDrawNodeLabel: (context, node, settings) => drawLabel(context, node, settings, colours),
    defaultDrawNodeHover: (context, node, settings) => drawName(context, node, settings, colours),
  });

  renderer.setCustomBBox(frame);
  renderer.refresh();

  function signOf(edge) {
    return [...new Set(edge.claims.map((claim) => colours.statuses[keyOf(claim)].sign))].join("");
  }

  function tell(...parts) {
    caption.replaceChildren(...parts);
  }

  function tellEdge(id, linked) {
    const { claims, more } = graph.getEdgeAttributes(id);
    const list = make("ul");
    for (const claim of claims.slice(0, linked ? claims.length : 2)) {
      const item = make("li");
      const said = make(linked ? "a" : "span");
      said.textContent = claim.text;
      if (linked) said.href = claim.href;
      item.append(pillOf(claim, signs, statuses), said);
      list.append(item);
    }
    const rest = more + claims.length - list.children.length;
    if (rest) list.append(Object.assign(make("li"), { textContent: words.more.replace("{n}", rest) }));
    tell(list);
  }

  function hint() {
    if (chosen) tellEdge(chosen, true);
    else tell(words.hint);
  }

  renderer.on("enterNode", ({ node }) => {
    hovered = node;
    stage.style.cursor = node === CENTRE ? "default" : "pointer";
    renderer.refresh({ skipIndexation: true });
  });
  renderer.on("leaveNode", () => {
    hovered = null;
    stage.style.cursor = "";
    renderer.refresh({ skipIndexation: true });
  });
  renderer.on("clickNode", ({ node }) => {
    const { href } = graph.getNodeAttributes(node);
    if (href && node !== CENTRE) location.assign(href);
  });
  renderer.on("moveBody", ({ event }) => {
    const edge = hovered === null ? edgeAt(renderer, event) : null;
    if (edge === passed) return;
    passed = edge;
    if (hovered === null) stage.style.cursor = edge ? "pointer" : "";
    if (edge && !chosen) tellEdge(edge, false);
    else hint();
  });
  renderer.on("clickStage", ({ event }) => {
    chosen = edgeAt(renderer, event);
    if (chosen) {
      const { claims, more } = graph.getEdgeAttributes(chosen);
      if (claims.length === 1 && !more) return location.assign(claims[0].href);
    }
    hint();
    renderer.refresh({ skipIndexation: true });
  });

  // The wheel scrolls the page; it zooms the graph only with the key that zooms everywhere, as one finger scrolls.
  stage.addEventListener("wheel", (event) => event.ctrlKey || event.metaKey || event.stopPropagation(), { capture: true });
  for (const kind of ["touchstart", "touchmove"]) {
    stage.addEventListener(kind, (event) => event.touches.length > 1 || event.stopPropagation(), { capture: true });
  }
  const tools = make("div", "tools");
  const camera = renderer.getCamera();
  tools.append(
    tool("+", words.in, () => camera.animatedZoom()),
    tool("−", words.out, () => camera.animatedUnzoom()),
    tool("⤢", words.whole, () => camera.animatedReset()),
  );
  picture.prepend(tools);
  picture.classList.add("drawn");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = coloursOf(signs, statuses);
    renderer.refresh();
  });
  hint();
  picture.querySelector(".fan")?.remove();
  picture.renderer = renderer;
}

function make(tag, name = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

function tool(text, title, act) {
  const made = make("button");
  made.type = "button";
  made.textContent = text;
  made.title = title;
  made.setAttribute("aria-label", title);
  made.addEventListener("click", act);
  return made;
}

/** What a claim is drawn as: its status, or that it is negated. */
function keyOf(claim) {
  return claim.negated ? "negated" : claim.status;
}

/** The statuses that occur, each with a pill in the legend; the style sheet gives pills their colour and sign. */
function statusesOf(data, legend, words) {
  const found = new Map();
  for (const { claims } of data.edges) {
    for (const claim of claims) found.set(keyOf(claim), claim.negated ? words.negated : data.statuses[claim.status]);
  }
  for (const [key, label] of found) {
    const pill = make("span", key === "negated" ? "pill negated" : `pill s-${key}`);
    pill.textContent = label;
    legend.append(pill);
  }
  return [...found.keys()];
}

function pillOf(claim, legend, statuses) {
  return legend.children[statuses.indexOf(keyOf(claim))].cloneNode(true);
}

function coloursOf(legend, statuses) {
  const root = getComputedStyle(document.documentElement);
  const colour = (name) => root.getPropertyValue(`--${name}`).trim();
  const known = Object.fromEntries(["ink", "soft", "line", "card", "link", "accent"].map((name) => [name, colour(name)]));
  known.statuses = Object.fromEntries(
    statuses.map((key, index) => {
      const pill = legend.children[index];
      return [key, { color: getComputedStyle(pill).color, sign: getComputedStyle(pill, "::before").content.replaceAll('"', "") }];
    }),
  );
  return known;
}

/** A name cut to a width in half-width columns; a Chinese character takes two. */
function shortened(text) {
  let used = 0;
  let kept = "";
  for (const letter of text) {
    used += letter > "\u2e7f" ? 2 : 1;
    if (used > WIDEST) return `${kept.trimEnd()}…`;
    kept += letter;
  }
  return kept;
}

/**
 * Fits the release's places into the stage and moves apart what would cover each other, names included; the order from
 * left to right and from top to bottom stays as far as there is room. Returns the frame around all of it.
 */
function spread(nodes, stage, font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${LETTERS}px ${font}`;
  for (const node of nodes) node.width = node.size * 2 + 6 + context.measureText(node.label).width;
  const [width, height] = [stage.clientWidth - Math.max(...nodes.map((node) => node.width)) - 40, stage.clientHeight - 60];
  for (const [axis, length] of [["x", width], ["y", height]]) {
    const places = nodes.map((node) => node[axis]);
    const low = Math.min(...places);
    const scale = length / (Math.max(...places) - low || 1);
    for (const node of nodes) node[axis] = (node[axis] - low) * scale;
  }
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (const [index, one] of nodes.entries()) {
      for (const other of nodes.slice(index + 1)) {
        const [upper, lower] = one.y >= other.y ? [one, other] : [other, one];
        const [left, right] = one.x <= other.x ? [one, other] : [other, one];
        const high = LINE - (upper.y - lower.y);
        const wide = left.x - left.size + left.width + 4 - (right.x - right.size);
        if (high <= 0.5 || wide <= 0.5) continue;
        upper.y += high / 2;
        lower.y -= high / 2;
        moved = true;
      }
    }
    if (!moved) break;
  }
  const ends = (axis, before, after) => [Math.min(...nodes.map((node) => node[axis] - before(node))), Math.max(...nodes.map((node) => node[axis] + after(node)))];
  return { x: ends("x", (node) => node.size, (node) => node.width), y: ends("y", () => LINE, () => LINE) };
}

/** Writes the sign of an edge upright on its middle, with the relation where the edge is looked at. */
function drawSign(context, edge, from, to, settings, colours) {
  const reach = Math.hypot(to.x - from.x, to.y - from.y);
  if (!edge.label || (!edge.full && reach < 34)) return;
  const size = edge.full ? settings.edgeLabelSize - 2 : settings.edgeLabelSize - 4;
  context.font = `600 ${size}px ${settings.edgeLabelFont}`;
  const width = context.measureText(edge.label).width;
  const x = (from.x + to.x) / 2;
  const y = (from.y + to.y) / 2;
  context.fillStyle = colours.card;
  context.beginPath();
  context.roundRect(x - width / 2 - 2, y - size / 2 - 2, width + 4, size + 4, 4);
  context.fill();
  context.fillStyle = edge.color;
  context.textBaseline = "middle";
  context.fillText(edge.label, x - width / 2, y + 1);
  context.textBaseline = "alphabetic";
}

/** The edge nearest to a point of the stage, where one is near enough to be meant; sigma's own finds only the thin line. */
function edgeAt(renderer, point) {
  const graph = renderer.getGraph();
  let found = null;
  let least = NEAR;
  graph.forEachEdge((edge) => {
    const [a, b] = graph.extremities(edge).map((node) => renderer.graphToViewport(graph.getNodeAttributes(node)));
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(a.x + along * dx - point.x, a.y + along * dy - point.y);
    if (distance < least) [found, least] = [edge, distance];
  });
  return found;
}

/** Writes the name of a node on a pale ground, so that lines do not strike it through. */
function drawLabel(context, node, settings, colours) {
  if (!node.label) return;
  context.font = `${node.size > 10 ? 700 : 400} ${settings.labelSize}px ${settings.labelFont}`;
  const x = node.x + node.size + 3;
  context.globalAlpha = 0.78;
  context.fillStyle = colours.card;
  context.fillRect(x - 1, node.y - LINE / 2 + 2, context.measureText(node.label).width + 2, LINE - 4);
  context.globalAlpha = 1;
  context.fillStyle = node.ink;
  context.fillText(node.label, x, node.y + settings.labelSize / 3);
}

/** Writes the full name of the node under the pointer on a ground of its own. */
function drawName(context, node, settings, colours) {
  const size = settings.labelSize;
  context.font = `600 ${size}px ${settings.labelFont}`;
  const width = context.measureText(node.label).width;
  context.fillStyle = colours.card;
  context.strokeStyle = colours.line;
  context.beginPath();
  context.roundRect(node.x - node.size - 3, node.y - size / 2 - 6, node.size * 2 + width + 14, size + 12, 6);
  context.fill();
  context.stroke();
  context.fillStyle = node.color;
  context.beginPath();
  context.arc(node.x, node.y, node.size, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = colours.ink;
  context.fillText(node.label, node.x + node.size + 5, node.y + size / 3);
}
