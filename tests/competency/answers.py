"""Answers: the result of a query as items in the shape of the question files, and whether two answers are the same.

An item of a result holds, for each key that a question file may use, the value or the set of forms that are right for
it: an entity answers to its labels and aliases in both languages, a unit also to its notation.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from tests.competency.questions import Column, Question

__all__ = ["Item", "fits", "items", "plain", "same", "statements"]

Item = dict[str, Any]

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_NAMING = (_LABEL, ox.NamedNode(PREFIXES["skos"] + "altLabel"), ox.NamedNode(PREFIXES["skos"] + "notation"))
_XSD = PREFIXES["xsd"]
_EXPLAINED = re.compile(r"(?<=\S)(:.*|\s*\([^()]*\))$")
_YES_NO = {True: ({"是"}, {"yes"}), False: ({"否"}, {"no"})}


def items(question: Question, store: ox.Store) -> list[Item]:
    """Return the distinct items of the question's answer in a store's default graph, in the order of the rows."""
    result = store.query(question.query)
    if isinstance(result, ox.QueryBoolean):
        return [_yes_or_no(bool(result))]
    assert isinstance(result, ox.QuerySolutions), f"{question.key} is neither SELECT nor ASK"
    found: list[Item] = []
    names = [variable.value for variable in result.variables]
    for solution in result:
        row = {name: solution[name] for name in names if solution[name] is not None}
        for column in question.columns:
            item = _item(column, row, store)
            if item is not None and item not in found:
                found.append(item)
    return found


def statements(question: Question, store: ox.Store) -> set[str]:
    """Return the IRIs of the claims and editorial facts that the question's answer rests on."""
    result = store.query(question.query)
    if not isinstance(result, ox.QuerySolutions):
        return set()
    names = [variable.value for variable in result.variables if variable.value.startswith("claim")]
    terms = [solution[name] for solution in result for name in names]
    return {iri for term in terms if isinstance(term, ox.NamedNode | ox.Literal) for iri in term.value.split()}


def same(expected: Iterable[Mapping[str, Any]], actual: Iterable[Item]) -> bool:
    """Return whether each expected item stands for exactly one actual item, and none is left over."""
    left = list(actual)
    for item in expected:
        match = next((candidate for candidate in left if fits(item, candidate)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def fits(expected: Mapping[str, Any], actual: Item) -> bool:
    """Return whether an item of the question files says what an item of a result says, key by key."""
    keys = set(expected) - {"tolerance"}
    if keys != set(actual) and not isinstance(actual.get("value"), bool):
        return False
    for key in keys:
        wanted, got = expected[key], actual.get(key)
        if isinstance(wanted, dict):
            right = isinstance(got, dict) and fits(wanted, got)
        elif isinstance(got, set):
            right = plain(str(wanted)) in got
        elif isinstance(wanted, int | float) and not isinstance(wanted, bool) and isinstance(got, Decimal):
            right = abs(Decimal(str(wanted)) - got) <= Decimal(str(expected.get("tolerance", 0)))
        else:
            right = wanted == got and type(wanted) is type(got)
        if not right:
            return False
    return True


def plain(words: str) -> str:
    """Return words without title and quotation marks, in one width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", words).casefold() if c not in "《》“”\"'‘’").strip()


def _item(column: Column, row: Mapping[str, Any], store: ox.Store) -> Item | None:
    name = column.name
    item: Item
    if f"{name}_from" in row or f"{name}_to" in row:
        item = {"date": _notation(row.get(f"{name}_from"), row.get(f"{name}_to"))}
    elif f"{name}_unit" in row:
        item = _number(row.get(name), row[f"{name}_unit"], row[f"{name}_comparator"], store)
    elif name in row:
        item = _thing(name, row[name], store)
    else:
        return None
    for nested in column.nested:
        below = _item(Column(nested), row, store)
        if below is not None:
            item[nested] = below
    return item


def _number(value: ox.Literal | None, unit: ox.Literal | ox.NamedNode, sign: ox.Literal, store: ox.Store) -> Item:
    forms = _forms(unit, store, None) if isinstance(unit, ox.NamedNode) else {plain(unit.value)}
    return {
        "value": None if value is None else Decimal(value.value),
        "unit": forms | {form + "s" for form in forms},
        "comparator": sign.value,
    }


def _thing(name: str, term: ox.NamedNode | ox.Literal, store: ox.Store) -> Item:
    if isinstance(term, ox.NamedNode):
        return {"zh": _forms(term, store, "zh"), "en": _forms(term, store, "en")}
    if term.datatype.value == _XSD + "boolean":
        return _yes_or_no(term.value == "true")
    if term.datatype.value in (_XSD + "integer", _XSD + "decimal"):
        return {"value": Decimal(term.value), "unit": {plain(name)}, "comparator": "="}
    return {term.language or "zh": {plain(term.value)}}


def _yes_or_no(value: bool) -> Item:
    zh, en = _YES_NO[value]
    return {"value": value, "zh": set(zh), "en": set(en)}


def _forms(entity: ox.NamedNode, store: ox.Store, language: str | None) -> set[str]:
    """Return an entity's labels and aliases, and the head of one that explains itself: “Recommendation 2.2: …”, “建议(二)2(…)”."""
    found: set[str] = set()
    for predicate in _NAMING:
        for quad in store.quads_for_pattern(entity, predicate, None, ox.DefaultGraph()):
            term = quad.object
            if isinstance(term, ox.Literal) and (language is None or term.language in (language, None)):
                whole = plain(term.value)
                found |= {whole, _EXPLAINED.sub("", whole)}
    return found


def _notation(first: ox.Literal | None, last: ox.Literal | None) -> str:
    """Return an interval as the question files write it: a year, a month or a day where it is one."""
    if first is None or last is None:
        return f"{'..' if first is None else first.value}/{'..' if last is None else last.value}"
    start, end = date.fromisoformat(first.value), date.fromisoformat(last.value)
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start.year}-{start.month:02}"
    return f"{start.isoformat()}/{end.isoformat()}"
