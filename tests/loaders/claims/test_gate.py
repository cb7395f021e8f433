"""The gate stops what its quote does not carry (MODEL §5.6)."""

import pytest

from loaders.claims.model import Span
from tests.loaders.conftest import TEXT, Curate


def _problem(curate: Curate, quote: str, claim: str) -> str:
    _, problems = curate(f"passages:\n  - quote: {quote}\n    claims:\n      - {claim}\n")
    assert len(problems) <= 1
    return problems[0].message if problems else ""


@pytest.mark.parametrize(
    ("quote", "claim", "reason"),
    [
        ("英伟达的芯片占中国90%以上份额", "{metric: 'metric:share', about: 'actor:nvidia', value: 9 percent}", "numbers read there: 90"),
        ("最高补贴200万元", "{metric: 'metric:cap', about: 'place:china', value: at most 200 cny}", "numbers read there: 2000000"),
        ("最高补贴200万元", "{metric: 'metric:cap', about: 'place:china', value: at most 2000000 krw}", "is not in the quote"),
        ("英伟达的芯片占中国90%以上份额", "{relation: 'technology:ascend developedBy actor:nvidia'}", "does not name technology:ascend"),
        ("12月,欧盟发布《协调计划》", "{relation: 'policy:plan issued 2018-12'}", "does not state 2018-12"),
        ("2018年4月,欧盟发布《欧洲人工智能战略》", "{relation: 'policy:strategy issuedBy technology:ascend', inferred: {'technology:ascend': {quote: 华为推出昇腾, occurrence: 1}}}", "pg:Party is wanted"),
        ("2018年4月,欧盟发布《欧洲人工智能战略》", "{relation: 'policy:strategy issuedBy', text: 欧盟}", "takes an entity of class pg:Party"),
        ("2018年4月,欧盟发布《欧洲人工智能战略》", "{relation: 'policy:strategy aim place:eu'}", "takes words"),
        ("2018年4月,欧盟发布《欧洲人工智能战略》", "{relation: 'policy:strategy aim', text: 造福全球}", "has to be verbatim"),
        ("2018年4月,欧盟发布《欧洲人工智能战略》", "{relation: 'policy:strategy issuedBy place:eu', condition: 如果}", "has to be verbatim"),
        ("2018年4月,欧盟发布《欧洲人工智能战略》。12月,欧盟发布《协调计划》", "{relation: 'policy:strategy issuedBy place:eu'}", "more than one sentence"),
    ],
)  # fmt: skip
def test_a_claim_that_its_quote_does_not_carry_is_stopped(curate: Curate, quote: str, claim: str, reason: str) -> None:
    _, problems = curate(f"passages:\n  - quote: {quote}\n    claims:\n      - {claim}\n")
    assert any(reason in problem.message for problem in problems), problems


def test_an_inferred_date_passes_with_the_passage_it_is_inferred_from(curate: Curate) -> None:
    article, problems = curate("""
passages:
  - quote: 12月,欧盟发布《协调计划》
    claims: [{relation: policy:plan issued 2018-12, inferred: {date: 2018年4月}}]
""")
    assert problems == ()
    (inference,) = article.utterances[0].inferences
    assert TEXT[inference.span.start : inference.span.end] == "2018年4月"


def test_an_entity_of_the_document_is_inferred_from_where_it_is_introduced(curate: Curate) -> None:
    article, problems = curate("""
entities:
  measure:list: {type: Measure, zh: 领域清单, en: List of fields, text: 领域包括}
passages:
  - quote: 教育、医疗
    status: recommendation
    claims: [{relation: measure:list sector sector:education}]
""")
    assert problems == ()
    (inference,) = article.utterances[0].inferences
    assert TEXT[inference.span.start : inference.span.end] == "领域包括"


def test_an_inference_that_is_not_needed_is_dropped(curate: Curate) -> None:
    article, _ = curate("""
passages:
  - quote: 2018年4月,欧盟发布《欧洲人工智能战略》
    claims: [{relation: policy:strategy issuedBy place:eu, inferred: {place:eu: "12月,欧盟发布《协调计划》"}}]
""")
    assert article.utterances[0].inferences == ()


def test_a_lead_in_may_carry_what_the_item_leaves_out(curate: Curate) -> None:
    article, problems = curate("""
entities:
  measure:list: {type: Measure, zh: 领域清单, en: List of fields, text: 领域}
passages:
  - quote: 医疗
    with: 领域包括教育
    status: plan
    claims: [{relation: measure:list sector sector:healthcare}]
""")
    assert problems == ()
    assert article.utterances[0].spans[1] == Span(TEXT.index("领域包括教育"), TEXT.index("领域包括教育") + 6)


def test_a_magnitude_has_a_unit_but_no_number(curate: Curate) -> None:
    claim = (
        "{metric: 'metric:cap', about: 'place:china', value: magnitude parameter, inferred: {'place:china': 占中国}}"
    )
    assert _problem(curate, "参数为千亿级参数", claim) == ""
