"""The protocol as a pure function: the three forms, decoding, conflicts."""

from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import (
    BadRequest,
    MethodNotAllowed,
    PayloadTooLarge,
    Problem,
    QueryRefused,
    ReadOnly,
    UnsupportedMediaType,
)
from service.sparql.protocol import Operation, parse, parse_parameters

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def operation(
    method: str = "GET", query_string: bytes = b"", content_type: str | None = None, body: bytes = b""
) -> Operation:
    return parse(method, query_string, content_type, body, longest=100, deepest=10)


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "query"),
    [
        ("GET", b"query=ASK%20%7B%7D", None, b"", "ASK {}"),
        ("GET", b"query=ASK+%7B%7D", None, b"", "ASK {}"),
        ("GET", b"query=ASK%7B%7D%2350%2525", None, b"", "ASK{}#50%25"),
        ("GET", "query=ASK{}#一".encode().replace("一".encode(), b"%E4%B8%80"), None, b"", "ASK{}#一"),
        ("POST", b"", FORM, b"query=ASK%20%7B%7D", "ASK {}"),
        ("POST", b"", FORM + "; charset=UTF-8", b"query=ASK%7B%7D%2350%2525", "ASK{}#50%25"),
        ("POST", b"", QUERY, b"ASK {} #50%25+", "ASK {} #50%25+"),
        ("POST", b"", QUERY + '; charset="utf-8"', "ASK {} #一".encode(), "ASK {} #一"),
        ("POST", b"", QUERY.upper(), b"ASK {}", "ASK {}"),
        ("GET", b"", None, b"", None),
    ],
)
def test_each_form_gives_the_query_decoded_once(
    method: str, query_string: bytes, content_type: str | None, body: bytes, query: str | None
) -> None:
    assert operation(method, query_string, content_type, body).query == query


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "error"),
    [
        ("GET", b"query=ASK{}&query=ASK{}", None, b"", BadRequest),
        ("POST", b"query=ASK{}", FORM, b"query=ASK{}", BadRequest),
        ("POST", b"query=ASK{}", QUERY, b"ASK {}", BadRequest),
        ("POST", b"", FORM, b"query=ASK{}&update=CLEAR+ALL", BadRequest),
        ("POST", b"", FORM, b"default-graph-uri=http://x/", BadRequest),
        ("GET", b"query=ASK{}&using-graph-uri=http://x/", None, b"", BadRequest),
        ("GET", b"query=ASK{}&default-graph-uri=relative", None, b"", BadRequest),
        ("GET", b"query=ASK{}&named-graph-uri=http://x/%20y", None, b"", BadRequest),
        ("GET", b"query=%FF%FE", None, b"", BadRequest),
        ("GET", b"query=ASK{}&timeout=-1", None, b"", BadRequest),
        ("GET", b"query=ASK{}&timeout=soon", None, b"", BadRequest),
        ("GET", b"query=ASK{}&timeout=nan", None, b"", BadRequest),
        ("GET", b"query=ASK{}&timeout=1&timeout=2", None, b"", BadRequest),
        ("GET", b"query=ASK{}&" + b"&".join([b"a=b"] * 1001), None, b"", BadRequest),
        ("POST", b"", QUERY, "ASK {}".encode("utf-16"), BadRequest),
        ("POST", b"", QUERY + "; charset=UTF-16", "ASK {}".encode("utf-16"), UnsupportedMediaType),
        ("POST", b"", "text/plain", b"ASK {}", UnsupportedMediaType),
        ("POST", b"", None, b"query=ASK%20%7B%7D", UnsupportedMediaType),
        ("POST", b"query=ASK{}", "multipart/form-data", b"", UnsupportedMediaType),
        ("PUT", b"query=ASK{}", FORM, b"", MethodNotAllowed),
        ("GET", b"update=CLEAR+ALL", None, b"", ReadOnly),
        ("POST", b"", FORM, b"update=CLEAR+ALL", ReadOnly),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", ReadOnly),
        ("POST", b"", QUERY, b"CLEAR ALL", ReadOnly),
        ("GET", b"query=ASK{SERVICE<http://x/>{}}", None, b"", QueryRefused),
        ("POST", b"", QUERY, b"ASK" + b" " * 200 + b"{}", PayloadTooLarge),
    ],
)
def test_what_the_protocol_forbids_is_refused(
    method: str, query_string: bytes, content_type: str | None, body: bytes, error: type[Problem]
) -> None:
    with pytest.raises(error):
        operation(method, query_string, content_type, body)


def test_nesting_past_the_limit_is_refused() -> None:
    text = b"ASK" + b"{" * 70 + b"}" * 70
    with pytest.raises(QueryRefused, match="nested 70 deep"):
        parse("POST", b"", QUERY, text, longest=1000, deepest=50)


@pytest.mark.parametrize(
    ("query_string", "default", "named"),
    [
        (b"query=ASK{}", None, None),
        (b"query=ASK{}&default-graph-uri=http://a/1&default-graph-uri=http://a/2", ("http://a/1", "http://a/2"), None),
        (b"query=ASK{}&default-graph-uri=http://a/1&default-graph-uri=http://a/1", ("http://a/1",), None),
        (b"query=ASK{}&named-graph-uri=http://a/1", None, ("http://a/1",)),
        (b"query=ASK+FROM+<http://a/9>{}&named-graph-uri=http://a/1", None, ("http://a/1",)),
        (b"query=ASK+FROM+<http://a/1>+FROM+<http://a/2>{}", ("http://a/1", "http://a/2"), ()),
        (b"query=ASK+FROM+<http://a/1>{}", None, None),
    ],
)
def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(
    query_string: bytes, default: tuple[str, ...] | None, named: tuple[str, ...] | None
) -> None:
    found = operation(query_string=query_string)
    assert (found.default_graphs, found.named_graphs) == (default, named)


def test_the_form_and_the_address_may_share_the_parameters_between_them() -> None:
    found = operation("POST", b"default-graph-uri=http://a/1&release=r", FORM, b"query=ASK{}&format=xml&timeout=2.5")
    assert (found.default_graphs, found.release, found.format, found.seconds) == (("http://a/1",), "r", "xml", 2.5)


@given(
    st.lists(
        st.sampled_from(
            [*(bytes([n]) for n in range(256)), b"%41", b"%E4%B8%80", b"%00", b"%5C", b"%22", b"%zz", b"%u0041"]
        )
    )
)
def test_parameters_are_decoded_once_whatever_they_hold(pieces: list[bytes]) -> None:
    value = b"".join(pieces).replace(b"&", b"").replace(b"+", b"")
    try:
        expected = unquote_to_bytes(value).decode()
    except UnicodeDecodeError:
        with pytest.raises(BadRequest, match="UTF-8"):
            parse_parameters(b"query=" + value)
    else:
        assert parse_parameters(b"query=" + value) == [("query", expected)]
