"""Mentions of known entities: longest match, whole Latin words, no guessing."""

import pytest

from loaders.text.authority import Entity
from loaders.text.mentions import find_mentions, names
from ontology.namespaces import ID
from ontology.schema import Labels


def _entity(iri: str, *forms: str, negative: tuple[str, ...] = ()) -> Entity:
    return Entity(ID + iri, frozenset(), Labels(forms[0], forms[0]), frozenset(forms), frozenset(negative))


def _found(text: str, *entities: Entity) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity.removeprefix(ID)) for m in find_mentions(text, entities)]


def test_the_longest_form_wins() -> None:
    eu, commission = _entity("place/eu", "欧盟"), _entity("actor/commission", "欧盟委员会")
    assert _found("欧盟委员会和欧盟", eu, commission) == [("欧盟委员会", "actor/commission"), ("欧盟", "place/eu")]


def test_a_negative_form_takes_its_span_and_yields_nothing() -> None:
    europe = _entity("place/europe", "欧洲", negative=("欧洲理事会",))
    assert _found("欧洲理事会在欧洲", europe) == [("欧洲", "place/europe")]


def test_latin_forms_match_whole_words_in_any_case() -> None:
    meta = _entity("actor/meta", "Meta")
    assert _found("METAphor, meta数据, Meta", meta) == [("meta", "actor/meta"), ("Meta", "actor/meta")]


def test_short_latin_forms_keep_their_case() -> None:
    us = _entity("place/us", "US")
    assert _found("the US tells us", us) == [("US", "place/us")]


def test_a_form_of_two_entities_is_ambiguous_and_yields_nothing() -> None:
    assert _found("会议", _entity("event/a", "会议"), _entity("event/b", "会议")) == []


def test_entities_that_a_text_describes_rather_than_names_are_not_looked_for() -> None:
    assert _found("市场份额", _entity("metric/share", "市场份额")) == []


@pytest.mark.parametrize(
    ("form", "words", "named"),
    [
        ("芯片", "人工智能芯片", True),
        ("芯片", "人工智能", False),
        ("Meta", "METAphor and Meta", True),
        ("Meta", "the metaverse", False),
        ("Meta", "meta数据", True),
        ("Act", "React, Act", True),
        ("US", "tells us", False),
        ("US", "USA", False),
        ("AI芯片", "ai芯片", True),
        ("AI芯片", "OpenAI芯片", False),
        ("5G", "15G", False),
    ],
)
def test_words_name_something_by_a_form(form: str, words: str, named: bool) -> None:
    assert names(form, words) is named
