// The graph on an entity's page: fetched when it comes into view, on windows wide enough for it and where the browser can
// draw it; on a page that is heavy already, when a button asks for it. Everywhere else the server's picture and the list
// beside it stay.

import "./neighbourhood.css";

const BUDGET = 60_000;
const GRAPH = 44_500;

const picture = document.getElementById("picture");

/** Whether page and graph together stay within what a page may weigh, in bytes over the wire; what is cached weighs nothing. */
function light() {
  const loaded = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  return loaded.reduce((sum, entry) => sum + (entry.transferSize || 0), GRAPH) <= BUDGET;
}

function drawable() {
  const canvas = document.createElement("canvas");
  return matchMedia("(min-width: 48rem)").matches && Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

async function draw() {
  const [graph, answer] = await Promise.all([import(picture.dataset.script), fetch(picture.dataset.graph)]);
  if (answer.ok) graph.draw(picture, await answer.json());
}

function start() {
  draw().catch((reason) => console.warn("the graph was not drawn", reason));
}

function offer() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = JSON.parse(picture.dataset.words).draw;
  button.addEventListener("click", () => {
    button.remove();
    start();
  });
  picture.append(button);
}

if (picture && drawable()) {
  const watching = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watching.disconnect();
    if (light()) start();
    else offer();
  });
  watching.observe(picture);
}
