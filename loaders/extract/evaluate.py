"""Evaluation: what extraction finds in annotated texts, against the annotations, by kind.

Titles, organisations, technologies and quantities count when their span is exact, dates when the span is exact and the
normalised value equal, targets and measures when half of the words are shared; an issuer counts with its title. Value
with unit, and comparator, are measured on the quantities whose span is right.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from loaders.claims.values import COMPARATOR_WORDS
from loaders.extract.annotations import Annotation
from loaders.extract.assemble.policies import find_issues
from loaders.extract.gold import Gold, GoldSpan
from loaders.extract.reading import Reading
from loaders.extract.statements import find_measures, find_targets
from ontology.terms import Comparator

__all__ = ["KINDS", "Score", "added", "evaluate", "total"]

KINDS = ("title", "issuer", "date", "quantity", "value+unit", "comparator", "organisation", "technology", "target",
         "measure")  # fmt: skip
_UNIT_WORDS = {
    "%": "percent", "percentage point": "percentage-point", "元": "cny", "人民币": "cny", "美元": "usd", "欧元": "eur",
    "年": "year", "个月": "month", "天": "day", "日": "day",
}  # fmt: skip
_HALF = 0.5


@dataclass(frozen=True)
class Score:
    """How many findings of a kind were right, how many there were, and how many there are in the gold.

    `wrong` and `missed` name the differences, each with its place.
    """

    right: int
    found: int
    gold: int
    wrong: tuple[str, ...] = field(default=(), repr=False)
    missed: tuple[str, ...] = field(default=(), repr=False)

    @property
    def precision(self) -> float | None:
        """Return the share of findings that are right, or None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return the share of the gold that was found, or None where there is none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall, or None where either is not defined."""
        p, r = self.precision, self.recall
        if p is None or r is None:
            return None
        return 2 * p * r / (p + r) if p + r else 0.0


def evaluate(reading: Reading, gold: Gold) -> Mapping[str, Score]:
    """Return the score of every kind for one annotated text."""
    text = gold.text
    quantities = reading.annotated.of("quantity")
    matched = _matched_quantities(quantities, gold.of("quantity"))
    return {
        "title": _spans(text, _places(reading.annotated.of("title")), gold.of("title")),
        "issuer": _issuers(reading, gold),
        "date": _dates(reading, gold),
        "quantity": _spans(text, _places(quantities), gold.of("quantity")),
        "value+unit": _agreement(text, matched, _same_value),
        "comparator": _agreement(text, matched, _same_comparator),
        "organisation": _spans(text, _places(reading.annotated.of("organisation")), gold.of("organisation")),
        "technology": _spans(text, _places(reading.annotated.of("technology")), gold.of("technology")),
        "target": _overlaps(text, [(t.start, t.end) for t in find_targets(reading)], gold.of("target")),
        "measure": _overlaps(text, [(m.start, m.end) for m in find_measures(reading)], gold.of("measure")),
    }


def total(scores: Iterable[Mapping[str, Score]]) -> Mapping[str, Score]:
    """Return the scores of several texts added up."""
    every = list(scores)
    return {kind: added(score[kind] for score in every) for kind in KINDS}


def added(scores: Iterable[Score]) -> Score:
    """Return several scores of one kind added up."""
    every = list(scores)
    return Score(
        sum(score.right for score in every),
        sum(score.found for score in every),
        sum(score.gold for score in every),
        tuple(wrong for score in every for wrong in score.wrong),
        tuple(missed for score in every for missed in score.missed),
    )


_Place = tuple[int, int]


def _places(annotations: Iterable[Annotation]) -> list[_Place]:
    return [(a.start, a.end) for a in annotations]


def _spans(text: str, found: Sequence[_Place], gold: Sequence[GoldSpan]) -> Score:
    wanted = {_bare(text, g.start, g.end) for g in gold}
    given = {_bare(text, start, end) for start, end in found}
    return _score(text, given, wanted)


def _score(text: str, given: set[_Place], wanted: set[_Place]) -> Score:
    return Score(
        len(given & wanted),
        len(given),
        len(wanted),
        tuple(_shown(text, place) for place in sorted(given - wanted)),
        tuple(_shown(text, place) for place in sorted(wanted - given)),
    )


def _bare(text: str, start: int, end: int) -> _Place:
    """Return a span without title marks and blanks, which may be annotated or not."""
    while start < end and (text[start] in "《〈“" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in "》〉”" or text[end - 1].isspace()):
        end -= 1
    return start, end


def _shown(text: str, place: _Place) -> str:
    return f"{place[0]}: {text[place[0] : place[1]]}"


def _issuers(reading: Reading, gold: Gold) -> Score:
    text = gold.text
    wanted = {_bare(text, g.start, g.end): g.issuer for g in gold.of("title") if g.issuer}
    found: dict[_Place, tuple[str, ...]] = {}
    for issue in find_issues(reading):
        if issue.issuers:
            place = _bare(text, issue.title.start, issue.title.end)
            joint = text[issue.issuers[0].start : issue.issuers[-1].end]
            found[place] = (*(text[a.start : a.end] for a in issue.issuers), joint)
    right = {place for place, names in found.items() if wanted.get(place) in names}
    return Score(
        len(right),
        len(found),
        len(wanted),
        tuple(f"{_shown(text, p)} ← {found[p][-1]}" for p in sorted(set(found) - right)),
        tuple(f"{_shown(text, p)} ← {wanted[p]}" for p in sorted(set(wanted) - right)),
    )


def _dates(reading: Reading, gold: Gold) -> Score:
    wanted = {(g.start, g.end): g.value for g in gold.of("date")}
    found: dict[_Place, str | None] = {}
    for annotation in reading.annotated.of("date"):
        resolved = reading.date(annotation)
        found[annotation.start, annotation.end] = resolved.notation if resolved else None
    right = {place for place, value in found.items() if place in wanted and wanted[place] in (None, value)}
    return Score(
        len(right),
        len(found),
        len(wanted),
        tuple(f"{_shown(gold.text, p)} = {found[p]}" for p in sorted(set(found) - right)),
        tuple(f"{_shown(gold.text, p)} = {wanted[p]}" for p in sorted(set(wanted) - right)),
    )


_Pair = tuple[Annotation, GoldSpan]


def _matched_quantities(found: Sequence[Annotation], gold: Sequence[GoldSpan]) -> list[_Pair]:
    by_place = {(g.start, g.end): g for g in gold}
    return [(a, by_place[a.start, a.end]) for a in found if (a.start, a.end) in by_place]


def _agreement(text: str, pairs: Sequence[_Pair], same: Callable[[Annotation, GoldSpan], bool]) -> Score:
    right = [pair for pair in pairs if same(*pair)]
    wrong = tuple(
        f"{_shown(text, (a.start, a.end))} read as {a.value('value')} {a.value('unit')} {a.value('comparator')}"
        for a, g in pairs
        if not same(a, g)
    )
    return Score(len(right), len(pairs), len(pairs), wrong, wrong)


def _same_value(annotation: Annotation, gold: GoldSpan) -> bool:
    try:
        wanted = Decimal(gold.value) if gold.value is not None else None
    except InvalidOperation:
        return False
    value, high, unit = (annotation.value(name) for name in ("value", "max", "unit"))
    given = Decimal(value) if value is not None else None
    top = Decimal(high) if high is not None else None
    return (given, top, _unit(unit)) == (wanted, gold.value_max, _unit(gold.unit))


def _unit(words: str | None) -> str | None:
    return None if words is None else _UNIT_WORDS.get(words.strip(), words.strip())


def _same_comparator(annotation: Annotation, gold: GoldSpan) -> bool:
    wanted = COMPARATOR_WORDS[gold.comparator] if gold.comparator else Comparator.EXACTLY
    return annotation.value("comparator") == wanted.value


def _overlaps(text: str, found: Sequence[_Place], gold: Sequence[GoldSpan]) -> Score:
    wanted = [(g.start, g.end) for g in gold]
    free, right = list(wanted), []
    for place in found:
        best = max(free, key=lambda other: _shared(place, other), default=None)
        if best is not None and _shared(place, best) >= _HALF:
            free.remove(best)
            right.append(place)
    wrong = tuple(_shown(text, place) for place in found if place not in right)
    return Score(len(right), len(found), len(wanted), wrong, tuple(_shown(text, place) for place in free))


def _shared(a: _Place, b: _Place) -> float:
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, inside) / (max(a[1], b[1]) - min(a[0], b[0]))
