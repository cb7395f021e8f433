"""Who issued a title is told by its sentence: joint bodies in order, a place with those around it, short titles too."""

import pytest

from loaders.extract.assemble.policies import find_issues
from tests.loaders.extract.conftest import Reader

ISSUED = [
    pytest.param(
        "工信部近日印发《算力券管理办法》(以下简称《办法》)。",
        {"《算力券管理办法》": ["工信部"], "《办法》": ["工信部"]},
        id="a short title has the issuer of its title",
    ),
    pytest.param(
        "工信部会同教育部、科技部出台《算力券管理办法》。",
        {"《算力券管理办法》": ["工信部", "教育部", "科技部"]},
        id="joint bodies in their order",
    ),
    pytest.param(
        "杭州市余杭区推出《算力券管理办法》。",
        {"《算力券管理办法》": ["杭州市余杭区"]},
        id="a district goes with its city",
    ),
    pytest.param("法国的《算法战略》受到关注。", {}, id="a country's possessive issues nothing"),
    pytest.param("微软批评《算法责任法案》过于严苛。", {}, id="who criticises issues nothing"),
]


@pytest.mark.parametrize(("text", "issuers"), ISSUED)
def test_issuers_of_the_titles_of_a_text(reading: Reader, text: str, issuers: dict[str, list[str]]) -> None:
    found = find_issues(reading(text))
    assert {text[i.title.start : i.title.end]: [text[a.start : a.end] for a in i.issuers] for i in found} == issuers
