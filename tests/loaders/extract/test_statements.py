"""Targets and measures are read from clauses: deadlines with their scope, conditions with what they grant."""

import pytest

from loaders.claims.model import Span
from loaders.extract.clauses import clauses, english_clauses
from loaders.extract.statements import find_acts, find_measures, find_targets
from loaders.text.passages import Passage
from tests.loaders.extract.conftest import Reader

TARGETS = [
    pytest.param(
        "到2025年,算力规模达到100EFLOPS,产业生态更加完善;培育企业10家。",
        {"算力规模达到100EFLOPS": "2025年", "产业生态更加完善": "2025年", "培育企业10家": "2025年"},
        id="a deadline holds for the clauses after it",
    ),
    pytest.param(
        "力争到2027年末集聚企业超300家、营业收入达260亿元。",
        {"集聚企业超300家": "2027年末", "营业收入达260亿元": "2027年末"},
        id="one clause may list goals, each with its number",
    ),
    pytest.param(
        "到2025年算力规模达到100EFLOPS。算力资源并网互联。",
        {"算力规模达到100EFLOPS": "2025年", "算力资源并网互联": "2025年"},
        id="a deadline reaches the sentence that goes on from it",
    ),
    pytest.param("规模有望在2030年前超过3万亿元。", {}, id="a forecast is no target"),
    pytest.param("到2020年,规模达到3万亿元。", {}, id="a deadline that has passed sets no target"),
    pytest.param("到2025年,对企业给予最高200万元补贴。", {}, id="what is given is a measure"),
    pytest.param(
        "| 工程 | 2028年指标 |\n|---|---|\n| 语料工程 | 开放数据集500个 |",
        {"开放数据集500个": "2028年"},
        id="a column of targets has the deadline of its heading",
    ),
    pytest.param(
        "By 2030, compute capacity will reach 60 petaflops and 75% of firms will have adopted AI.",
        {"compute capacity will reach 60 petaflops": "2030", "75% of firms will have adopted AI": "2030"},
        id="an English deadline holds for both clauses",
    ),
    pytest.param(
        "Member states shall designate an authority by August 2025 and set up a sandbox by August 2026.",
        {"Member states shall designate an authority": "August 2025", "set up a sandbox": "August 2026"},
        id="each English deadline has its own goal",
    ),
    pytest.param("Analysts expect sales to pass $1 trillion by 2030.", {}, id="an English forecast is no target"),
]

MEASURES = [
    pytest.param(
        "对租用算力的,按合同额的30%给予补贴,每户不超过30万元。",
        ["对租用算力的,按合同额的30%给予补贴", "每户不超过30万元"],
        id="a condition belongs to what it grants",
    ),
    pytest.param("谷歌投资10亿美元建设数据中心。", [], id="what a company does is no policy"),
    pytest.param(
        "对采购国产芯片的企业,按投资额的10%给予支持。",
        ["对采购国产芯片的企业,按投资额的10%给予支持"],
        id="a condition may name those that it grants something",
    ),
    pytest.param(
        "央行设立5000亿元再贷款,利率1.5%。",
        ["央行设立5000亿元再贷款", "利率1.5%"],
        id="a share right behind a measure is one too",
    ),
    pytest.param("市财政设立产业基金,产值同比增长20%。", ["市财政设立产业基金"], id="a fact behind a measure is none"),
    pytest.param("新规要求,聊天机器人每三小时提醒用户休息。", ["聊天机器人每三小时提醒用户休息"], id="what is ordered"),
    pytest.param("会议提到《算力券管理办法》。", [], id="the words of a title take no measure"),
    pytest.param(
        "The Act bans eight practices, including social scoring.",
        ["The Act bans eight practices, including social scoring"],
        id="an English measure goes on in what it includes",
    ),
    pytest.param("为促进产业发展,建设创新平台,制定本措施。", [], id="a preamble takes no measure"),
    pytest.param("第三条 支持关键技术攻关与平台建设。", [], id="the headline of an article is no measure"),
    pytest.param(
        "| 工程名称 | 单位 |\n|---|---|\n| 语料共建工程 | 数据局 |",
        ["语料共建工程"],
        id="a column of projects holds measures",
    ),
    pytest.param(
        "It also established the AI Safety Institute and required federal agencies to appoint chief AI officers.",
        ["It also established the AI Safety Institute", "required federal agencies to appoint chief AI officers"],
        id="two English acts of one subject are two measures",
    ),
    pytest.param(
        "An AI Delivery Board, chaired by the Minister, will meet every three months.",
        ["An AI Delivery Board, chaired by the Minister, will meet every three months"],
        id="an English aside parts no subject from its verb",
    ),
    pytest.param("The market grew by €3 billion.", [], id="an English fact is no measure"),
]


@pytest.mark.parametrize(("text", "goals"), TARGETS)
def test_targets_with_their_deadlines(reading: Reader, text: str, goals: dict[str, str]) -> None:
    found = find_targets(reading(text))
    assert {
        text[t.start : t.end]: text[t.deadline.start : t.deadline.end] if t.deadline else None for t in found
    } == goals


@pytest.mark.parametrize(("text", "acts"), MEASURES)
def test_measures_in_reading_order(reading: Reader, text: str, acts: list[str]) -> None:
    assert [text[m.start : m.end] for m in find_measures(reading(text))] == acts


def test_an_exhortation_is_an_act_but_no_measure(reading: Reader) -> None:
    text = "加快夯实算力底座,设立产业基金。"
    read = reading(text)
    assert [(text[a.start : a.end], a.exhorts) for a in find_acts(read, find_targets(read))] == [
        ("夯实算力底座", True),
        ("设立产业基金", False),
    ]


def test_a_comma_inside_a_number_or_brackets_parts_no_clause() -> None:
    text = "投入1,000万元(其中,财政出资40%),设立基金。"
    assert list(clauses(text, Passage(0, len(text)))) == [Span(0, 21), Span(22, 26)]


def test_english_clauses_are_parted_at_a_second_subject() -> None:
    text = "The fund will rise and the cap will fall, so that all gain."
    parts = [text[p.start : p.end] for p in english_clauses(text, Passage(0, len(text)), ())]
    assert parts == ["The fund will rise", "the cap will fall", "so that all gain"]
