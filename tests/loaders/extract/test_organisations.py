"""Organisations are known by their kind, by their neighbours in a list, by what they do, and by what a text calls them."""

import pytest

from tests.loaders.extract.conftest import Reader

NAMED = [
    pytest.param("英国财政部、内政部和信息专员办公室讨论。", ["英国财政部", "内政部", "信息专员办公室"], id="behind a ministry"),
    pytest.param("国家网信办联合国家发展改革委开展行动。", ["国家网信办", "国家发展改革委"], id="联合国家 is no 联合国"),
    pytest.param("众议院能源和商务委员会举行听证。", ["众议院能源和商务委员会"], id="a chamber's committee"),
    pytest.param("经合组织理事会表示支持。", ["经合组织理事会"], id="an organ of an alliance"),
    pytest.param("星槎智造创始人表示,订单饱满。", ["星槎智造"], id="a company by its founder"),
    pytest.param("建议设立国家级算子开源基金会。", [], id="what is to be set up at the level of the state has no name yet"),
    pytest.param("深度求索的DeepSeek备案。", ["深度求索"], id="a product of the company of the same name"),
    pytest.param("Wayfare launched a cloud service.", ["Wayfare"], id="a name that acts as companies do"),
    pytest.param("Ann Okafor left. Okafor launched a review.", [], id="a surname acts for a person"),
    pytest.param("The bill would create an AI Authority.", ["AI Authority"], id="a body that a bill would set up"),
    pytest.param("NIST and Wayfare will publish it.", ["NIST", "Wayfare"], id="joined by “and” to a body"),
    pytest.param("The State Administration for Market Regulation fined it.",
                 ["State Administration for Market Regulation"], id="no title inside a body's name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_organisations_of_a_text(reading: Reader, text: str, names: list[str]) -> None:
    assert [text[a.start : a.end] for a in reading(text).annotated.of("organisation")] == names
