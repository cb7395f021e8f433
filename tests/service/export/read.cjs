// Reads an exported file with the tools' own JavaScript libraries and prints nodes and edges as JSON.
const fs = require("fs");

const [kind, path] = process.argv.slice(2);
const text = fs.readFileSync(path, "utf8");

function fromGraphology(graph) {
  return {
    nodes: graph.mapNodes((id, data) => ({ id: data.iri ?? id, label: data.label })),
    edges: graph.mapEdges((id, data, source, target) => ({
      id: data.iri ?? id,
      source: graph.getNodeAttribute(source, "iri") ?? source,
      target: graph.getNodeAttribute(target, "iri") ?? target,
      data,
    })),
  };
}

function fromCytoscape(elements) {
  const cy = require("cytoscape")({ headless: true, elements });
  return {
    nodes: cy.nodes().map((node) => ({ id: node.id(), label: node.data("label") })),
    edges: cy.edges().map((edge) => ({
      id: edge.id(),
      source: edge.source().id(),
      target: edge.target().id(),
      data: edge.data(),
    })),
  };
}

// NDEx's own client holds a network as one object; the file is the stream of its aspects.
function fromCx2(aspects) {
  const { CX2Network } = require("@js4cytoscape/ndex-client");
  const network = new CX2Network(Object.assign({}, ...aspects));
  const { isValid, errors } = network.validate();
  if (!isValid) throw new Error(errors.join("; "));
  return {
    nodes: network.getNodes().map((node) => ({ id: node.v.iri, label: node.v.label })),
    edges: network.getEdges().map((edge) => ({
      id: edge.v.iri,
      source: network.getNode(edge.s).v.iri,
      target: network.getNode(edge.t).v.iri,
      data: edge.v,
    })),
  };
}

const { MultiDirectedGraph } = kind === "cyjs" || kind === "cx2" ? {} : require("graphology");
const options = { addMissingNodes: false };
const readers = {
  gexf: () => fromGraphology(require("graphology-gexf").parse(MultiDirectedGraph, text, options)),
  graphml: () => fromGraphology(require("graphology-graphml").parse(MultiDirectedGraph, text, options)),
  graphology: () => fromGraphology(MultiDirectedGraph.from(JSON.parse(text))),
  cx2: () => fromCx2(JSON.parse(text)),
  cyjs: () => fromCytoscape(JSON.parse(text).elements),
};
process.stdout.write(JSON.stringify(readers[kind]()));
