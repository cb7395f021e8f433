"""Texts that nobody would write: the rules get through them, because reading costs no more than a little a character."""

import pytest

from tests.loaders.extract.conftest import Extractor

CHARACTERS = 20_000


@pytest.mark.parametrize(
    "words",
    [
        "华为与",
        "the market of growth ",
        "《算法方案》",
        "到2025年,建成",
        "工信部、",
        "a",
        "1",
        "Ministry of ",
        "(",
        "“",
        "、",
        "将",
    ],
)
@pytest.mark.timeout(60)
def test_one_endless_line_is_read_to_its_end(words: str, extraction: Extractor) -> None:
    text = (words * CHARACTERS)[:CHARACTERS]
    found = extraction(text)
    assert len(found.reading.view) == CHARACTERS
    assert all(0 <= span.start < span.end <= CHARACTERS for made in found.utterances for span in made.spans)
