"""A claim in plain words, in both languages."""

import pytest

from loaders.claims.wording import word
from ontology.schema import load_schema
from tests.loaders.conftest import Curate


@pytest.mark.parametrize(
    ("quote", "claim", "zh", "en"),
    [
        (
            "甲框架和乙框架合计占85%左右",
            "{metric: metric:share, about: [technology:a, technology:b], value: about 85 percent}",
            "甲框架、乙框架的份额：约85%",
            "Framework A and Framework B – share: about 85%",
        ),
        (
            "2018年4月,欧盟发布《欧洲人工智能战略》",
            "{relation: policy:strategy issued 2018-04}",
            "欧洲人工智能战略于2018年4月发布",
            "European AI Strategy – issued: 2018-04",
        ),
        (
            "2018年4月,欧盟发布《欧洲人工智能战略》",
            "{relation: policy:strategy issuedBy place:eu, status: forecast, negated: true, condition: 欧盟发布, time: 2018-04}",
            "［预测］并非：欧洲人工智能战略由欧盟发布（时间：2018年4月）（条件：“欧盟发布”）",
            "[forecast] Not so: European AI Strategy – issued by European Union (time: 2018-04) (on condition: “欧盟发布”)",
        ),
        (
            "最高补贴200万元",
            "{metric: metric:cap, about: place:china, value: at most 2000000 cny, inferred: {place:china: 占中国}}",
            "中国的上限：至多2,000,000元人民币",
            "China – cap: at most CNY 2,000,000",
        ),
        (
            "参数为千亿级参数",
            "{metric: metric:cap, about: technology:a, value: magnitude parameter, inferred: {technology:a: 甲框架}}",
            "甲框架的上限：未给出具体数值（参数）",
            "Framework A – cap: an order of magnitude, no figure given (parameters)",
        ),
        (
            "甲框架和乙框架合计占85%左右",
            "{comparison: metric:share, left: technology:a, is: more than, right: technology:b}",
            "甲框架的份额高于乙框架的份额",
            "Framework A – share exceeds that of Framework B",
        ),
        (
            "甲框架和乙框架合计占85%左右",
            "{opinion: 合计占85%左右}",
            "本文：“合计占85%左右”",
            "The article: “合计占85%左右”",
        ),
    ],
)
def test_a_claim_reads_as_a_sentence(curate: Curate, quote: str, claim: str, zh: str, en: str) -> None:
    annotated, problems = curate(f"passages:\n  - quote: {quote}\n    claims:\n      - {claim}\n")
    assert problems == ()
    words = word(annotated.utterances[0].claim, annotated.authority, load_schema())
    assert (words.zh, words.en) == (zh, en)
