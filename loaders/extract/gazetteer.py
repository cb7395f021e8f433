"""The gazetteer: the authority's named entities and the shipped lists, in one index of surface forms.

A shipped entry that the authority does not know is a candidate (MODEL §3): `…/id/candidate/{hash}`, outside the default
graph until a review promotes it. Where a form is both, the authority's entity counts.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from operator import add
from pathlib import Path
from typing import Final

from loaders.extract.rules import read_yaml
from loaders.text.authority import Authority, Entity
from loaders.text.view import view
from ontology.namespaces import ID, PG
from ontology.schema import Labels

__all__ = [
    "CANDIDATE", "GAZETTEER", "Gazetteer", "Hit", "candidate", "candidate_iri", "read_gazetteer", "shipped_entities",
]  # fmt: skip

GAZETTEER: Final = Path(__file__).with_name("gazetteer")

CANDIDATE: Final = f"{ID}candidate/"
"""Where candidates' IRIs begin."""

_NAMED: Final = tuple(f"{ID}{kind}/" for kind in ("actor", "place", "technology", "policy", "dataset", "facility",
                                                  "event", "candidate"))  # fmt: skip
_LOWER: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_SHORT: Final = 3
_HEAD: Final = 3
"""By how many characters the forms are told apart first; shorter ones by all they have."""
_PROPER: Final = frozenset(PG + name for name in (
    "GovernmentBody", "Company", "Alliance", "ResearchOrganization", "MediaOutlet", "Person", "Place", "Country",
    "Province", "City", "District", "Bloc",
))  # fmt: skip
"""Classes whose names are written with a capital in English."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A surface form at `[start, end)` that stands for one known entity."""

    start: int
    end: int
    entity: Entity


def candidate(label: str, cls: str, *, en: str | None = None, forms: Iterable[str] = (), scope: str = "") -> Entity:
    """Return the candidate of a label and a class (local name in `pg:`); `scope` keeps equal words of texts apart."""
    return Entity(
        iri=candidate_iri(label, cls, scope=scope),
        types=frozenset({PG + cls}),
        labels=Labels(label, en or label),
        forms=frozenset({label, *forms}),
    )


def candidate_iri(label: str, cls: str, *, scope: str = "") -> str:
    """Return the IRI of a candidate: it hashes class, label and scope, so that a name found twice is one candidate."""
    digest = hashlib.sha256("\n".join((cls, label, scope)).encode()).hexdigest()[:16]
    return f"{CANDIDATE}{digest}"


@lru_cache(maxsize=1 << 16)
def _key(form: str) -> str:
    """Return a form as the index has it: normalised as texts are, Latin letters lower-cased."""
    return view(form).translate(_LOWER)


class Gazetteer:
    """Finds the surface forms of entities in a view: longest match, whole words in Latin script, never guessing.

    A negative form of one entity may be the name of another, which is found then.
    """

    def __init__(self, entities: Sequence[Entity], fallback: Sequence[Entity] = ()) -> None:
        self._entities = {entity.iri: entity for entity in (*fallback, *entities)}
        self._owners: dict[str, Entity | None] = {}
        self._add(entities)
        known = dict(self._owners)
        self._owners = {}
        self._add(_lent(entity, known) for entity in fallback)
        other = {_key(form) for entity in entities for form in entity.negative_forms if self._owners.get(_key(form))}
        self._owners.update({key: owner for key, owner in known.items() if key not in other})
        self._pairs = frozenset(form[:2] for form in self._owners)
        lengths: dict[str, set[int]] = {}
        for form in self._owners:
            lengths.setdefault(form[:_HEAD], set()).add(len(form))
        self._lengths = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}

    def __getitem__(self, iri: str) -> Entity:
        return self._entities[iri]

    def _add(self, entities: Iterable[Entity]) -> None:
        entities = tuple(entities)
        for entity in entities:
            for form in entity.forms:
                key = _key(form)
                other = self._owners.get(key, entity)
                self._owners[key] = entity if other is not None and other.iri == entity.iri else None
        for entity in entities:
            for form in entity.negative_forms:
                self._owners[_key(form)] = None

    def find(self, words: str) -> Iterator[Hit]:
        """Yield the hits of a normalised view in reading order, never overlapping."""
        folded = words.translate(_LOWER)
        last = 0
        for at in self._heads(folded):
            end = self._longest(words, folded, at) if at >= last else None
            if end is not None:
                last = end
                owner = self._owners[folded[at:end]]
                if owner is not None:
                    yield Hit(at, end, owner)

    def _heads(self, folded: str) -> Sequence[int]:
        """Return the places where the first characters of some form stand: at most places of a text none do."""
        pairs, heads = self._pairs, self._lengths
        places = [at for at, pair in enumerate(map(add, folded, chain(folded[1:], ("",)))) if pair in pairs]
        return [at for at in places if folded[at : at + _HEAD] in heads or folded[at : at + 2] in heads]

    def entity(self, form: str) -> Entity | None:
        """Return the one entity that a surface form stands for, or None."""
        return self._owners.get(_key(form))

    def _longest(self, words: str, folded: str, at: int) -> int | None:
        if at and _joins(words[at], words[at - 1]):
            return None
        longer, pair = self._lengths.get(folded[at : at + _HEAD], ()), self._lengths.get(folded[at : at + 2], ())
        for length in (*longer, *pair):
            end = at + length
            key = folded[at:end]
            if (
                key in self._owners
                and end <= len(words)
                and not _joins(words[end - 1], words[end : end + 1])
                and _cased(words[at:end], self._owners[key])
            ):
                return end
        return None


def _lent(entity: Entity, known: Mapping[str, Entity | None]) -> Entity:
    """Return a shipped entity, or the authority's own where they share a form, with the shipped forms besides."""
    owners = {owner.iri: owner for form in entity.forms if (owner := known.get(_key(form)))}
    if len(owners) != 1:
        return entity
    (owner,) = owners.values()
    return replace(owner, forms=entity.forms, negative_forms=entity.negative_forms)


def _cased(form: str, owner: Entity | None) -> bool:
    """Say whether a Latin form is written as a name: `who`, `it` and `meta` are none, but technologies may be small."""
    if not form.isascii() or not form.islower():
        return True
    return len(form) > _SHORT and (owner is None or owner.types.isdisjoint(_PROPER) or form in owner.forms)


def _joins(inside: str, outside: str) -> bool:
    """Say whether two characters that stand side by side belong to one Latin word."""
    return inside.isascii() and inside.isalnum() and outside.isascii() and outside.isalnum()


@lru_cache(maxsize=2)
def read_gazetteer(authority: Authority) -> Gazetteer:
    """Return the index of an authority and the shipped lists, the same for every document read with that authority."""
    named = [entity for entity in authority.entities.values() if entity.iri.startswith(_NAMED)]
    return Gazetteer(named, shipped_entities())


@cache
def shipped_entities(folder: Path = GAZETTEER) -> tuple[Entity, ...]:
    """Return every entry of the shipped lists as a candidate."""
    entities: dict[str, Entity] = {}
    for path in sorted(folder.glob("*.yaml")):
        for cls, entries in read_yaml(path).items():
            for entry in _entries(entries):
                forms, negative = (entry["en"], *entry.get("also", ())), entry.get("not", ())
                entity = candidate(entry["name"], entry.get("kind", cls), en=entry["en"], forms=forms)
                entities[entity.iri] = Entity(
                    entity.iri, entity.types, entity.labels, entity.forms, frozenset(negative)
                )
    return tuple(entities.values())


def _entries(entries: dict[str, str] | list[dict[str, str]]) -> Iterator[dict[str, str]]:
    if isinstance(entries, dict):
        yield from ({"name": name, "en": en} for name, en in entries.items())
    else:
        yield from entries
