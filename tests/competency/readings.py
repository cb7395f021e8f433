"""Readings: what the prose of some expected answers stands for, and what would turn a negative answer into a positive one.

Both tables are the test's own reading of the question files, kept apart from the queries so that it can be judged.
"""

from collections.abc import Iterator
from typing import Any

from ontology.namespaces import ID
from tests.competency.questions import Question

__all__ = ["INSERTIONS", "READINGS", "expected"]

Item = dict[str, Any]

READINGS: dict[tuple[str, int], tuple[Item, ...]] = {
    ("000-Q41", 0): (
        {"zh": "人工智能论文发表数", "en": "number of AI papers", "relation": {"zh": "多于", "en": "more than"}},
    ),
    ("000-Q41", 1): ({"zh": "论文被引用量", "en": "citations of AI papers", "relation": {"zh": "约", "en": "about"}},),
    ("000-Q58", 1): (
        {"zh": "示例", "en": "example", "metric": {"zh": "最低比率", "en": "minimum ratio of root-technology use"}},
    ),
    ("004-Q07", 2): ({"zh": "企业界", "en": "business community"},),
    ("004-Q07", 4): ({"zh": "其他盟友国家", "en": "allied countries"},),
    ("004-Q12", 0): ({"zh": "第一版《人工智能协调计划》", "en": "Coordinated Plan on AI (2018)"},),
    ("004-Q18", 0): (
        {"value": 499, "unit": "votes", "comparator": "=", "choice": {"zh": "赞成票数", "en": "votes in favour"}},
    ),
    ("004-Q18", 1): (
        {"value": 28, "unit": "votes", "comparator": "=", "choice": {"zh": "反对票数", "en": "votes against"}},
    ),
    ("004-Q18", 2): (
        {"value": 93, "unit": "votes", "comparator": "=", "choice": {"zh": "弃权票数", "en": "abstentions"}},
    ),
    ("004-Q23", 0): (
        {"value": False, "zh": "否", "en": "no"},
        {"zh": "立法草案", "en": "legislative draft"},
        {"zh": "协商程序", "en": "negotiation between institutions"},
    ),
    ("004-Q24", 0): ({"zh": "欧洲理事会", "en": "European Council"},),
    ("004-Q29", 0): ({"value": False, "zh": "否", "en": "no"},),
    ("004-Q29", 1): (
        {"date": "2016", "about": {"zh": "人工智能技术战略会议", "en": "Strategic Council for AI Technology"}},
    ),
    ("004-Q29", 2): (
        {"date": "2018-06", "about": {"zh": "人工智能技术战略会议", "en": "Strategic Council for AI Technology"}},
    ),
    ("004-Q29", 3): ({"date": "../2023-06-27", "about": {"zh": "AI战略会议", "en": "AI Strategy Council"}},),
    ("004-Q51", 0): (
        {
            "zh": "北京",
            "en": "Beijing",
            "tier": {"zh": "一线城市", "en": "first tier"},
            "focus": {"zh": "算力", "en": "computing power"},
        },
    ),
    ("004-Q51", 1): (
        {
            "zh": "深圳",
            "en": "Shenzhen",
            "tier": {"zh": "一线城市", "en": "first tier"},
            "focus": {"zh": "算力", "en": "computing power"},
        },
    ),
    ("004-Q51", 2): (
        {
            "zh": "上海",
            "en": "Shanghai",
            "tier": {"zh": "一线城市", "en": "first tier"},
            "focus": {"zh": "算力", "en": "computing power"},
        },
    ),
    ("004-Q51", 3): (
        {
            "zh": "杭州",
            "en": "Hangzhou",
            "tier": {"zh": "二线城市", "en": "second tier"},
            "focus": {"zh": "应用", "en": "applications"},
        },
    ),
    ("004-Q51", 4): (
        {
            "zh": "成都",
            "en": "Chengdu",
            "tier": {"zh": "二线城市", "en": "second tier"},
            "focus": {"zh": "应用", "en": "applications"},
        },
        {
            "zh": "成都",
            "en": "Chengdu",
            "tier": {"zh": "二线城市", "en": "second tier"},
            "focus": {"zh": "数据", "en": "data"},
        },
    ),
    ("004-Q55", 0): (
        {"value": 5, "unit": "organisations", "comparator": "<=", "frequency": {"zh": "每年", "en": "annual"}},
    ),
    ("004-Q55", 1): ({"zh": "销售额与销售量综合排名", "en": "combined ranking by sales value and volume"},),
    ("004-Q58", 1): ({"zh": "a16z", "en": "Andreessen Horowitz"},),
}
"""(question, number of its item) → the items that its prose stands for, in the words of the graph."""

_FACT = "pg:StatedFact"
_RECOMMENDED = "pg:Recommendation"
_IN_2022 = 'pg:validFrom "2022-01-01"^^xsd:date ; pg:validTo "2022-12-31"^^xsd:date'
_IN_MAY_2023 = 'pg:dateFrom "2023-05-01"^^xsd:date ; pg:dateTo "2023-05-31"^^xsd:date'


def _claimed(body: str, status: str) -> str:
    return f"""claim:inserted a pg:Claim ; {body} ; pg:status {status} ; pg:polarity pg:Affirmed ; pg:evidence
        <{ID}evidence/inserted> . <{ID}evidence/inserted> a pg:Evidence ; pg:quote "…"@zh ;
        pg:document document:000_a0fd6640ffb8c334 , document:004_abe0070b667bdcb0 ."""


def _observed(
    metric: str, about: str, number: str, unit: str, status: str = _FACT, when: str = "a pg:Observation"
) -> str:
    return _claimed(
        f"""{when} ; a pg:Observation ; pg:metric metric:{metric} ; pg:about {about} ; pg:value {number} ;
        pg:unit unit:{unit} ; pg:comparator pg:Exactly ; pg:place place:china""",
        status,
    )


def _related(subject: str, predicate: str, object_: str, status: str = _FACT, when: str = "a pg:RelationClaim") -> str:
    return _claimed(f"{when} ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {object_}", status)


_LABORATORIES = "measure:set-up-ai-industry-national-key-laboratories"
_SUBSIDY = "measure:subsidy-for-private-adopters-of-root-technology"
_PROGRAMME = "measure:root-technology-funding-at-us-level"
_APPROPRIATION = "measure:eu-special-appropriation-for-ai-research"
_SHENZHEN = "policy:shenzhen-ai-high-quality-development-action-plan-2023-2024"
_ROUTE = "concept:independent-technology-route"

INSERTIONS: dict[str, str] = {
    "000-Q58": _observed("minimum-root-technology-ratio", "actor:government-departments", "30.0", "percent"),
    "000-Q59": _observed("subsidy-ratio", _SUBSIDY, "20.0", "percent", _RECOMMENDED),
    "000-Q60": _related("actor:baidu", "pg:memberOf", "actor:data-giants"),
    "004-Q23": "policy:eu-ai-act pg:stage stage:in-force .",
    "more-000-04": _observed("ai2000-scholar-count", "place:china", "196.0", "person", when=_IN_2022),
    "more-000-15": _observed("planned-ai-investment", _PROGRAMME, "1000000000.0", "cny", _RECOMMENDED),
    "more-000-16": _observed("ai-framework-share", "technology:tensorflow", "50.0", "percent"),
    "more-000-19": _related(_ROUTE, "pg:dependsOn", "technology:foreign-technology", _RECOMMENDED),
    "more-000-20": _related(_LABORATORIES, "pg:carriedOutBy", "actor:miit", _RECOMMENDED),
    "more-004-19": _related(_SHENZHEN, "pg:issued", '"2023-05"', when=_IN_MAY_2023),
    "more-004-22": _related("policy:us-comprehensive-ai-regulation", "pg:proposedBy", "place:united-states"),
    "more-004-30": _observed("planned-ai-investment", _APPROPRIATION, "20000000000.0", "eur"),
    "more-004-38": _observed("basic-hardware-software-market-share", "technology:ai-chips", "50.0", "percent"),
}
"""Negative question → what would make another answer right."""


def expected(question: Question) -> Iterator[Item]:
    """Yield the items of the question's answer, prose replaced by what it stands for; none where it is not stated."""
    if question.not_stated:
        return
    for index, item in enumerate(question.answer):
        yield from READINGS.get((question.key, index), (item,))
