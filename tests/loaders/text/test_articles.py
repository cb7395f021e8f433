"""Articles keep their bytes; metadata is what the text gives; furniture is told from content."""

import hashlib
from pathlib import Path

import pytest

from loaders.errors import Refused
from loaders.text.articles import read_article, read_articles

ROOT = Path(__file__).resolve().parents[3]


def test_the_text_is_never_normalised(tmp_path: Path) -> None:
    data = "行一\r\n行\u00a0二,“a”\r\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "a.yaml").write_text(f"title: 行一\ntitle_en: x\nsha256: {hashlib.sha256(data).hexdigest()}\n")
    article = read_article(tmp_path / "a.txt")
    assert article.text.encode() == data


def test_metadata_that_is_missing_says_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲")
    with pytest.raises(Refused, match=f"write a.yaml with title, sha256: {hashlib.sha256('甲'.encode()).hexdigest()}"):
        read_article(tmp_path / "a.txt")


def test_a_text_that_changed_under_its_metadata_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲")
    (tmp_path / "a.yaml").write_text(f"title: 甲\ntitle_en: x\nsha256: {'a' * 64}\n")
    with pytest.raises(Refused, match="the text changed"):
        read_article(tmp_path / "a.txt")


def test_bytes_that_are_not_utf8_are_refused_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲".encode("gb18030"))
    (tmp_path / "a.yaml").write_text("title: 甲\n")
    with pytest.raises(Refused, match="not UTF-8 at byte 0"):
        read_article(tmp_path / "a.txt")


def test_every_bad_article_of_a_folder_is_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("甲")
    with pytest.raises(Refused) as caught:
        read_articles(tmp_path)
    assert [problem.path.name for problem in caught.value.problems] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("words", "furniture"),
    [
        ("加入收藏", True),
        ("▍相关推荐\n更多资讯 >>>", True),
        ("一线抢算力,二线争应用", False),
        ("抓住互联网的时代机遇\n加入收藏", False),
    ],
)
def test_furniture_is_only_what_holds_nothing_else(words: str, furniture: bool) -> None:
    (article,) = (a for a in read_articles(ROOT / "seeds") if a.id.startswith("004"))
    assert article.is_furniture(words) is furniture


def test_the_seeds_are_the_articles_byte_for_byte() -> None:
    digests = {article.id[:3]: article.sha256 for article in read_articles(ROOT / "seeds")}
    assert digests == {
        "000": "5f8dc280b4237a5df42c82a51e4c60a7fd95de7e9295cae1751eb44a40f7a89d",
        "004": "fb51bdc8b3cf9efc10c0041e0751be476d1eae0ad3847abb1082a45e4af5a68b",
    }
