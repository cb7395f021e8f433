"""The right answer of every canned query, written from the two articles by hand."""

from typing import Any, NamedTuple

import pytest

from ontology.iris import compact
from service.canned.catalogue import read_catalogue
from tests.queries.conftest import Ask


class Case(NamedTuple):
    """A query with values, the columns looked at, rows that must be there, and whether there may be no others."""

    name: str
    values: dict[str, Any]
    columns: tuple[str, ...]
    rows: set[tuple[Any, ...]]
    only: bool = True


CITIES = ["place:beijing", "place:shanghai", "place:shenzhen", "place:hangzhou", "place:chengdu"]
D000, D004 = "document:000_a0fd6640ffb8c334", "document:004_abe0070b667bdcb0"
AI_ACT = "policy:eu-ai-act"

CASES = (
    Case("policies-by-place", {"place": "place:china", "year": 2017}, ("policy", "issuedFrom", "issuedTo", "status"), {
        ("policy:china-new-generation-ai-development-plan", "2017-01-01", "2017-12-31", "pg:StatedFact"),
    }),
    Case("who-issued-what", {"issuer": "actor:european-commission"}, ("relation", "policy"), {
        ("pg:issuedBy", "policy:eu-coordinated-plan-on-ai-2021-review"), ("pg:proposedBy", AI_ACT),
    }),
    Case("timeline", {"from": "2021-04-21", "until": "2021-04-21"}, ("start", "precision", "subject"), {
        ("2021-04-21", "pg:Day", "policy:eu-coordinated-plan-on-ai-2021-review"),
    }),
    Case("edition-chains", {"policy": "policy:european-ai-strategy"}, ("policy", "relation"), {
        ("policy:eu-coordinated-plan-on-ai-2018", "pg:implements"),
    }),
    Case("edition-chains", {"policy": "policy:eu-coordinated-plan-on-ai-2021-review"}, ("policy", "relation", "other"), {
        ("policy:eu-coordinated-plan-on-ai-2021-review", "pg:revises", "policy:eu-coordinated-plan-on-ai-2018"),
    }, False),
    Case("policies-mentioning", {"words": "类脑"}, ("policy",), {
        ("policy:china-new-generation-ai-development-plan",),
    }),
    Case("policies-mentioning", {"words": "芯片"}, ("policy",), {
        ("policy:china-internet-plus-ai-three-year-plan",), ("policy:china-new-generation-ai-development-plan",),
        ("policy:china-new-generation-ai-industry-three-year-plan",),
        ("policy:china-14th-five-year-plan-and-2035-objectives",),
        ("policy:beijing-ai-innovation-source-plan-2023-2025",), ("policy:chengdu-ai-industry-measures-draft",),
    }),
    Case("content-of-a-policy", {"policy": AI_ACT}, ("relation", "value", "status"), {
        ("metric:maximum-fine-revenue-share", 7, "pg:Draft"), ("metric:maximum-fine-amount", 30_000_000, "pg:Draft"),
        ("pg:combination", "pg:WhicheverHigher", "pg:Draft"),
    }, False),
    Case("measures-by-place", {"place": CITIES, "instrument": "instrument:interest-subsidy"}, ("place", "status"), {
        ("place:shanghai", "pg:Enacted"),
    }),
    Case("measures-by-place", {"place": "place:chengdu"}, ("status",), {("pg:Draft",)}),
    Case("measures-by-place", {"place": "place:hangzhou"}, ("status",), {("pg:Plan",)}),
    Case("support-with-caps", {"place": CITIES}, ("place", "sign", "value", "unit", "status"), {
        ("place:shanghai", "<=", 1.5, "unit:percentage-point", "pg:Enacted"),
        ("place:chengdu", "<=", 2_000_000, "unit:cny", "pg:Draft"),
        ("place:shenzhen", "=", 100_000_000_000, "unit:cny", "pg:Enacted"),
        ("place:hangzhou", None, None, None, "pg:Plan"),
    }, False),
    Case("support-with-caps", {"place": "place:france"}, ("place", "placeLabel", "sign", "value", "unit", "status"), {
        ("place:france", "France", "=", 1_500_000_000, "unit:eur", "pg:Plan"),
    }),
    Case("targets-by-deadline", {"owner": "policy:beijing-ai-innovation-source-plan-2023-2025"}, ("due",), {
        ("2025-12-31",),
    }),
    Case("targets-by-deadline", {"owner": "recommendation:root-tech-1-2"}, ("due", "horizonSign", "horizonYears"), {
        (None, "<=", 3),
    }, False),
    Case("sectors-and-measures", {"sector": "sector:public-safety"}, ("status",), {("pg:Example",)}),
    Case("sector-by-measure-counts", {"status": "Plan"}, ("sector", "measures"), {
        (f"sector:{name}", 1) for name in ("transport", "healthcare", "education", "culture-and-tourism",
                                           "elderly-care", "finance")
    }, False),
    Case("places-and-focus", {"place": CITIES}, ("place", "relation", "value"), {
        ("place:beijing", "pg:tier", "tier:first-tier"), ("place:beijing", "pg:focus", "focus:compute"),
        ("place:shenzhen", "pg:tier", "tier:first-tier"), ("place:shenzhen", "pg:focus", "focus:compute"),
        ("place:shanghai", "pg:tier", "tier:first-tier"), ("place:shanghai", "pg:focus", "focus:compute"),
        ("place:hangzhou", "pg:tier", "tier:second-tier"), ("place:hangzhou", "pg:focus", "focus:applications"),
        ("place:chengdu", "pg:tier", "tier:second-tier"), ("place:chengdu", "pg:focus", "focus:applications"),
        ("place:chengdu", "pg:focus", "focus:data"),
    }),
    Case("penalties", {"policy": AI_ACT}, ("sign", "value", "unit", "status"), {
        ("<=", 7, "unit:percent", "pg:Draft"), ("<=", 30_000_000, "unit:eur", "pg:Draft"),
    }, False),
    Case("money", {}, ("sign", "value", "unit", "status"), {
        ("=", 455_000_000_000_000, "unit:krw", "pg:Forecast"), ("~", 2_700_000_000_000, "unit:cny", "pg:Forecast"),
        ("=", 100_000_000_000, "unit:cny", "pg:Enacted"), ("<=", 2_000_000, "unit:cny", "pg:Draft"),
        (">", 20_000_000_000, "unit:eur", "pg:Expectation"), ("=", 1_500_000_000, "unit:eur", "pg:Plan"),
        ("<=", 30_000_000, "unit:eur", "pg:Draft"),
    }),
    Case("money-by-currency", {"status": ["Draft", "Plan", "Expectation"]}, ("unit", "status", "amounts", "largest"), {
        ("unit:cny", "pg:Draft", 1, 2_000_000), ("unit:eur", "pg:Draft", 1, 30_000_000),
        ("unit:eur", "pg:Plan", 1, 1_500_000_000), ("unit:eur", "pg:Expectation", 1, 20_000_000_000),
    }),
    Case("numbers", {"about": "dataset:imagenet"}, ("sign", "value", "unit", "valueAsStated"), {
        ("=", 14_197_122, "unit:image", "14197122张图片"),
    }),
    Case("numbers", {"about": "technology:industrial-quality-inspection"}, ("sign", "value", "status"), {
        (">=", 99.99, "pg:Requirement"),
    }),
    Case("numbers", {"status": "Example"}, ("sign", "value", "unit"), {(">=", 30, "unit:percent")}),
    Case("market-shares", {"country": "place:united-states", "place": "place:china"}, ("sign", "value", "metric"), {
        (">=", 90, "metric:high-end-ai-chip-market-share"), (">=", 85, "metric:ai-framework-share"),
    }),
    Case("comparisons-and-gaps", {"side": "place:china"}, ("metric", "sign", "value", "right"), {
        ("metric:ai-paper-count", ">", None, "place:united-states"), ("metric:ai-paper-count", ">", None, "place:europe"),
        ("metric:ai-paper-citations", "~", None, "place:united-states"),
        ("metric:ai2000-scholar-ratio", "~", 0.1667, "place:united-states"),
    }),
    Case("chips-and-frameworks", {"country": "place:china"}, ("technology", "party", "origin"), {
        ("technology:ascend", "actor:huawei", "claim"), ("technology:mindspore", "actor:huawei", "claim"),
        ("technology:siyuan", "actor:cambricon", "claim"), ("technology:paddlepaddle", "actor:baidu", "claim"),
        ("technology:ascend", "place:china", "claim"), ("technology:mindspore", "place:china", "claim"),
        ("technology:siyuan", "place:china", "claim"), ("technology:paddlepaddle", "place:china", "claim"),
    }),
    Case("makers", {"thing": "technology:tensorflow"}, ("maker", "origin", "claim", "quote"), {
        ("actor:google", "editorial", None, None),
    }),
    Case("makers", {"thing": "dataset:ai2000"}, ("relation", "maker", "origin"), {
        ("pg:publishedBy", "actor:tsinghua-university", "claim"), ("pg:providedOn", "technology:aminer", "claim"),
    }, False),
    Case("maturity", {"technology": "technology:generative-ai"}, ("phase", "years", "yearsMax", "status"), {
        ("phase:innovation-trigger", None, None, "pg:StatedFact"),
        ("phase:plateau-of-productivity", 5, 10, "pg:Forecast"),
    }),
    Case("dependencies", {"thing": "technology:us-root-technology"}, ("relation", "object", "hedge"), {
        ("pg:dependsOn", "technology:us-root-technology", "主要"),
    }),
    Case("challenges", {"challenge": "challenge:shortage-of-top-talent"}, ("relation", "value"), {
        ("pg:ordinal", "4"), ("pg:hasPart", "challenge:insufficient-basic-innovation-capability"),
    }, False),
    Case("sectors-served", {"reading": "under-served"}, ("sector",), {
        (f"sector:{name}",)
        for name in ("education", "healthcare", "elderly-care", "environmental-protection", "city-operations",
                     "judicial-services", "transport", "energy", "manufacturing")
    }),
    Case("recommendations", {"instrument": "instrument:leading-group"}, ("ordinal", "relation", "status"), {
        ("1.1", "pg:recommendsMeasure", "pg:Recommendation"),
    }),
    Case("recommendation-outline", {}, ("groupOrdinal", "ordinal"), {
        (str(group), f"{group}.{item}") for group in (1, 2, 3, 4) for item in (1, 2, 3)
    }),
    Case("claims-by-status", {"status": "Example", "document": D000}, ("type",), {
        ("pg:Observation",), ("pg:RelationClaim",),
    }),
    Case("status-counts", {}, ("status", "type"), {
        ("pg:Forecast", "pg:MaturityAssessment"), ("pg:Draft", "pg:Observation"), ("pg:StatedFact", "pg:Comparison"),
    }, False),
    Case("negated-claims", {"about": "policy:us-comprehensive-ai-regulation"}, ("quote",), {
        ("有关监管的全面立法并没有正式提出",),
    }, False),
    Case("conditional-claims", {"status": "Draft"}, ("condition",), {
        ("若违反AI法案",), ("经评审择优",),
    }, False),
    Case("opinions", {"speaker": "actor:elon-musk"}, ("utterance", "validFrom"), {
        ("AI比原子弹更危险,比绝大多数人认为的更危险。", "2015-01-01"),
    }, False),
    Case("events", {"event": "event:g7-summit-2023"}, ("occurredFrom", "occurredTo"), {("2023-05-01", "2023-05-31")}),
    Case("votes", {}, ("metric", "sign", "value", "occurredFrom"), {
        ("metric:votes-in-favour", "=", 499, "2023-06-14"), ("metric:votes-against", "=", 28, "2023-06-14"),
        ("metric:abstentions", "=", 93, "2023-06-14"),
    }),
    Case("unreviewed-claims", {"document": D004}, ("document",), {(D004,)}),
    Case("evidence-of-an-entity", {"entity": "actor:nvidia"}, ("document", "quote"), {
        (D000, "英伟达(Nvidia)的人工智能高端芯片占我国90%以上高价值市场份额"),
    }),
    Case("mentions-of-an-entity", {"entity": "actor:huawei"}, ("document", "quote"), {(D000, "华为")}),
    Case("compare-places", {"place": ["place:beijing", "place:hangzhou"]}, ("relation", "place", "value"), {
        ("pg:focus", "place:beijing", "focus:compute"), ("pg:focus", "place:hangzhou", "focus:applications"),
        ("pg:tier", "place:beijing", "tier:first-tier"), ("pg:tier", "place:hangzhou", "tier:second-tier"),
    }, False),
    Case("entities-by-kind", {}, ("class", "entities", "inClaims"), {("pg:Vote", 1, 1)}, False),
    Case("claims-of-a-document", {"document": D000, "start": 631, "end": 632, "type": "Observation"}, ("quote",), {
        ("英伟达(Nvidia)的人工智能高端芯片占我国90%以上高价值市场份额",),
    }),
    Case("documents", {}, ("document", "issued", "publisher", "characters"), {
        (D000, None, None, 5104), (D004, "2023-06-27", "融资中国", 5834),
    }),
)  # fmt: skip


def seen(value: Any) -> Any:
    """Return IRIs as CURIEs, which is how the answers are written here."""
    return compact(value) if isinstance(value, str) else value


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case.name}" for i, case in enumerate(CASES)])
def test_the_answer_is_what_the_articles_say(ask: Ask, case: Case) -> None:
    rows = ask(case.name, **case.values)["rows"]
    found = {tuple(seen(row[column]) for column in case.columns) for row in rows}
    assert case.rows <= found
    assert not case.only or found == case.rows


def test_every_query_with_rows_has_a_right_answer_here() -> None:
    tested = {case.name for case in CASES}
    assert tested == {query.name for query in read_catalogue().values() if query.kind == "rows"}


def test_a_joint_share_is_one_row_with_both_names(ask: Ask) -> None:
    rows = ask("market-shares", country="place:united-states")["rows"]
    joint = [row["aboutLabels"] for row in rows if row["metric"].endswith("ai-framework-share")]
    assert [sorted(names.split(", ")) for names in joint] == [["PyTorch", "TensorFlow"]]


def test_the_us_plan_of_2023_has_nine_strategies(ask: Ask) -> None:
    rows = ask("content-of-a-policy", policy="policy:us-national-ai-rd-strategic-plan-2023")["rows"]
    strategies = {row["value"] for row in rows if row["relation"].endswith("hasProvision")}
    assert len(strategies) == 9


def test_unreviewed_claims_are_reached_only_by_asking_for_all(ask: Ask) -> None:
    answer = ask("unreviewed-claims")
    found = {row["claim"] for row in answer["rows"]}
    assert answer["scope"] == "all"
    reviewed = ask("claims-of-a-document", document=D004, limit=10_000)["rows"]
    assert found
    assert not found & {row["claim"] for row in reviewed}


def test_a_subsidy_of_unstated_proportion_has_no_number(ask: Ask) -> None:
    rows = ask("support-with-caps", instrument="instrument:subsidy", status="Recommendation")["rows"]
    adopters = [row for row in rows if "private" in row["measureLabel"]]
    assert adopters
    assert not [row for row in adopters if row["unit"] and row["unit"].endswith("percent")]
