"""The catalogue: what a query file must be, and what is said of one that is not."""

from pathlib import Path

import pytest

from service.canned.catalogue import QUERIES, BrokenQuery, read_catalogue

HEAD = """#+ summary: {en: A question, zh: 一个问题}
#+ description: {en: What it answers., zh: 回答什么。}
#+ tags: [test]
#+ parameters:
#+   place: {type: entity, kinds: [place], many: true, en: Places., zh: 地方。, example: beijing}
#+ examples:
#+   - {en: Where is it, zh: 在哪里, values: {place: beijing}}
"""
BODY = """SELECT ?place WHERE {
  VALUES ?place { $place }
  ?place a ?class .
  FILTER(LANG("x"@en) = $lang)
}
LIMIT $limit OFFSET $offset
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "group" / "question.rq"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_is_a_query(tmp_path: Path) -> None:
    write(tmp_path, HEAD + BODY)
    query = read_catalogue(tmp_path)["question"]
    assert (query.group, query.kind, query.columns) == ("group", "rows", ("place",))
    assert list(query.parameters) == ["place", "lang", "limit", "offset"]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("#+ summary: {", "#+ summary: [", 1, ""),
        ("#+ tags: [test]", "#+ tags: []", 3, "tags"),
        ("#+ tags: [test]", "#+ tag: [test]", 3, "tag"),
        ("type: entity", "type: thing", 5, "type"),
        ("kinds: [place]", "kinds: [planet]", 5, "planet"),
        ("values: {place: beijing}", "values: {plce: beijing}", 1, "plce"),
        ("values: {place: beijing}", "values: {place: 'x y'}", 1, "x y"),
        ("  ?place a ?class .", "  ?place a .", 10, ""),
        ("  ?place a ?class .", "  ?place a $class .", 10, "$class is not declared"),
        ("  VALUES ?place { $place }", "  FILTER(?place = $place)", 9, "may be absent or several"),
        ("  VALUES ?place { $place }", "", 1, "`place` is declared but never used"),
        ("LIMIT $limit OFFSET $offset", "LIMIT $limit", 8, "$offset"),
        ("SELECT ?place", "ASK", 8, ""),
        ("#+ tags: [test]", "#+ tags: [test]\n#+ chart: {type: pie, value: place}", 4, "chart"),
        ("#+ tags: [test]", "#+ tags: [test]\n#+ chart: {type: bars, value: place}", 4, "chart"),
        ("#+ tags: [test]", "#+ tags: [test]\n#+ chart: {type: bars, value: size, label: [place]}", 4, "`size`"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    text = HEAD + BODY
    assert old in text
    path = write(tmp_path, text.replace(old, new, 1))
    with pytest.raises(BrokenQuery) as caught:
        read_catalogue(tmp_path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert says in str(caught.value)


def test_a_file_without_front_matter_is_broken(tmp_path: Path) -> None:
    path = write(tmp_path, BODY)
    with pytest.raises(BrokenQuery, match="front matter") as caught:
        read_catalogue(tmp_path)
    assert str(caught.value).startswith(f"{path}:1: ")


def test_two_files_may_not_share_a_name(tmp_path: Path) -> None:
    write(tmp_path, HEAD + BODY)
    other = tmp_path / "other" / "question.rq"
    other.parent.mkdir()
    other.write_text(HEAD + BODY, encoding="utf-8")
    with pytest.raises(BrokenQuery, match="another query"):
        read_catalogue(tmp_path)


def test_the_shipped_catalogue_has_at_least_thirty_questions_in_both_languages() -> None:
    catalogue = read_catalogue()
    assert len(catalogue) >= 30
    assert all(query.summary.zh != query.summary.en for query in catalogue.values())


def test_every_row_query_shows_claim_quote_and_status_or_links_to_its_rows() -> None:
    exempt = {"mentions-of-an-entity"}  # a mention is words without a claim
    for query in read_catalogue().values():
        if query.kind == "rows" and query.name not in exempt:
            assert {"claim", "quote", "status"} <= set(query.columns) or "rows" in query.columns, query.name


def test_the_shipped_files_end_with_a_newline_and_keep_to_the_line_length() -> None:
    for path in QUERIES.rglob("*.rq"):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n")
        assert max(len(line) for line in text.splitlines() if not line.startswith("#+")) <= 120, path.name
