"""What independent readers find in an exported file, brought to one shape: the tools' own libraries, not ours."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

__all__ = ["READERS", "Found", "FoundEdge"]

_SCRIPT = Path(__file__).with_name("read.cjs")


@dataclass(frozen=True)
class FoundEdge:
    """An edge as a reader sees it."""

    source: str
    target: str
    label: str
    quote: str | None
    is_fact: bool
    interaction: str


@dataclass
class Found:
    """Nodes (IRI → label) and edges (IRI → edge) that a reader finds, and node positions where it reads them."""

    nodes: dict[str, str] = field(default_factory=dict)
    edges: dict[str, FoundEdge] = field(default_factory=dict)

    def add(self, iri: str, source: str, target: str, data: dict[str, Any]) -> None:
        """Take an edge; its identity must be new, or parallel edges were merged."""
        assert iri not in self.edges
        quote, fact = data.get("quote"), data["is_fact"]
        fact = fact if isinstance(fact, bool) else {"true": True, "True": True, "false": False, "False": False}[fact]
        self.edges[iri] = FoundEdge(source, target, data["label"], quote or None, fact, data["interaction"])


Reader = Callable[[Path], Found]


def gexf_networkx(path: Path) -> Found:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_gexf(path, version="1.3")
    found = Found({iri: data["label"] for iri, data in graph.nodes(data=True)})
    for source, target, data in graph.edges(data=True):
        found.add(data["id"], source, target, data)
    return found


def graphml_networkx(path: Path) -> Found:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(path)
    iris = {token: data["iri"] for token, data in graph.nodes(data=True)}
    found = Found({data["iri"]: data["label"] for _, data in graph.nodes(data=True)})
    for source, target, data in graph.edges(data=True):
        found.add(data["iri"], iris[source], iris[target], data)
    return found


def graphml_igraph(path: Path) -> Found:
    igraph = pytest.importorskip("igraph")
    graph = igraph.Graph.Read_GraphML(str(path))
    found = Found({vertex["iri"]: vertex["label"] for vertex in graph.vs})
    for edge in graph.es:
        data = edge.attributes()
        found.add(data["iri"], graph.vs[edge.source]["iri"], graph.vs[edge.target]["iri"], data)
    return found


def gephi_csv(path: Path) -> Found:
    nodes, edges = (_rows(path, name) for name in ("nodes.csv", "edges.csv"))
    found = Found({row["Id"]: row["Label"] for row in nodes})
    for row in edges:
        found.add(row["Id"], row["Source"], row["Target"], {**row, "label": row["Label"]})
    return found


def gephi_pandas(path: Path) -> Found:
    nodes, edges = (_frame(path, name) for name in ("nodes.csv", "edges.csv"))
    found = Found(dict(zip(nodes["Id"], nodes["Label"], strict=True)))
    for row in edges.to_dict("records"):
        found.add(row["Id"], row["Source"], row["Target"], {**row, "label": row["Label"]})
    return found


def neo4j_csv(path: Path) -> Found:
    nodes, edges = (_rows(path, name) for name in ("nodes.csv", "relationships.csv"))
    found = Found({row["iri:ID"]: row["label:string"] for row in nodes})
    for row in edges:
        data = {name.partition(":")[0]: value for name, value in row.items()}
        found.add(data["iri"], row[":START_ID"], row[":END_ID"], data)
    return found


def neo4j_pandas(path: Path) -> Found:
    nodes, edges = (_frame(path, name) for name in ("nodes.csv", "relationships.csv"))
    found = Found(dict(zip(nodes["iri:ID"], nodes["label:string"], strict=True)))
    for row in edges.to_dict("records"):
        data = {str(name).partition(":")[0]: value for name, value in row.items()}
        found.add(data["iri"], row[":START_ID"], row[":END_ID"], data)
    return found


def cyjs_networkx(path: Path) -> Found:
    networkx = pytest.importorskip("networkx")
    content = json.loads(path.read_text(encoding="utf-8"))
    for node in content["elements"]["nodes"]:
        node["data"]["value"] = node["data"]["id"]  # networkx takes a node's `value` for its identity
    graph = networkx.cytoscape_graph({**content, "directed": True, "multigraph": True})
    found = Found({iri: data["label"] for iri, data in graph.nodes(data=True)})
    for source, target, data in graph.edges(data=True):
        found.add(data["id"], source, target, data)
    return found


def cx2_ndex(path: Path) -> Found:
    cx2 = pytest.importorskip("ndex2.cx2")
    network = cx2.CX2Network()
    network.create_from_raw_cx2(json.loads(path.read_text(encoding="utf-8")))
    iris = {number: node["v"]["iri"] for number, node in network.get_nodes().items()}
    found = Found({node["v"]["iri"]: node["v"]["name"] for node in network.get_nodes().values()})
    for edge in network.get_edges().values():
        found.add(edge["v"]["iri"], iris[edge["s"]], iris[edge["t"]], edge["v"])
    return found


def cx2_plain(path: Path) -> Found:
    """Read by the specification alone: aspects in their order, counts and declared types as they were announced."""
    aspects = json.loads(path.read_text(encoding="utf-8"))
    assert aspects[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert aspects[-1] == {"status": [{"error": "", "success": True}]}
    content = {name: value for aspect in aspects[1:-1] for name, value in aspect.items()}
    for announced in content["metaData"]:
        assert len(content[announced["name"]]) == announced["elementCount"]
    kinds: dict[str, tuple[type, ...]] = {
        "string": (str,), "integer": (int,), "double": (int, float), "boolean": (bool,),
    }  # fmt: skip
    for name in ("nodes", "edges"):
        declared = content["attributeDeclarations"][0][name]
        for element in content[name]:
            assert all(isinstance(value, kinds[declared[key]["d"]]) for key, value in element["v"].items())
    iris = {node["id"]: node["v"]["iri"] for node in content["nodes"]}
    found = Found({node["v"]["iri"]: node["v"]["label"] for node in content["nodes"]})
    for edge in content["edges"]:
        found.add(edge["v"]["iri"], iris[edge["s"]], iris[edge["t"]], edge["v"])
    return found


def graphology_plain(path: Path) -> Found:
    """Read by the serialization's description alone."""
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["options"] == {"type": "directed", "multi": True, "allowSelfLoops": True}
    found = Found({node["key"]: node["attributes"]["label"] for node in content["nodes"]})
    for edge in content["edges"]:
        found.add(edge["key"], edge["source"], edge["target"], edge["attributes"])
    return found


def graphology_networkx(path: Path) -> Found:
    """Read as the node-link data that it is too, with its own names for keys and ends."""
    networkx = pytest.importorskip("networkx")
    content = json.loads(path.read_text(encoding="utf-8"))
    content |= {"directed": content["options"]["type"] == "directed", "multigraph": content["options"]["multi"]}
    graph = networkx.node_link_graph(content, name="key", edges="edges", key="key")
    found = Found({iri: data["attributes"]["label"] for iri, data in graph.nodes(data=True)})
    for source, target, key, data in graph.edges(keys=True, data=True):
        found.add(key, source, target, data["attributes"])
    return found


def dot_pygraphviz(path: Path) -> Found:
    pygraphviz = pytest.importorskip("pygraphviz")
    graph = pygraphviz.AGraph(str(path))
    found = Found({_unescaped(str(node)): _shown(node.attr["label"]) for node in graph.nodes()})
    for ends in graph.edges(keys=True):
        attributes = graph.get_edge(*ends).attr
        source, target, key = map(_unescaped, ends)
        data = {name: _unescaped(attributes[name] or "") for name in ("quote", "interaction")}
        found.add(key, source, target, {**data, "label": _shown(attributes["label"]), "is_fact": attributes["is_fact"]})
    return found


def dot_graphviz(path: Path) -> Found:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz's `dot` is not installed")
    run = subprocess.run(
        ["dot", "-Kosage", "-Gsplines=false", "-Tdot_json", str(path)], capture_output=True, check=True
    )
    content = json.loads(run.stdout, strict=False)  # Graphviz leaves tabs in its JSON as they are
    names = {item["_gvid"]: _unescaped(item["name"]) for item in content["objects"]}
    found = Found({_unescaped(item["name"]): _shown(item["label"]) for item in content["objects"]})
    for edge in content["edges"]:
        data = {name: _unescaped(edge.get(name, "")) for name in ("quote", "interaction")}
        data |= {"label": _shown(edge["label"]), "is_fact": edge["is_fact"]}
        found.add(_unescaped(edge["id"]), names[edge["tail"]], names[edge["head"]], data)
    return found


def node_link_networkx(path: Path) -> Found:
    networkx = pytest.importorskip("networkx")
    graph = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="links")
    found = Found({iri: data["label"] for iri, data in graph.nodes(data=True)})
    for source, target, key, data in graph.edges(keys=True, data=True):
        found.add(key, source, target, data)
    return found


def xlsx_openpyxl(path: Path) -> Found:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path)
    tables = {}
    for name in ("nodes", "edges"):
        header, *rows = book[name].iter_rows()
        titles = [cell.value for cell in header]
        tables[name] = [{t: c.value for t, c in zip(titles, row, strict=True)} for row in rows]
        assert all(cell.data_type != "f" for row in rows for cell in row)
    found = Found({row["iri"]: _xstring(row["label"]) for row in tables["nodes"]})
    for row in tables["edges"]:
        quote = None if row["quote"] is None else _xstring(row["quote"])
        found.add(row["iri"], row["source"], row["target"], {**row, "label": _xstring(row["label"]), "quote": quote})
    return found


def xlsx_pandas(path: Path) -> Found:
    pandas = pytest.importorskip("pandas")
    nodes, edges = (pandas.read_excel(path, sheet_name=name, keep_default_na=False) for name in ("nodes", "edges"))
    found = Found(dict(zip(nodes["iri"], map(_xstring, nodes["label"]), strict=True)))
    for row in edges.to_dict("records"):
        data = {**row, "label": _xstring(row["label"]), "quote": _xstring(row["quote"])}
        found.add(row["iri"], row["source"], row["target"], data)
    return found


def by_node(kind: str) -> Reader:
    """Return the reader of a kind that runs in Node."""

    def read(path: Path) -> Found:
        modules, node = os.environ.get("POLICYGRAPH_NODE_MODULES"), shutil.which("node")
        if modules is None or node is None:
            pytest.skip("POLICYGRAPH_NODE_MODULES does not name a node_modules folder, or node is not installed")
        environment = {**os.environ, "NODE_PATH": modules}
        run = subprocess.run([node, str(_SCRIPT), kind, str(path)], capture_output=True, check=True, env=environment)
        content = json.loads(run.stdout)
        found = Found({node["id"]: node["label"] for node in content["nodes"]})
        for edge in content["edges"]:
            found.add(edge["id"], edge["source"], edge["target"], edge["data"])
        return found

    return read


def _rows(path: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as file:
        text = file.read(name).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _frame(path: Path, name: str) -> Any:
    pandas = pytest.importorskip("pandas")
    with zipfile.ZipFile(path) as file:
        return pandas.read_csv(io.BytesIO(file.read(name)), keep_default_na=False, dtype=str)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), text, flags=re.DOTALL)


def _shown(text: str) -> str:
    """Return what Graphviz shows for a label."""
    return _unescaped(text).replace("&amp;", "&")


def _xstring(text: str) -> str:
    """Return what Excel shows for a cell's text (ECMA-376, part 1, section 22.9.2.19)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


READERS: list[tuple[str, str, Reader]] = [
    ("gexf", "networkx", gexf_networkx),
    ("gexf", "graphology", by_node("gexf")),
    ("graphml", "networkx", graphml_networkx),
    ("graphml", "igraph", graphml_igraph),
    ("graphml", "graphology", by_node("graphml")),
    ("gephi-csv", "csv", gephi_csv),
    ("gephi-csv", "pandas", gephi_pandas),
    ("neo4j", "csv", neo4j_csv),
    ("neo4j", "pandas", neo4j_pandas),
    ("cyjs", "cytoscape", by_node("cyjs")),
    ("cyjs", "networkx", cyjs_networkx),
    ("cx2", "ndex2", cx2_ndex),
    ("cx2", "ndex-client", by_node("cx2")),
    ("cx2", "specification", cx2_plain),
    ("graphology", "graphology", by_node("graphology")),
    ("graphology", "networkx", graphology_networkx),
    ("graphology", "specification", graphology_plain),
    ("dot", "pygraphviz", dot_pygraphviz),
    ("dot", "graphviz", dot_graphviz),
    ("node-link", "networkx", node_link_networkx),
    ("xlsx", "openpyxl", xlsx_openpyxl),
    ("xlsx", "pandas", xlsx_pandas),
]
"""(format, reader's name, reader): at least two for each format of the first rank."""
