"""What a curator writes, and what a curator is told when it is wrong."""

from decimal import Decimal

from loaders.claims.model import MaturityAssessment, Observation, RelationClaim
from ontology.namespaces import ID, PG
from ontology.terms import Comparator, Status
from tests.loaders.conftest import TEXT, Curate


def test_a_quote_gets_its_offsets_computed(curate: Curate) -> None:
    article, problems = curate("""
passages:
  - quote: 英伟达的芯片占中国90%以上份额
    claims:
      - {metric: "metric:share", about: "actor:nvidia", value: at least 90 percent, place: "place:china"}
""")
    assert problems == ()
    (utterance,) = article.utterances
    span = utterance.spans[0]
    assert TEXT[span.start : span.end] == "英伟达的芯片占中国90%以上份额"
    assert isinstance(utterance.claim.body, Observation)
    assert utterance.claim.body.value == Decimal(90)
    assert utterance.claim.body.comparator is Comparator.AT_LEAST
    assert utterance.value_as_stated == "90%以上"


def test_the_unit_stands_behind_its_number_also_where_another_word_for_it_stands_before(curate: Curate) -> None:
    article, problems = curate("""
passages:
  - quote: 此种三个份额
    claims:
      - {metric: "metric:share", about: "technology:ascend", value: 3 kind, inferred: {"technology:ascend": {quote: 华为推出昇腾, occurrence: 1}}}
""")
    assert [utterance.value_as_stated for utterance in article.utterances] == ["三个"], problems


def test_a_duplicated_paragraph_gives_one_claim_with_two_evidences(curate: Curate) -> None:
    article, problems = curate("""
passages:
  - quote: 华为推出昇腾
    occurrence: all
    claims: [{relation: "technology:ascend developedBy actor:huawei"}]
""")
    assert problems == ()
    assert len({utterance.claim.digest for utterance in article.utterances}) == 1
    assert len({utterance.spans[0].start for utterance in article.utterances}) == 2


def test_several_objects_make_one_claim_each(curate: Curate) -> None:
    article, _ = curate("""
entities:
  measure:list: {type: Measure, zh: 领域清单, en: List of fields, text: 领域包括}
passages:
  - quote: 领域包括教育、医疗
    status: recommendation
    claims: [{relation: "measure:list sector", objects: ["sector:education", "sector:healthcare"]}]
""")
    objects = {u.claim.body.object for u in article.utterances if isinstance(u.claim.body, RelationClaim)}
    assert objects == {ID + "sector/education", ID + "sector/healthcare"}
    assert {u.claim.qualifiers.status for u in article.utterances} == {Status.RECOMMENDATION}


def test_a_quote_that_is_missing_names_file_line_and_near_match(curate: Curate) -> None:
    _, problems = curate("""
passages:
  - quote: 英伟达的芯片占中国９０％以上份额
    claims: [{relation: "technology:ascend developedBy actor:huawei"}]
""")
    (problem,) = problems
    assert (problem.path.name, problem.line) == ("small.claims.yaml", 3)
    assert "英伟达的芯片占中国90%以上份额" in problem.message


def test_a_quote_that_stands_twice_needs_its_occurrence(curate: Curate) -> None:
    _, problems = curate("""
passages:
  - quote: 华为推出昇腾
    claims: [{relation: "technology:ascend developedBy actor:huawei"}]
""")
    assert "stands 2 times" in problems[0].message
    assert "occurrence" in problems[0].message


def test_every_problem_of_a_file_is_told_at_once(curate: Curate) -> None:
    _, problems = curate("""
passages:
  - quote: 没有这句话的地方
    claims: [{relation: "technology:ascend developedBy actor:huawei"}]
  - quote: 最高补贴200万元
    claims:
      - {relation: "technology:ascent developedBy actor:huawei"}
      - {relation: "technology:ascend developdBy actor:huawei"}
      - {metric: "metric:cap", about: "actor:huawei", value: up to 2000000 cny}
""")
    assert [problem.line for problem in problems] == [3, 7, 8, 9]
    assert "near: technology:ascend" in problems[1].message
    assert "near: pg:developedBy" in problems[2].message
    assert "at least 90 percent" in problems[3].message


def test_what_does_not_fit_the_format_is_told_with_its_line(curate: Curate) -> None:
    _, problems = curate("""
passages:
  - quote: 最高补贴200万元
    claims:
      - {status: maybe, relation: "a b c"}
      - {nothing: here}
""")
    assert [problem.line for problem in problems] == [5, 6]
    assert "fact" in problems[0].message
    assert "relation, metric, opinion, maturity, comparison" in problems[1].message


def test_yaml_that_does_not_parse_is_told_with_its_line(curate: Curate) -> None:
    _, problems = curate("passages:\n  - quote: [\n")
    assert problems[0].line > 0
    assert "not YAML" in problems[0].message


def test_an_entity_defined_twice_is_refused(curate: Curate) -> None:
    _, problems = curate("entities:\n  place:china: {type: Country, zh: 中国, en: China, text: 中国}\n")
    assert "defined already" in problems[0].message


def test_an_assessment_has_a_range_of_years(curate: Curate) -> None:
    article, problems = curate("""
entities:
  phase:top: {type: Phase, zh: 顶峰, en: peak, text: 领域}
  unit:item: {type: Unit, zh: 项, en: items, text: 领域}
passages:
  - quote: 领域包括教育、医疗
    claims: [{maturity: "technology:ascend", phase: "phase:top", inferred: {"technology:ascend": {quote: 华为推出昇腾, occurrence: 1}}}]
""")
    assert problems == ()
    assert isinstance(article.utterances[0].claim.body, MaturityAssessment)
    assert article.utterances[0].claim.body.phase == ID + "phase/top"
    assert article.utterances[0].inferences[0].argument == ID + "technology/ascend"
    assert PG not in article.utterances[0].inferences[0].argument
