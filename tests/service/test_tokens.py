"""The lexical look at a query: what it finds, and what it must not be fooled by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sparql.tokens import read


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service <http://x/> { ?s ?p ?o } }",
        "#c\rSELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { #c\nSERVICE <http://x/> { } }",
        "PREFIX x: <http://x/> SELECT * { SERVICE x:y { } }",
        "SELECT * { ?a ?b '\\'' . SERVICE <http://x/> { } }",
        "SELECT * { ?a ?b '''it's''' . SERVICE<http://x/>{} }",
        'SELECT * { ?a ?b """a"" #""" . SERVICE <http://x/> {} }',
    ],
)
def test_a_federated_call_is_seen(text: str) -> None:
    assert read(text).federated


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
        'SELECT * { ?s ?p """\n SERVICE """ }',
        "# SERVICE <http://x/> {}\nSELECT * { ?s ?p ?o }",
        "PREFIX ex: <http://x/> SELECT * { ?s ex:SERVICE ?o ; ex:a.SERVICE ?x }",
        "SELECT * { <http://x/SERVICE> ?p _:SERVICE }",
        "SELECT * { ?s ?p 'x'@service }",
        "PREFIX SERVICE: <http://x/> SELECT * { ?s SERVICE:a ?o }",
    ],
)
def test_the_word_elsewhere_is_no_federated_call(text: str) -> None:
    assert not read(text).federated


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <http://a/1> FROM <http://a/2> { }", ("http://a/1", "http://a/2"), ()),
        ("SELECT * FROM <http://a/1> FROM NAMED <http://a/2> { }", ("http://a/1",), ("http://a/2",)),
        ("PREFIX g: <http://a/> SELECT * FROM g:1 FROM g:2 WHERE { }", ("http://a/1", "http://a/2"), ()),
        ("BASE <http://a/b/> SELECT * FROM <1> FROM <../2> { }", ("http://a/b/1", "http://a/2"), ()),
        ("ASK from<http://a/\\u0031>from named<http://a/2>{}", ("http://a/1",), ("http://a/2",)),
        ("CONSTRUCT { ?s ?p 'FROM' } FROM <http://a/1> WHERE { ?s ?p ?o }", ("http://a/1",), ()),
        ("SELECT * FROM <relative> { }", None, None),
        ("SELECT * FROM unknown:x { }", None, None),
        ("SELECT * { ?s ?from ?o }", (), ()),
    ],
)
def test_the_dataset_clauses_are_read(
    text: str, default: tuple[str, ...] | None, named: tuple[str, ...] | None
) -> None:
    reading = read(text)
    assert (reading.default_graphs, reading.named_graphs) == (default, named)


@pytest.mark.parametrize(
    ("text", "update"),
    [
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "INSERT"),
        ("prefix a: <http://a/> delete where { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://x/>", "LOAD"),
        ("# c\nCLEAR ALL", "CLEAR"),
        ("SELECT ?insert { ?insert ?p ?o }", ""),
        ("SELECT * { ?s <http://x/DROP> 'DROP' }", ""),
    ],
)
def test_an_update_sent_as_a_query_is_recognised(text: str, update: str) -> None:
    assert read(text).update == update


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "uuid()", "STRUUID()", "BNODE()"])
def test_a_query_whose_answer_changes_is_recognised(call: str) -> None:
    assert read(f"SELECT ({call} AS ?x) {{}}").volatile


@pytest.mark.parametrize("name", ["?now", "ex:RAND", "'UUID'", "<http://x/NOW>"])
def test_a_name_that_looks_like_a_changing_function_is_none(name: str) -> None:
    assert not read(f"PREFIX ex: <http://x/> SELECT * {{ ?s ex:p {name} }}").volatile


def test_nesting_is_counted_outside_strings_and_comments() -> None:
    assert read("SELECT * { FILTER('{{{{' = ?x) # {{{{\n " + "{" * 80 + "}" * 80 + "}").depth == 81


@given(st.text(alphabet="{}()[]<>\"'#\\\r\n:?@ aSERVICEfrom._-123%", max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    assert read(text).depth <= len(text)
