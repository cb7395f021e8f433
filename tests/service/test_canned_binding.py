"""Binding: values of every type become terms, and nothing else of them reaches the query."""

from decimal import Decimal
from typing import get_args

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ontology.namespaces import ID
from service.canned.binding import bind, occurrences
from service.canned.parameters import InvalidValue, Parameter, Type, term, terms

HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            '" } DROP ALL #',
            "x> } SERVICE <http://a/> {",
            "1 } UNION { ?s ?p ?o",
            "$lang",
            "\\u0022 }",
            "'''",
            "\r#",
            "}\n",
        ]
    ),
)
TYPES: tuple[Type, ...] = ("entity", "string", "language", "year", "date", "number", "enum", "choice", "count")


def parameter(type_: Type, **about: object) -> Parameter:
    needed: dict[Type, dict[str, object]] = {"enum": {"scheme": "status"}, "choice": {"words": ("a b", 'c"d')}}
    extra = needed.get(type_, {})
    return Parameter.model_validate({"name": "p", "type": type_, "zh": "参数", "en": "a parameter", **extra, **about})


def answer(query: str) -> list[object]:
    """Return the one column of a query's solutions, evaluated over nothing."""
    solutions = ox.Store().query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return [solution[0] for solution in solutions]


def test_every_type_is_tested_here() -> None:
    assert set(TYPES) == set(get_args(Type))


@pytest.mark.parametrize("type_", TYPES)
@given(value=HOSTILE)
@example(value=".0")
@example(value="-0")
@example(value="+01.50")
def test_whatever_a_client_sends_is_one_term_or_refused(type_: Type, value: str) -> None:
    try:
        bound = term(parameter(type_), value)
    except InvalidValue:
        return
    query = bind("SELECT ?x WHERE { VALUES ?x { $p } }", {"p": (bound,)})
    assert answer(query) == [bound]
    assert answer(bind("SELECT ($p AS ?x) WHERE { }", {"p": (bound,)})) == [bound]


@given(value=st.text())
def test_a_string_comes_back_as_it_was_sent(value: str) -> None:
    bound = term(parameter("string"), value)
    assert answer(bind("SELECT ($p AS ?x) WHERE { }", {"p": (bound,)})) == [ox.Literal(value)]


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_a_number_keeps_its_value(value: Decimal) -> None:
    bound = term(parameter("number"), f"{value:f}")
    assert Decimal(bound.value) == value


@given(value=st.dates())
def test_a_date_is_a_date(value: object) -> None:
    bound = term(parameter("date"), str(value))
    assert isinstance(bound, ox.Literal)
    assert bound.datatype.value.endswith("#date")


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("year", "23"), ("year", "二〇二三"), ("date", "2023-02-30"), ("date", "20230201"), ("number", "NaN"),
        ("number", "1e9"), ("number", "١"), ("language", "de"), ("enum", "Fact"), ("count", "-1"), ("count", "1.5"),
        ("entity", "place:"), ("entity", "place:a b"), ("entity", "rdf:type"), ("entity", ID + "place/x>y"),
        ("entity", "http://example.org/x"), ("choice", "c"), ("string", "x" * 1001), ("string", "\ud800"),
    ],
)  # fmt: skip
def test_what_does_not_fit_its_type_is_refused(type_: Type, value: str) -> None:
    with pytest.raises(InvalidValue):
        term(parameter(type_), value)


@pytest.mark.parametrize("value", ["Draft", "draft", "草案", "pg:Draft"])
def test_a_status_is_named_by_name_or_label(value: str) -> None:
    assert term(parameter("enum"), value).value.endswith("#Draft")


def test_an_entity_is_an_iri_a_curie_or_a_slug_of_its_one_kind() -> None:
    place = parameter("entity", kinds=("place",))
    assert {term(place, name).value for name in ("beijing", "place:beijing", ID + "place/beijing")} == {
        ID + "place/beijing"
    }
    with pytest.raises(InvalidValue, match="wanted is place"):
        term(place, "actor:huawei")


def test_parameters_in_strings_iris_and_comments_stay() -> None:
    text = """SELECT * { # $p
      ?x ?y "$p", '$p', '''$p''', \"\"\"a"$p\"\"\", <http://a/$p> . ?x a\\$p ?z FILTER(?z = $p) }"""
    assert [found.name for found in occurrences(text)] == ["p"]
    assert bind(text, {"p": (ox.Literal("v"),)}).count('"v"') == 1


def test_an_absent_parameter_takes_its_block_with_it_and_keeps_the_lines() -> None:
    text = "SELECT * {\n  VALUES ?x { $p }\n  ?x ?y ?z }"
    assert bind(text, {"p": ()}) == "SELECT * {\n  \n  ?x ?y ?z }"


def test_several_values_stand_in_their_block_and_nowhere_else() -> None:
    two = (ox.Literal("a"), ox.Literal("b"))
    assert bind("VALUES ?x { $p }", {"p": two}) == 'VALUES ?x { "a" "b" }'
    with pytest.raises(ValueError, match="exactly one"):
        bind("FILTER(?x = $p)", {"p": two})


def test_one_value_is_one_value() -> None:
    with pytest.raises(InvalidValue, match="one value"):
        terms(parameter("string"), ["a", "b"])
    assert len(terms(parameter("string", many=True), ["a", "b", "a"])) == 2


def test_a_missing_needed_value_names_an_example() -> None:
    with pytest.raises(InvalidValue, match="for example actor:nvidia"):
        terms(parameter("entity", required=True, example="actor:nvidia"), None)
