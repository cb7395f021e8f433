"""Problems in the words of the page's language, with what may have been meant."""

import pytest

from service.errors import BadRequest, NotFound, Overloaded
from service.pages.problems import near_paths, told


@pytest.mark.parametrize(
    ("detail", "chinese", "near"),
    [
        (
            "This release has no actor:nvidea. Did you mean actor:nvidia?",
            "本版本没有 actor:nvidea。",
            ("actor:nvidia",),
        ),
        (
            "There is no canned query 'vote'. Did you mean votes or maturity?",
            "没有名为 'vote' 的问题。",
            ("votes", "maturity"),
        ),
        ("`year` is a year of four digits such as 2023, not 'abc'.", "`year` 须为四位年份，如 2023，而非 'abc'。", ()),
        ("`entity` is needed, for example place:beijing.", "`entity` 必须填写，例如 place:beijing。", ()),
        ("`at` is two offsets such as 631-666.", "`at` 应为起止位置，如 631-666。", ()),
    ],
)
def test_a_problem_is_told_in_chinese(detail: str, chinese: str, near: tuple[str, ...]) -> None:
    found = told(NotFound(detail))
    assert found.text.zh == chinese
    assert found.text.en == detail.partition(" Did you mean")[0]
    assert found.near == near


def test_a_problem_that_has_no_chinese_of_its_own_gets_that_of_its_status() -> None:
    assert told(BadRequest("Something rare.")).text.zh == "请求有误，请检查地址和填写的内容。"
    assert told(Overloaded("Full.")).text.zh == "服务正忙或暂不可用，请稍后再试。"


def test_an_unknown_address_is_told_its_neighbours() -> None:
    assert near_paths("/querys/", ["/queries", "/search"]) == " Did you mean /queries?"
    assert near_paths("/zzz", ["/queries", "/search"]) == ""
