"""Content negotiation: the table of RFC 9110, section 12.5.1, on our formats."""

import pytest

from service.errors import BadRequest
from service.sparql.negotiation import choose, choose_media_type, named_format, parse_accept
from service.sparql.results import BOOLEANS, GRAPHS, SOLUTIONS

COMPACTED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
EXPANDED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "key"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/*", "csv"),
        ("text/csv", "csv"),
        ("text/csv, */*", "csv"),
        ("*/*, text/csv", "csv"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.4", "csv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("application/sparql-results+json;q=0.1, */*;q=0.9", "xml"),
        ("application/json", "json"),
        ("application/xml", "xml"),
        ("text/xml;q=0.9, application/json;q=0.3", "xml"),
        ("APPLICATION/SPARQL-RESULTS+XML", "xml"),
        ("application/sparql-results+xml ; q=0.8 , text/csv;q=0.7", "xml"),
        ("application/sparql-results+json;charset=utf-8", "json"),
        (BROWSER, "xml"),
        ("text/turtle", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("image/png", None),
        ("nonsense", "json"),
        ("text/csv;q=high, text/tab-separated-values;q=0.1", "tsv"),
        ("text/csv;q=nan, text/tab-separated-values;q=0.1", "tsv"),
        ("text/csv;q=7", "csv"),
    ],
)
def test_solutions_are_written_in_the_format_the_client_wants_most(accept: str, key: str | None) -> None:
    chosen = choose(accept, SOLUTIONS)
    assert (chosen.key if chosen else None) == key


@pytest.mark.parametrize(
    ("accept", "key"),
    [
        ("*/*", "turtle"),
        ("text/turtle;q=0.5, application/n-triples", "ntriples"),
        ("application/ld+json", "jsonld"),
        (COMPACTED, "jsonld"),
        (EXPANDED, None),
        (EXPANDED + ", text/turtle;q=0.1", "turtle"),
        ("application/json", "jsonld"),
        ("application/rdf+xml", "rdfxml"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
        ("text/plain", "ntriples"),
        ("application/sparql-results+json", None),
    ],
)
def test_graphs_are_written_in_the_format_the_client_wants_most(accept: str, key: str | None) -> None:
    chosen = choose(accept, GRAPHS)
    assert (chosen.key if chosen else None) == key


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/xml", "text/xml; charset=utf-8"),
    ],
)
def test_an_answer_is_called_by_the_media_type_that_the_client_named(accept: str, content_type: str) -> None:
    chosen = choose(accept, SOLUTIONS)
    assert chosen is not None
    assert chosen.content_type == content_type


@pytest.mark.parametrize(
    ("name", "offers", "key"),
    [
        ("csv", SOLUTIONS, "csv"),
        ("CSV", SOLUTIONS, "csv"),
        ("text/csv", SOLUTIONS, "csv"),
        ("turtle", GRAPHS, "turtle"),
        ("csv", GRAPHS, None),
        ("csv", BOOLEANS, None),
    ],
)
def test_a_format_can_be_named_by_key_or_media_type(name: str, offers: tuple[str, ...], key: str | None) -> None:
    chosen = named_format(name, offers)
    assert (chosen.key if chosen else None) == key


def test_an_unknown_format_name_is_a_bad_request_that_lists_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="turtle"):
        named_format("xlsx", GRAPHS)


def test_a_quoted_comma_does_not_end_a_media_range() -> None:
    assert [(item.type, item.subtype) for item in parse_accept('text/x;a="b,c";q=0.5, text/y')] == [
        ("text", "x"),
        ("text", "y"),
    ]


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (BROWSER, "text/html"),
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("image/png", None),
        (None, "text/turtle"),
    ],
)
def test_any_media_types_can_be_negotiated(accept: str | None, wanted: str | None) -> None:
    assert choose_media_type(accept, ("text/turtle", "text/html")) == wanted
