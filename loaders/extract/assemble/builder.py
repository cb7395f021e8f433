"""The builder: turns annotations into entities, and bodies into utterances with their quotes and inferences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import takewhile

import pyoxigraph as ox

from loaders.claims.model import Body, Claim, Inference, Qualifiers, RelationClaim, Span, Text, Utterance
from loaders.extract.annotate.titles import bare_title
from loaders.extract.annotations import Annotation
from loaders.extract.confidence import confidence
from loaders.extract.gazetteer import CANDIDATE, candidate
from loaders.extract.reading import Reading
from loaders.extract.statements import Measure, Target, find_acts, find_targets
from loaders.text.authority import Authority, Entity
from loaders.text.mentions import names
from loaders.text.passages import Passage, covering
from ontology.namespaces import PG, PREFIXES
from ontology.terms import Status

__all__ = ["Assembly", "Builder"]

_POLICY_WORD = re.compile(
    r"战略|计划|规划|方案|法案|法$|法[(]|草案|纲要|倡议|宣言|协定|公约|办法|条例|意见|措施|通知|指南|指引|行政令|路线图|"
    r"白皮书|蓝图|框架|规定|决定|行动|规范|准则|原则|标准|细则|目录|清单|声明|备忘录|议程|政策|要点|公告|征求意见稿|决议|"
    r"契约|规则|守则|命令|指令|\b(?:Act|Strategy|Plan|Framework|Programme|Program|Initiative|Bill|Order|Roadmap|"
    r"White Paper|Guidelines|Regulation|Directive|Blueprint|Agenda|Principles|Declaration|Convention|Law|Measures|"
    r"Code of Practice)\b"
)
_NO_POLICY = re.compile(r"(?:日报|晚报|早报|时报|新闻|周刊|杂志|报告|指数|论文|研究|综述|评论)$")

_OWN: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("全国",): ("Country",),
    ("全省", "我省", "本省"): ("Province",),
    ("全市", "我市", "本市"): ("City",),
}
_HAVING = (PG + "hasMeasure", PG + "recommendsMeasure", PG + "hasTarget")
_OPENING = 24
_FIRST_LINES = 200
_NAMED = ("organisation", "group", "technology", "topic", "dataset", "facility")
_LONGEST_PLACE = 4
_PARTIES = ("Company", "Alliance", "ResearchOrganization", "MediaOutlet")
_FIRST_PLACE = re.compile(r"([一-鿿]{2,3}?(?:省|自治区|市))(?=人民政府|人民代表大会|经济|工业|科学|发展|数据)")


@dataclass(frozen=True)
class Assembly:
    """Claims, the candidates they speak of, and the forms by which this text names known entities."""

    utterances: tuple[Utterance, ...]
    candidates: tuple[Entity, ...]
    forms: Mapping[str, tuple[str, ...]]


@dataclass
class Builder:
    """Collects the claims of one reading."""

    reading: Reading
    text: str
    language: str
    authority: Authority = field(default_factory=lambda: Authority({}))
    _utterances: dict[tuple[str, Span], Utterance] = field(default_factory=dict)
    _candidates: dict[str, Entity] = field(default_factory=dict)
    _forms: dict[str, set[str]] = field(default_factory=dict)
    _shorts: dict[str, tuple[int, str]] = field(default_factory=dict)
    _own: dict[str, Span] = field(default_factory=dict)
    _introduced: dict[str, Status] = field(default_factory=dict)

    def assembly(self) -> Assembly:
        """Return everything collected so far, in reading order."""
        found = sorted(self._utterances.items(), key=lambda item: (item[0][1].start, item[0][1].end, item[0][0]))
        ordered = [utterance for _, utterance in found]
        forms = {iri: tuple(sorted(words)) for iri, words in sorted(self._forms.items())}
        return Assembly(tuple(ordered), tuple(self._candidates.values()), forms)

    def named(self, cls: str) -> Mapping[str, str]:
        """Return the surface forms of the authority's entities of a class (local name in `pg:`), each with its IRI.

        A form that two of them share is left out.
        """
        return _forms_of(self.authority, cls)

    def base(self, iri: str) -> str | None:
        """Return where a party is based by the authority's editorial facts, or None."""
        return _based_in(self.authority).get(iri)

    def introduced(self, iri: str) -> Status | None:
        """Return the status of the claim that first says that a measure or target is had by somebody, or None."""
        return self._introduced.get(iri)

    def typed(self, iri: str, *classes: str) -> bool:
        """Return whether an entity is of one of these classes (local names in `pg:`)."""
        entity = self._candidates.get(iri) or self.authority.entities.get(iri)
        return entity is not None and not entity.types.isdisjoint(PG + cls for cls in classes)

    def names(self, iri: str, quote: Span) -> bool:
        """Return whether the words of a quote name an entity, as the gate will ask."""
        entity = self._candidates.get(iri) or self.authority.entities.get(iri)
        forms = (*entity.forms, *self._forms.get(iri, ())) if entity else ()
        words = self.text[quote.start : quote.end]
        return any(names(form, words) for form in forms)

    def known(self, words: str) -> str | None:
        """Return the one thing whose own name these words are: a named entity or a concept; None where none is.

        What some text calls a thing for short (标准联盟) may be another thing elsewhere.
        """
        found = self.reading.gazetteer.entity(words)
        iri = self.named("Concept").get(words) if found is None else found.iri
        entity = found or (self.authority.entities.get(iri) if iri else None)
        if entity is None or words not in (entity.labels.zh, entity.labels.en):
            return None
        return self.add(entity) if entity.iri.startswith(CANDIDATE) else entity.iri

    def named_at(self, span: Span, cls: str) -> str:
        """Return what the words of a span name: what is annotated there, a known thing, else one of this text alone."""
        here = self.reading.annotated.between(span.start, span.end, *_NAMED)
        if here and (here[0].start, here[0].end) == (span.start, span.end) and (named := self.entity(here[0])):
            return named
        label, words = self.reading.view[span.start : span.end], self.text[span.start : span.end]
        known = self.known(label)
        if known is None:
            known = self.add(candidate(label, cls, forms=(words,), scope=self.reading.document))
        self.name(known, words)
        return known

    def metric(self, label: str) -> str:
        """Return the metric that these words name: the authority's, else a candidate labelled with them."""
        known = self.named("Metric").get(label)
        return known or self.add(candidate(label, "Metric"))

    def own_place(self, words: str, at: int) -> str | None:
        """Return the place that 全国, 全省 or 本市 means in this text: the one that its first lines name; else None."""
        classes = next((classes for end, classes in _OWN.items() if words in end), None)
        here = takewhile(lambda a: a.start < min(at, _FIRST_LINES), self.reading.annotated.of("place"))
        named = [(a, iri) for a in here if (iri := self.entity(a)) and classes and self.typed(iri, *classes)]
        if not named:
            return self._titled_place(classes)
        self._own.setdefault(named[0][1], Span(named[0][0].start, named[0][0].end))
        return named[0][1]

    def _titled_place(self, classes: tuple[str, ...] | None) -> str | None:
        """Return the province or city that the first line of a text begins with and no list knows."""
        found = _FIRST_PLACE.match(self.reading.view)
        if found is None or classes != (("Province",) if found[1].endswith(("省", "自治区")) else ("City",)):
            return None
        place = self.add(candidate(found[1], classes[0]))
        self._own.setdefault(place, Span(*found.span(1)))
        return place

    def inferred_place(self, iri: str) -> Span | None:
        """Return the words from which it was inferred that 全国, 全省 or 本市 means this place, or None."""
        return self._own.get(iri)

    @cached_property
    def own_policy(self) -> tuple[str, Span] | None:
        """Return the policy that this text gives in full, and its heading: a line that is a title named in 《》."""
        titles = {a.value("name"): a for a in reversed(self.reading.annotated.of("title"))}
        for paragraph in self.reading.passages.paragraphs[:_OPENING]:
            line = self.reading.view[paragraph.start : paragraph.end]
            bare = line.strip("# *")
            if bare in titles and (policy := self.policy(titles[bare])) is not None:
                start = paragraph.start + line.index(bare)
                self.name(policy, self.text[start : start + len(bare)])
                return policy, Span(start, start + len(bare))
        return None

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Return the targets that the reading sets."""
        return find_targets(self.reading)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Return the measures that the reading takes or asks for."""
        return tuple(act for act in self.acts if not act.exhorts)

    @cached_property
    def acts(self) -> tuple[Measure, ...]:
        """Return the measures, and what else the reading says is to be done without anything concrete."""
        return find_acts(self.reading, self.targets)

    @cached_property
    def _full_names(self) -> Mapping[str, str]:
        """Return what this text calls bodies for short, each with the full name that it gives them."""
        named = [(a, full) for a in self.reading.annotated.of("organisation") if (full := a.value("name"))]
        return {self.reading.view[a.start : a.end]: full for a, full in named}

    def add(self, entity: Entity) -> str:
        """Take in a candidate; returns its IRI."""
        self._candidates.setdefault(entity.iri, entity)
        return entity.iri

    def name(self, iri: str, words: str) -> None:
        """Note that this text names an entity by these words."""
        self._forms.setdefault(iri, set()).add(words)

    def entity(self, annotation: Annotation) -> str | None:
        """Return the entity that a name stands for: known, listed, or a new candidate; None where none fits.

        What a text calls a body for short is that body; a known name behind a place (欧洲AI4EU联盟) is what it names.
        """
        words = self.text[annotation.start : annotation.end]
        known = annotation.value("entity")
        if known is None:
            cls = annotation.value("class")
            if cls is None:
                return None
            place, label = annotation.fields.get("place"), self.reading.view[annotation.start : annotation.end]
            label = self._full_names.get(label, label)
            forms = () if place is None else (words,)
            known = self._behind_place(label) or self.add(candidate(label, cls, forms=forms))
        elif known.startswith(CANDIDATE):
            self.add(self.reading.gazetteer[known])
        self.name(known, words)
        return known

    def _behind_place(self, label: str) -> str | None:
        """Return the known party that a label names behind a place of up to four letters, or None."""
        for size in range(2, min(len(label) - 2, _LONGEST_PLACE + 1)):
            place, party = self.reading.gazetteer.entity(label[:size]), self.reading.gazetteer.entity(label[size:])
            if place and party and self.typed(place.iri, "Place", "Country", "Bloc", "Province", "City"):
                return party.iri if self.typed(party.iri, *_PARTIES) else None
        return None

    def policy(self, title: Annotation) -> str | None:
        """Return the policy that a title names, by authority, short name or as a candidate; None for no policy."""
        name = title.value("name") or ""
        short = self._shorts.get(name)
        if short is not None and short[0] < title.start:
            iri = short[1]
        else:
            found = self.reading.gazetteer.entity(name) or self.reading.gazetteer.entity(
                name.removesuffix("(征求意见稿)")
            )
            if found is not None and any(t in found.types for t in (PG + "Policy", PG + "PolicyVersion")):
                iri = found.iri
            elif _NO_POLICY.search(name) or not _POLICY_WORD.search(name) or len(name) < 4:
                return None
            else:
                iri = self.add(candidate(name, "Policy"))
        words = self.text[title.start : title.end]
        self.name(iri, words)
        self.name(iri, bare_title(words))
        if defined := title.value("short"):
            self._shorts[defined] = (title.start, iri)
        return iri

    def policy_near(self, sentence: Passage, at: int) -> tuple[str, Span, bool] | None:
        """Return the policy that a sentence speaks of at a position, where it is named, and whether in the sentence.

        That is the one named last before it there, else the first after it, else the only one of its paragraph before.
        """
        here = [(a, iri) for a in self.reading.within(sentence, "title") if (iri := self.policy(a))]
        if here:
            before = [pair for pair in here if pair[0].end <= at]
            title, policy = before[-1] if before else here[0]
            return policy, Span(title.start, title.end), True
        paragraph = covering(self.reading.passages.paragraphs, sentence.start, sentence.end)
        if paragraph is None:
            return None
        earlier = self.reading.within(Passage(paragraph.start, sentence.start), "title")
        named = [(a, iri) for a in earlier if (iri := self.policy(a))]
        if len({iri for _, iri in named}) != 1:
            return None
        title, policy = named[-1]
        return policy, Span(title.start, title.end), False

    def utter(
        self, body: Body, quote: Passage | Span, rule: str, *, qualifiers: Qualifiers | None = None,
        inferences: Iterable[Inference] = (), lead: Iterable[Span] = (), time_as_stated: str | None = None,
        stated_source: str | None = None,
    ) -> None:  # fmt: skip
        """Take in one utterance of a claim; the same claim on the same quote counts once."""
        claim = Claim(body, qualifiers or Qualifiers())
        spans = (Span(quote.start, quote.end), *lead)
        utterance = Utterance(
            claim=claim,
            document=self.reading.document,
            spans=spans,
            inferences=tuple(inferences),
            stated_source=stated_source,
            time_as_stated=time_as_stated,
            method=rule,
            origin=(self.reading.document, 0),
            confidence=confidence(rule),
        )
        self._utterances.setdefault((claim.digest, spans[0]), utterance)
        if isinstance(body, RelationClaim) and body.predicate in _HAVING and isinstance(body.object, str):
            self._introduced.setdefault(body.object, claim.qualifiers.status)

    def words(self, start: int, end: int) -> Text:
        """Return the exact words of a span as a claim's object."""
        return Text(self.text[start:end], self.language)


@lru_cache(maxsize=64)
def _forms_of(authority: Authority, cls: str) -> Mapping[str, str]:
    owners: dict[str, set[str]] = {}
    for entity in authority.entities.values():
        if PG + cls in entity.types:
            for form in entity.forms:
                owners.setdefault(form, set()).add(entity.iri)
    return {form: next(iter(iris)) for form, iris in sorted(owners.items()) if len(iris) == 1}


@lru_cache(maxsize=2)
def _based_in(authority: Authority) -> Mapping[str, str]:
    facts: dict[str, dict[str, str]] = {}
    for quad in authority.quads:
        if quad.predicate.value.startswith(PREFIXES["rdf"]) and isinstance(quad.object, ox.NamedNode):
            facts.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    rdf = PREFIXES["rdf"]
    based = [fact for fact in facts.values() if fact.get(rdf + "predicate") == PG + "basedIn"]
    return {fact[rdf + "subject"]: fact[rdf + "object"] for fact in based}
