"""What stands in a text: names and numbers as policy texts write them, and what only looks like one."""

import pytest

from tests.loaders.extract.conftest import Reader


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "comparator"),
    [
        ("投入超过10亿新元用于算力", "10亿新元", "1000000000", "sgd", "MoreThan"),
        ("给予最高S$50万补贴", "S$50万", "500000", "sgd", "AtMost"),
        ("首批支持410+家企业", "410+家", "410", "家", "MoreThan"),
        ("创造455万亿韩元的效益", "455万亿韩元", "455000000000000", "krw", "Exactly"),
        ("约合2.7万亿元人民币", "2.7万亿元人民币", "2700000000000", "cny", "About"),
        ("提供最高1.5个百分点的补贴", "1.5个百分点", "1.5", "percentage-point", "AtMost"),
        ("占我国90%以上份额", "90%", "90", "percent", "AtLeast"),
        ("约为美国的1/6", "1/6", "0.1667", "ratio", "About"),
        ("算力达到3000PFLOPS", "3000PFLOPS", "3000", "PFLOPS", "Exactly"),
        ("学者数量为196,位居第二", "196", "196", None, "Exactly"),
        ("a fund of 3 billion euros", "3 billion euros", "3000000000", "eur", "Exactly"),
        ("提出三方面举措", "三方面", "3", "方面", "Exactly"),
        ("a grant of up to £75m", "£75m", "75000000", "gbp", "AtMost"),
        ("worth more than US$380 billion", "US$380 billion", "380000000000", "usd", "MoreThan"),
        ("cost Rs 2,050 crore", "Rs 2,050 crore", "20500000000", "inr", "Exactly"),
        ("within ten years", "ten years", "10", "year", "AtMost"),
        ("fewer than a quarter of firms", "a quarter", "0.25", "ratio", "LessThan"),
        ("nearly three fifths since then", "three fifths", "0.6", "ratio", "About"),
        ("Twenty-seven states agreed", "Twenty-seven", "27", None, "Exactly"),
        ("it buys 50,000 GPUs", "50,000", "50000", None, "Exactly"),
        ("runs above 10^26 FLOP", "10^26 FLOP", "100000000000000000000000000", "FLOP", "MoreThan"),
        ("a share of 6% or less", "6%", "6", "percent", "AtMost"),
        ("出资近四成", "四成", "40", "percent", "About"),
        ("每半年调度", "半年", "6", "month", "Exactly"),
        ("设立10万亿越南盾基金", "10万亿越南盾", "10000000000000", "vnd", "Exactly"),
        ("支撑千亿级参数量", "千亿级", None, None, "OrderOfMagnitude"),
    ],
)
def test_a_quantity_has_value_unit_and_comparator(
    reading: Reader, text: str, words: str, value: str | None, unit: str | None, comparator: str
) -> None:
    (found,) = reading(text).annotated.of("quantity")
    assert text[found.start : found.end] == words
    assert (found.value("value"), found.value("unit"), found.value("comparator")) == (value, unit, comparator)


@pytest.mark.parametrize(
    "text",
    [
        "全球AI2000学者榜单",
        "类似于5G通信领域",
        "推出GPT-4模型",
        "“十四五”时期",
        "双一流高校",
        "位居第二",
        "四位一体综合改革",
        "如有疑问请联系QQ:3164780",
        "一批骨干企业",
        "《人工智能协调计划2021年修订版》",
        "数百家企业",
        "超智能社会5.0战略",
        "a third party audits it",
        "Article 5 and Section 3.2 apply",
        "the Group of Seven met",
        "3.1 Adoption",
    ],
)
def test_a_number_in_a_name_or_idiom_is_no_quantity(reading: Reader, text: str) -> None:
    assert reading(text).annotated.of("quantity") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("上海市发改委发布通知", ["上海市发改委"]),
        ("成都经济和信息化局发布了", ["成都经济和信息化局"]),
        ("美国国家标准与技术研究院(NIST)发布", ["美国国家标准与技术研究院", "NIST"]),
        ("欧洲理事会和欧盟委员会进行协商", ["欧洲理事会", "欧盟委员会"]),
        ("一度升华为经典", []),
        ("《工信部关于某事的通知》", []),
    ],
)
def test_organisations_are_named_by_their_longest_name(reading: Reader, text: str, names: list[str]) -> None:
    found = reading(text).annotated.of("organisation")
    assert " ".join(text[a.start : a.end] for a in found).replace("(", " ").replace(")", "") == " ".join(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "沅川数智科技有限公司(以下简称沅川数智)成立。沅川数智将扩产。",
            ["沅川数智科技有限公司", "沅川数智", "沅川数智"],
        ),
        ("新加坡通讯及新闻部发布计划。据通讯及新闻部介绍,已启动。", ["新加坡通讯及新闻部", "通讯及新闻部"]),
        ("The Lake Institute for Policy (LIP) said so. LIP will act.", ["Lake Institute for Policy", "LIP", "LIP"]),
        ("The European Commission met. The Commission's plan", ["European Commission", "Commission"]),
        ("华为、燧木、寒武纪等企业参与", ["华为", "燧木", "寒武纪"]),
        ("| 牵头单位 | 任务 |\n|---|---|\n| 云砚所 | 测试 |", ["云砚所"]),
        ("工信部联科〔2026〕18号", []),
        ("财政部门和教育部门", []),
        ("they use meta analysis and apple pie", []),
    ],
)
def test_an_organisation_is_known_by_what_the_text_calls_it(reading: Reader, text: str, names: list[str]) -> None:
    assert [text[a.start : a.end] for a in reading(text).annotated.of("organisation")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Lake Compute Act (LCA) passed. The Act helps; LCA is law.", ["Lake Compute Act", "LCA", "Act", "LCA"]),
        (
            "the National Chip Plan 2026–2030 (the “Plan”) and the Plan",
            ["National Chip Plan 2026–2030", "Plan", "Plan"],
        ),
        ("衡镜发布《大模型市场报告》(下称“报告”)。", ["《大模型市场报告》", "“报告”"]),
        ("They act on a plan of the Commission on Monday.", []),
    ],
)
def test_a_title_is_known_by_what_the_text_calls_it(reading: Reader, text: str, names: list[str]) -> None:
    assert [text[a.start : a.end] for a in reading(text).annotated.of("title")] == names


def test_the_short_form_of_a_title_stands_for_it(reading: Reader) -> None:
    text = "深圳发布了《算法行动方案(2023—2024年)》(以下简称《方案》)。"
    full, short = reading(text).annotated.of("title")
    assert (full.value("name"), full.value("short"), short.value("name")) == (
        "算法行动方案(2023—2024年)",
        "方案",
        "方案",
    )


def test_a_traditional_text_is_read_at_its_own_offsets(reading: Reader) -> None:
    text = "華為與國務院"
    assert [text[a.start : a.end] for a in reading(text).annotated.of("organisation")] == ["華為", "國務院"]
