"""What stands in a text: names and numbers as policy texts write them, and what only looks like one."""

import pytest

from tests.loaders.extract.conftest import Reader


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "comparator"),
    [
        ("约为美国的1/6", "1/6", "0.1667", "ratio", "About"),
        ("fewer than a quarter of firms", "a quarter", "0.25", "ratio", "LessThan"),
        ("nearly three fifths since then", "three fifths", "0.6", "ratio", "About"),
        ("出资近四成", "四成", "40", "percent", "About"),
        ("每半年调度", "半年", "6", "month", "Exactly"),
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
        "推出GPT-4模型",
        "位居第二",
        "一批骨干企业",
        "《人工智能协调计划2021年修订版》",
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
