"""What broke exports elsewhere, one trap a test, and what every writer promises."""

import csv
import io
import json
import os
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.export import FORMATS, RDF_FORMATS, Node, Options, WriteOptions, project
from service.export.graph import PropertyGraph, Rows
from service.export.graphml import token
from service.export.markup import Escaper
from service.export.source import export
from service.export.tables import table
from service.export.xlsx import LONGEST_TEXT
from service.release import Release
from tests.service.export.trapped import TRAPS, trapped


def written(key: str, graph: PropertyGraph, options: WriteOptions | None = None) -> bytes:
    """Return a whole file."""
    return b"".join(FORMATS[key].write(graph, options or WriteOptions()))


def member(data: bytes, name: str) -> str:
    """Return a text file of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


@pytest.mark.parametrize("key", [*FORMATS, *RDF_FORMATS])
def test_the_same_release_gives_the_same_bytes_and_a_good_file_name(key: str, opened: Release) -> None:
    first, second = export(opened, key), export(opened, key)
    assert b"".join(first.blocks) == b"".join(second.blocks)
    assert first.file_name.startswith(f"policygraph-{opened.id[:12]}")
    assert "/" not in first.file_name
    assert first.file_name.isascii()


@pytest.mark.parametrize("key", FORMATS)
def test_memory_does_not_grow_with_the_edges(key: str) -> None:
    some = trapped()
    edge = next(iter(some.edges))

    def peak(count: int) -> int:
        rows = Rows(lambda: (replace(edge, id=f"{edge.id}{number}") for number in range(count)))
        graph = replace(some, edges=rows)
        tracemalloc.start()
        for _ in FORMATS[key].write(graph, WriteOptions()):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(8000) < peak(2000) + 400_000


@pytest.mark.parametrize("time", [False, True])
@pytest.mark.parametrize("name", ["traps", "collapsed", "full"])
def test_gexf_satisfies_the_relaxng_of_1_3(name: str, time: bool, graphs: dict[str, PropertyGraph]) -> None:
    folder = os.environ.get("POLICYGRAPH_GEXF_SCHEMA")
    if folder is None:
        pytest.skip("POLICYGRAPH_GEXF_SCHEMA does not name the folder of gexf.rng")
    etree = pytest.importorskip("lxml.etree")
    schema = etree.RelaxNG(etree.parse(str(Path(folder) / "gexf.rng")))
    document = etree.fromstring(written("gexf", graphs[name], WriteOptions(time=time)))
    assert schema.validate(document), schema.error_log.last_error
    assert "schemaLocation" not in str(document.attrib)


def test_gexf_has_no_date_of_today_and_equal_attribute_ids_and_titles() -> None:
    etree = pytest.importorskip("lxml.etree")
    root = etree.fromstring(written("gexf", trapped()))
    assert b"lastmodifieddate" not in written("gexf", trapped())
    attributes = root.findall(".//{*}attribute")
    assert attributes
    assert all(item.get("id") == item.get("title") for item in attributes)


def test_gexf_with_time_has_spells_and_start_and_end_and_without_none() -> None:
    etree = pytest.importorskip("lxml.etree")
    timed = etree.fromstring(written("gexf", trapped(), WriteOptions(time=True)))
    (edge,) = [edge for edge in timed.findall(".//{*}edge") if edge.get("start")]
    (spell,) = edge.findall(".//{*}spell")
    assert (
        (edge.get("start"), edge.get("end")) == (spell.get("start"), spell.get("end")) == ("2018-01-01", "2018-12-31")
    )
    assert timed.find("{*}graph").get("mode") == "dynamic"
    assert b"spell" not in written("gexf", trapped())


def test_what_is_not_a_fact_is_dashed_in_gexf_and_dot() -> None:
    etree = pytest.importorskip("lxml.etree")
    root = etree.fromstring(written("gexf", trapped()))
    shapes = {edge.get("id").rpartition("/")[2]: edge.find("{*}shape").get("value") for edge in root.iter("{*}edge")}
    assert shapes["plus"] == "dashed"
    assert shapes["astral"] == "solid"
    line = next(line for line in written("dot", trapped()).decode().splitlines() if "claim/plus" in line)
    assert 'style="dashed"' in line


@pytest.mark.parametrize("key", ["gexf", "graphml"])
def test_xml_counts_the_characters_that_it_cannot_hold(key: str) -> None:
    text = written(key, trapped()).decode()
    assert "\ufffd" in text
    assert "characters that XML 1.0 forbids were replaced by U+FFFD -->" in text
    harmless = replace(trapped(), nodes=[], edges=[])
    assert "<!--" not in written(key, harmless).decode()


@given(st.text())
def test_what_is_escaped_reads_back_but_for_what_xml_forbids(text: str) -> None:
    etree = pytest.importorskip("lxml.etree")
    escape = Escaper()
    escaped = escape(text.encode("utf-8", "ignore").decode())
    read = etree.fromstring(f'<a b="{escaped}">{escaped}</a>'.encode())
    expected = "".join("\ufffd" if _forbidden(c) else c for c in text.encode("utf-8", "ignore").decode())
    assert read.get("b") == (read.text or "") == expected
    assert escape.replaced == sum(map(_forbidden, text.encode("utf-8", "ignore").decode()))


def _forbidden(character: str) -> bool:
    point = ord(character)
    return (point < 32 and character not in "\t\n\r") or point in (0xFFFE, 0xFFFF)


def test_graphml_ids_are_name_tokens_and_no_two_iris_meet() -> None:
    iris = [
        "https://w3id.org/policygraph/id/actor/nvidia",
        "https://e.org/a_b",
        "https://e.org/a/b",
        "https://e.org/a_2f_b",
    ]
    tokens = [token(iri) for iri in iris]
    assert tokens[0] == "actor:nvidia"
    assert len(set(tokens)) == len(iris)
    assert all(all(c.isascii() and (c.isalnum() or c in ".-_:") for c in found) for found in tokens)


def test_graphml_writes_every_boolean_because_igraph_reads_a_missing_one_as_false() -> None:
    text = written("graphml", trapped()).decode()
    assert text.count('<data key="edge.is_fact">') == text.count("<edge ")


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_machine_csv_is_exact(texts: list[str]) -> None:
    data = b"".join(table(["a", "b"], ([text, 1] for text in texts))).decode()
    assert [row[0] for row in csv.reader(io.StringIO(data, newline=""))][1:] == texts


def test_excel_csv_has_a_mark_and_quotes_what_would_be_evaluated_but_no_number() -> None:
    rows: list[list[str | float | None]] = [
        ["=1+1", -5],
        ["+86", 2.5],
        ["-5", True],
        ["@SUM", None],
        ["\tx", 1],
        ["\rx", 1],
        ["plain", 1],
        ["NA", 1],
    ]
    data = b"".join(table(["text", "number"], rows, excel=True))
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert [row[0] for row in read] == ["'=1+1", "'+86", "'-5", "'@SUM", "'\tx", "'\rx", "plain", "NA"]
    assert [row[1] for row in read] == ["-5", "2.5", "true", "", "1", "1", "1", "1"]


def test_only_the_excel_variant_changes_the_csv_pair() -> None:
    exact = member(written("gephi-csv", trapped()), "nodes.csv")
    excel = member(written("gephi-csv", trapped(), WriteOptions(excel=True)), "nodes.csv")
    assert '"=1+1"' in exact
    assert '"\'=1+1"' in excel
    assert not exact.startswith("\ufeff")
    assert FORMATS["gephi-csv"].file_name(trapped(), WriteOptions(excel=True)) == "traps-excel-gephi.zip"


def test_neo4j_has_typed_headers_and_says_the_flag_for_line_breaks() -> None:
    data = written("neo4j", trapped())
    header = member(data, "relationships.csv").splitlines()[0].split(",")
    assert header[:4] == [":START_ID", ":END_ID", ":TYPE", "iri:string"]
    assert {"is_fact:boolean", "time_from:date", "quote:string"} <= set(header)
    assert {"iri:ID", ":LABEL", "size:long", "value:double"} <= set(
        member(data, "nodes.csv").splitlines()[0].split(",")
    )
    assert "--multiline-fields=true" in member(data, "load.sh")
    cypher = member(data, "load.cypher")
    assert all(f"row.`{name}`" in cypher for name in header)


def test_sigma_attributes_are_never_called_type_and_every_node_has_a_place() -> None:
    some = trapped()
    unplaced = replace(some, nodes=[replace(node, position=None) for node in some.nodes])
    for graph in (some, unplaced):
        content = json.loads(written("graphology", graph))
        assert all("type" not in item["attributes"] for item in (*content["nodes"], *content["edges"]))
        places = [(node["attributes"]["x"], node["attributes"]["y"]) for node in content["nodes"]]
        assert len(set(places)) == len(places)


def test_cytoscape_has_label_and_interaction() -> None:
    for edge in json.loads(written("cyjs", trapped()))["elements"]["edges"]:
        assert edge["data"]["interaction"] == "concerns"
        assert edge["data"]["label"]


def test_dot_names_a_font_that_has_chinese_and_survives_nul() -> None:
    some = trapped()
    text = written("dot", replace(some, nodes=[Node("n", "a\0b", {})], edges=[])).decode()
    assert "Noto Sans CJK SC" in text
    assert "a\ufffdb" in text


def test_xlsx_cuts_only_what_a_cell_cannot_hold_and_says_so() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    some = trapped()
    long, fits = "长𠮷" * LONGEST_TEXT, "长" * LONGEST_TEXT
    nodes = [Node("a", long, {"iri": "a"}), Node("b", fits, {"iri": "b"})]
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", replace(some, nodes=nodes, edges=[]))))
    cut, whole = (row[1].value for row in list(book["nodes"].iter_rows())[1:])
    assert whole == fits
    assert "cut: Excel holds 32767" in cut
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST_TEXT


def test_xlsx_goes_on_in_another_sheet_and_says_what_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr("service.export.xlsx.MOST_ROWS", 7)
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", trapped())))
    assert book.sheetnames == ["nodes", "nodes 2", "nodes 3", "edges", "edges 2", "edges 3", "about"]
    rows = [row for name in book.sheetnames[:3] for row in list(book[name].values)[1:]]
    assert [row[0] for row in rows] == [node.id for node in trapped().nodes]
    assert [row[0] for row in book["about"].values][-1] != "replaced characters: 0"


def test_an_empty_graph_is_a_valid_file_in_every_format() -> None:
    empty = replace(trapped(), nodes=[], edges=[])
    for key in FORMATS:
        assert written(key, empty)
    assert json.loads(written("cx2", empty))
    assert json.loads(written("node-link", empty))["nodes"] == []


def test_every_trap_is_a_label_of_the_graph_they_are_tried_on() -> None:
    assert [node.label for node in trapped().nodes] == list(TRAPS.values())


def test_options_say_the_view_and_language_in_the_file_name(opened: Release) -> None:
    assert export(opened, "gexf", Options("zh", "full")).file_name.endswith("-full-zh.gexf")
    assert project(lambda *pattern: ()).language == "en"
