"""Names: from what a person writes (an IRI, `kind:slug`, a slug, a label) to the entity that is meant."""

from collections.abc import Iterable
from difflib import get_close_matches

import pyoxigraph as ox

from ontology import iris
from ontology.namespaces import KINDS, PREFIXES
from service.canned.parameters import InvalidValue, Resolve, entity
from service.entities import kind_of
from service.errors import NotFound
from service.evidence import Reader
from service.search import index_of

__all__ = ["by_label", "near", "near_entities", "resolver"]

_CLASSES = ("Entity", "Document")
_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel")


def near(name: str, known: Iterable[str]) -> str:
    """Return a sentence that names what may have been meant, beginning with a space, or nothing."""
    found = get_close_matches(name.lower(), list(known), n=3)
    return f" Did you mean {' or '.join(found)}?" if found else ""


def near_entities(reader: Reader, name: str, kinds: Iterable[str] = ()) -> str:
    """Return a sentence that names the entities most like a name, beginning with a space, or nothing."""
    wanted = name.rpartition("/")[2].rpartition(":")[2]
    try:
        index = index_of(reader.release)
    except NotFound:
        return ""
    found = index.similar(wanted, kinds=kinds) or index.similar(wanted)
    return f" Did you mean {' or '.join(hit.id for hit in found)}?" if found else ""


def resolver(reader: Reader) -> Resolve:
    """Return a function that finds the entity meant, in one release.

    It raises InvalidValue with near matches where the release has no such entity, or several of that name.
    """

    def resolve(value: str, kinds: tuple[str, ...]) -> str:
        named = by_label(reader, value, kinds)
        if len(named) == 1:
            return named[0]
        if named:
            raise InvalidValue(f"{value[:80]!r} may mean {' or '.join(iris.compact(iri) for iri in named)}; say which")
        try:
            iri = entity(value, kinds)
        except InvalidValue as error:
            raise InvalidValue(f"{error}.{near_entities(reader, value, kinds)}") from error
        if not any(reader.has_type(iri, cls) for cls in _CLASSES):
            raise InvalidValue(f"This release has no {iris.compact(iri)}.{near_entities(reader, value, kinds)}")
        return iri

    return resolve


def by_label(reader: Reader, label: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the entities of these kinds (none: any) that are called exactly so, in either language."""
    found = {
        subject
        for language in ("zh", "en")
        for predicate in _LABELS
        for subject in reader.subjects(predicate, ox.Literal(label, language=language))
        if kind_of(subject) in (kinds or KINDS) and any(reader.has_type(subject, cls) for cls in _CLASSES)
    }
    return sorted(found)
