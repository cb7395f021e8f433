"""Technologies of the open class: kinds and products by rules, products by the column of a table they stand in."""

import re
from collections.abc import Iterator

from loaders.extract.annotate.tables import cells_below
from loaders.extract.annotations import Annotation, Field
from loaders.extract.gazetteer import candidate_iri
from loaders.extract.rules import Match, Rule, rules_of

__all__ = ["find_technologies", "is_generic"]

_LEAST, _MOST = 1, 24
_LATIN = re.compile(r"[A-Za-z0-9][ -~–’‘“”]{3,}")
_HAN = re.compile(r"[一-鿿]")
_COLUMN = "technology-column"
_LATIN_HEADS = re.compile(r"(?:芯片|处理器|加速卡|加速器|显卡|算力卡)|\s*(?:chips?|GPUs?|accelerators?|processors?)\b")
_FRAMEWORK_HEADS = re.compile(
    r"(?:深度学习|开源|人工智能|AI)*(?:开发|训练|算法|学习)?框架|\s*(?:deep.learning )?framework\b"
)


def find_technologies(document: str, masked: str) -> Iterator[Annotation]:
    """Yield what the rules of the open class find in a view whose titles are blanked out; spans may overlap."""
    for rule, match in _matches(masked):
        if not is_generic(masked[match.start : match.end]):
            cls = _class(masked, match.end, rule.values.get("class", "TechnologyField"))
            yield _annotation(document, masked, (match.start, match.end), cls, rule.id)
    for start, end in _products_of_tables(masked):
        yield _annotation(document, masked, (start, end), "AISystem", _COLUMN)


def _matches(masked: str) -> Iterator[tuple[Rule, Match]]:
    """Yield what each rule matches; English rules read Latin stretches only, Chinese ones only texts with Chinese."""
    stretches = [stretch.span() for stretch in _LATIN.finditer(masked)]
    for rule in rules_of("technology"):
        yield from ((rule, match) for match in rule.matches(masked))
    for rule in rules_of("technology-english"):
        for start, end in stretches:
            yield from ((rule, match) for match in rule.matches(masked, start, end))
    if _HAN.search(masked):
        for rule in rules_of("technology-chinese"):
            yield from ((rule, match) for match in rule.matches(masked))


def is_generic(words: str) -> bool:
    """Say whether words name the subject as a whole (人工智能, 算法, AI systems), so that they tell nothing apart."""
    return any(rule.pattern.fullmatch(words) for rule in rules_of("technology-generic"))


def _annotation(document: str, masked: str, place: tuple[int, int], cls: str, rule: str) -> Annotation:
    iri = candidate_iri(masked[slice(*place)].strip("“”"), cls)
    fields = {"class": Field(cls, *place), "candidate": Field(iri, *place)}
    return Annotation(document, *place, "technology", rule, 1, fields)


def _class(masked: str, end: int, cls: str) -> str:
    """Return the class of a product by the word for its kind that follows it."""
    if cls != "AISystem":
        return cls
    if _LATIN_HEADS.match(masked, end):
        return "AIChip"
    return "AIFramework" if _FRAMEWORK_HEADS.match(masked, end) else cls


def _products_of_tables(masked: str) -> Iterator[tuple[int, int]]:
    """Yield the cells that stand below a heading such as 主要产品 or “model” in the tables of a view."""
    (heading,) = rules_of("technology-column")
    for start, end in cells_below(masked, heading.pattern):
        if _LEAST < end - start <= _MOST and not is_generic(masked[start:end]):
            yield start, end
