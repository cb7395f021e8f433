"""What the traps have in common, over both articles: standing, numbers, furniture, notes."""

import re

import pytest

from ontology.terms import Status
from tests.competency.conftest import Ask, Select

PERMITTED = (Status.FACT, Status.ENACTED)
UNCOUNTED = ("一批", "一定", "几家", "系列", "若干", "众多", "多项", "多种", "大量", "部分", "定期", "一些")


@pytest.mark.parametrize("status", [status for status in Status if status not in PERMITTED])
def test_what_is_not_stated_as_a_fact_or_in_force_is_no_direct_triple(ask: Ask, status: Status) -> None:
    claim = f"?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pg:status pg:{status} ."
    assert ask(f"?claim a pg:Claim ; pg:status pg:{status}")
    permitted = (
        "?other rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pg:polarity pg:Affirmed ; pg:status ?standing ."
        "FILTER(?standing IN (pg:StatedFact, pg:Enacted)) FILTER NOT EXISTS { ?other pg:condition ?if }"
        "FILTER NOT EXISTS { ?other pg:validTo ?end }"
    )
    assert not ask(f"{claim} ?s ?p ?o FILTER NOT EXISTS {{ {permitted} }}")


@pytest.mark.parametrize(
    "limit",
    ["?claim pg:polarity pg:Negated", "?claim pg:condition ?if", "?claim pg:validTo ?end"],
    ids=["negated", "conditional", "bounded"],
)
def test_what_is_denied_conditional_or_bounded_in_time_is_no_direct_triple(ask: Ask, limit: str) -> None:
    claim = f"?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . {limit} ."
    unlimited = (
        "?other rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pg:polarity pg:Affirmed ; pg:status ?standing ."
        "FILTER(?standing IN (pg:StatedFact, pg:Enacted)) FILTER NOT EXISTS { ?other pg:condition ?no }"
        "FILTER NOT EXISTS { ?other pg:validTo ?never }"
    )
    assert ask(claim)
    assert not ask(f"{claim} ?s ?p ?o FILTER NOT EXISTS {{ {unlimited} }}")


def test_a_recommended_measure_is_never_a_measure_that_someone_has(ask: Ask) -> None:
    recommended = "?claim rdf:predicate pg:recommendsMeasure ; rdf:object ?measure ; pg:status pg:Recommendation ."
    assert ask(recommended)
    assert not ask(f"{recommended} ?anyone pg:hasMeasure ?measure")
    assert not ask(f"{recommended} ?measure pg:status ?standing FILTER(?standing IN (pg:StatedFact, pg:Enacted))")


def test_every_number_as_stated_holds_digits_or_a_class_of_magnitude(select: Select) -> None:
    stated = select(
        "?words ?sign", "?claim a pg:Observation ; pg:comparator ?sign ; pg:evidence/pg:valueAsStated ?words ."
    )
    assert len(stated) > 20
    for words, sign in stated:
        assert re.search(r"[0-9一二两三四五六七八九十半]", words) or sign == "pg:OrderOfMagnitude", words


@pytest.mark.parametrize("words", UNCOUNTED)
def test_words_that_count_nothing_never_became_numbers(select: Select, words: str) -> None:
    stated = select("?words", "?claim a pg:Observation ; pg:evidence/pg:valueAsStated ?words .")
    assert stated
    assert not [number for (number,) in stated if words in number]


def test_only_a_class_of_magnitude_goes_without_a_number(select: Select) -> None:
    pattern = "?claim a pg:Observation ; pg:comparator ?sign . FILTER NOT EXISTS { ?claim pg:value ?value }"
    assert select("?sign", pattern) == {("pg:OrderOfMagnitude",)}


@pytest.mark.parametrize("document", ["000_a0fd6640ffb8c334", "004_abe0070b667bdcb0"])
def test_page_furniture_carries_no_evidence_and_no_mention(ask: Ask, document: str) -> None:
    furniture = (
        f"VALUES ?kind {{ pg:Paragraph pg:Sentence }} ?passage a ?kind ; pg:furniture true ; pg:document document:{document} ;"
        " pg:start ?first ; pg:end ?last ."
    )
    span = f"?span oa:hasBody ?body ; pg:document document:{document} ; pg:start ?start ."
    assert ask(furniture)
    assert not ask(f"{furniture} {span} FILTER(?start >= ?first && ?start < ?last)")


def test_no_deadline_or_date_of_issue_was_made_up_for_the_undated_article(ask: Ask) -> None:
    dated = "?claim rdf:predicate ?dating ; pg:evidence/pg:document document:000_a0fd6640ffb8c334 ."
    assert ask(f"{dated} FILTER(?dating = pg:recommendsMeasure)")
    assert not ask(f"{dated} FILTER(?dating IN (pg:issued, pg:deadline, pg:occurred, pg:planPeriod))")


def test_every_class_of_magnitude_carries_a_note(select: Select) -> None:
    pattern = (
        "?claim a pg:Observation ; pg:comparator pg:OrderOfMagnitude . OPTIONAL { ?claim pg:evidence/pg:note ?note }"
    )
    found = select("?claim ?note", pattern)
    assert found
    assert all(note for _, note in found)


@pytest.mark.parametrize(
    "reading",
    [
        "?claim pg:metric metric:ai-framework-share",
        "?claim pg:metric metric:ai2000-scholar-ratio",
        "?claim pg:metric metric:minimum-root-technology-ratio",
        "?claim pg:metric metric:industry-data-resource-share",
        "?claim pg:metric metric:selected-dataset-builders",
        "?claim pg:metric metric:strategy-count",
        "?claim pg:metric metric:fund-size",
        "?claim pg:metric metric:ai-economic-benefit",
        "?claim pg:about target:full-rollout-of-root-technology-route",
        "?claim pg:about measure:subsidy-for-private-adopters-of-root-technology",
        "?claim rdf:subject vote:european-parliament-vote-on-ai-act-2023 ; rdf:predicate pg:occurred",
        "?claim rdf:subject event:chatgpt-release ; rdf:predicate pg:occurred",
        "?claim rdf:subject policy:eu-coordinated-plan-on-ai-2018 ; rdf:predicate pg:issued",
        "?claim rdf:subject actor:european-parliament ; rdf:object actor:european-council",
        "?claim rdf:subject actor:elon-musk ; rdf:predicate pg:investedIn",
        "?claim rdf:subject facility:beijing-public-ai-compute-centre ; rdf:predicate pg:locatedIn",
    ],
)
def test_an_ambiguous_reading_carries_a_note(ask: Ask, reading: str) -> None:
    assert ask(reading)
    assert ask(f"{reading} ; pg:evidence/pg:note ?note")


def test_a_note_stands_in_both_languages(select: Select) -> None:
    def noted(language: str) -> set[tuple[str, ...]]:
        return select("?evidence", f'?evidence a pg:Evidence ; pg:note ?note FILTER(LANG(?note) = "{language}")')

    assert len(noted("zh")) > 20
    assert noted("zh") == noted("en")


def test_what_the_text_names_as_its_source_is_kept(select: Select) -> None:
    sources = {source for (source,) in select("?source", "?evidence pg:statedSource ?source .")}
    assert {
        "pg:UnnamedStatistics",
        "dataset:ai2000",
        "dataset:gartner-ai-hype-cycle-2020",
        "actor:asahi-shimbun",
        "actor:european-parliament",
        "actor:yao-gaoyuan",
    } <= sources
