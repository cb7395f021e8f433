"""Technologies are named by lists, by their kind, by their number and by the column of a table; general words name none."""

import pytest

from tests.loaders.extract.conftest import Reader

NAMED = [
    ("支持自然语言处理、联邦学习和存算一体芯片研发", ["自然语言处理", "联邦学习", "存算一体芯片"]),
    ("推广人形机器人、智能网联汽车和政务大模型", ["人形机器人", "智能网联汽车", "政务大模型"]),
    ("禁止出口A800、H20,改用昇腾910B", ["A800", "H20", "昇腾910B"]),
    ("研发“铸渊”工业大模型", ["“铸渊”工业大模型"]),
    ("| 厂商 | 主要产品 | 份额 |\n|---|---|---|\n| 甲 | 星槎·问渠 | 20% |", ["星槎·问渠"]),
    ("发展人工智能技术,提供算力、算法和数据,建设智能工厂和智算中心", []),
    (
        "It covers large language models, facial recognition and autonomous vehicles.",
        ["large language models", "facial recognition", "autonomous vehicles"],
    ),
    ("A new national supercomputer, CASPIr-2, runs GPT-4 and Llama 3.", ["CASPIr-2", "GPT-4", "Llama 3"]),
    ("AI systems, models and chips are new technologies.", []),
    ("《人工智能芯片发展规划》提出要求。", []),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_technologies_of_a_text(reading: Reader, text: str, names: list[str]) -> None:
    assert [text[a.start : a.end] for a in reading(text).annotated.of("technology")] == names


def test_a_line_that_repeats_a_title_names_no_technology(reading: Reader) -> None:
    text = "印发《具身智能产业发展若干措施》的通知\n\n具身智能产业发展若干措施\n\n支持具身智能。"
    assert [a.start for a in reading(text).annotated.of("technology")] == [text.rindex("具身智能")]
