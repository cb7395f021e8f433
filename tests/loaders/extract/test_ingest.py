"""Files as they come: encodings, formats, metadata of their own, and reasons for what is not read."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from loaders.errors import Refused
from loaders.extract.adding import add_files
from loaders.extract.ingest import ingest

TEXT = "某市发布新计划\n\n2023-06-27  来源:某报\n\n某市在2023年5月发布《算法计划》,提供补贴。\n加入收藏\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_encoding_is_told_from_the_bytes(encoding: str) -> None:
    article = ingest(Path("a.txt"), TEXT.encode(encoding), {})
    assert article.text == TEXT
    assert article.metadata.source is not None
    assert article.metadata.source.sha256 == hashlib.sha256(TEXT.encode(encoding)).hexdigest()
    assert article.metadata.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_text_tells_its_title_date_outlet_and_furniture() -> None:
    metadata = ingest(Path("a.txt"), TEXT.encode(), {}).metadata
    assert (metadata.title, metadata.published, metadata.publisher) == ("某市发布新计划", date(2023, 6, 27), "某报")
    assert metadata.furniture == ("加入收藏",)
    assert metadata.language == "zh"


def test_a_date_in_a_sentence_is_not_the_date_of_the_article() -> None:
    assert ingest(Path("a.txt"), "某市新闻\n某市在2023年5月8日发布《计划》。".encode(), {}).metadata.published is None


def test_the_signature_dates_an_article() -> None:
    text = "关于印发计划的通知\n各单位:现予印发,请遵照执行。\n某市人民政府办公厅\n2023年5月8日\n"
    assert ingest(Path("a.txt"), text.encode(), {}).metadata.published == date(2023, 5, 8)


def test_what_is_given_goes_before_what_the_text_says() -> None:
    metadata = ingest(Path("a.txt"), TEXT.encode(), {"title": "另一个", "published": date(2024, 1, 1)}).metadata
    assert (metadata.title, metadata.published) == ("另一个", date(2024, 1, 1))


def test_of_a_page_the_visible_text_is_taken() -> None:
    page = (
        "<html><head><title>站点</title><script>var a = 1</script></head><body><nav>首页</nav><h1>标题</h1>"
        "<p>第一<b>段</b>&nbsp;文字。</p><table><tr><td>甲</td><td>乙</td></tr></table></body></html>"
    )
    article = ingest(Path("a.html"), page.encode(), {})
    assert article.text == "标题\n第一段\u00a0文字。\n甲\t乙\n"
    assert article.metadata.title == "标题"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "is not read"),
        ("a.txt", b"\x00\x01\x02", "no text in UTF-8"),
        ("a.txt", b"  \n ", "holds no text"),
        ("a.html", b"<html><script>x = 1</script></html>", "holds no text"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        ingest(Path(name), data, {})


def test_a_bad_file_among_many_is_named_and_the_others_go_in_once(tmp_path: Path) -> None:
    folder, documents = tmp_path / "in", tmp_path / "documents"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "same.txt").write_bytes(TEXT.encode("gb18030"))
    (folder / "good.yaml").write_text("title: 旁注的标题\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00")
    added = add_files([folder, tmp_path / "missing.txt"], documents, (), {})
    assert len(added.new) == 1
    assert [path.name for path, _ in added.known] == ["same.txt"]
    assert sorted(problem.path.name for problem in added.problems) == ["bad.txt", "missing.txt"]
    again = add_files([folder / "good.txt"], documents, (), {})
    assert (again.new, [document for _, document in again.known]) == ((), list(added.new))
    assert (documents / "sources" / f"{added.new[0]}.txt").read_bytes() == (folder / "good.txt").read_bytes()


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        (
            "April 23, 2026 (Meridian Wire) – Within ten days, five governments have put forward rules.",
            date(2026, 4, 23),
        ),
        ("BERLIN, April 23, 2026 – Within ten days, five governments have put forward new rules.", date(2026, 4, 23)),
        ("Department of Enterprise, Trade and Employment of the Republic, 18 February 2026", date(2026, 2, 18)),
        ("On April 23, 2026 the ministry met for the first time to speak of it, and agreed on much.", None),
    ],
)
def test_an_english_byline_or_wire_report_dates_its_text(opening: str, published: date | None) -> None:
    data = f"Governments race to set terms\n\n{opening}\n\nMore follows here.".encode()
    assert ingest(Path("a.txt"), data, {}).metadata.published == published
