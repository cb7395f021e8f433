// The graph on an entity's page: fetched when it comes into view, on windows wide enough for it and where the browser can
// draw it. Everywhere else the server's picture and the list beside it stay.

import "./neighbourhood.css";

const picture = document.getElementById("picture");

function drawable() {
  const canvas = document.createElement("canvas");
  return matchMedia("(min-width: 48rem)").matches && Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

async function draw() {
  const [graph, answer] = await Promise.all([import(picture.dataset.script), fetch(picture.dataset.graph)]);
  if (answer.ok) graph.draw(picture, await answer.json());
}

if (picture && drawable()) {
  const watching = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watching.disconnect();
    draw().catch((reason) => console.warn("the graph was not drawn", reason));
  });
  watching.observe(picture);
}
