"""Segments: which lines of a text are content, and which are headings, furniture, signature or tables.

A notice of the site or the signature's date says nothing of the policies in the text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from loaders.text.passages import Passage, Passages

__all__ = ["Kind", "Segment", "segment"]


class Kind(StrEnum):
    """What a paragraph is."""

    CONTENT = "content"
    HEADING = "heading"
    FURNITURE = "furniture"
    DATELINE = "dateline"
    SIGNATURE = "signature"
    TABLE = "table"
    NUMBER = "document number"


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph and what it is; `ordinal` is its number as printed (第三条, (二), 1.), where it has one."""

    passage: Passage
    kind: Kind
    ordinal: str | None = None


_ORDINAL = re.compile(
    r"\s*(第[一二三四五六七八九十百\d]+[章节条款]|[(][一二三四五六七八九十]+[)]|[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)|"
    r"(?:战略|任务|行动|举措|原则|支柱)\d+:|#{1,6}\s)"
)
_FURNITURE = re.compile(
    r"<?返回|加入收藏|上一篇|下一篇|相关(?:推荐|阅读|链接|文章)|更多资讯|责任?编辑[: ]|版权(?:所有|声明|归)|转载请|"
    r"打印本页|关闭窗口|扫一扫|分享到|^声明:|本站(?:部分)?(?:文章|内容)|免责声明|阅读(?:原文|全文)|点击(?:查看|阅读)|"
    r"^[▍►■]|网站地图|ICP备|^(?:Share|Print|Subscribe|Cookie|Copyright|©|All rights reserved)"
)
_DATELINE = re.compile(r"^(?:来源|作者|记者|通讯员|发布时间|日期):|^(?:19|20)\d{2}[-年/.]\d{1,2}[-月/.]\d{1,2}")
_NUMBER = re.compile(r"^[一-鿿]{1,12}[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*第?\d+号$")
_SIGNED_DATE = re.compile(
    r"^(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|"
    r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日)$"
)
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_HEADING_LENGTH = 60
_SIGNED_LENGTH = 40


def segment(view: str, passages: Passages) -> tuple[Segment, ...]:
    """Return every paragraph of a view with its kind, in reading order."""
    kinds = [_kind(view[p.start : p.end]) for p in passages.paragraphs]
    for index, passage in enumerate(passages.paragraphs):
        line = view[passage.start : passage.end]
        if index and _SIGNED_DATE.match(line):
            kinds[index] = Kind.SIGNATURE
            before = passages.paragraphs[index - 1]
            if before.end - before.start <= _SIGNED_LENGTH and view[before.end - 1] not in "。;:.!?":
                kinds[index - 1] = Kind.SIGNATURE
    return tuple(
        Segment(passage, kind, _ordinal(view[passage.start : passage.end]))
        for passage, kind in zip(passages.paragraphs, kinds, strict=True)
    )


def _kind(line: str) -> Kind:
    if _TABLE.match(line):
        return Kind.TABLE
    if _NUMBER.match(line):
        return Kind.NUMBER
    if len(line) <= _HEADING_LENGTH and _DATELINE.search(line) and not line.endswith("。"):
        return Kind.DATELINE
    if len(line) <= 2 * _HEADING_LENGTH and _FURNITURE.search(line):
        return Kind.FURNITURE
    ends_open = (line.rstrip('”’"') or line)[-1] not in "。!?;…,"
    if len(line) <= _HEADING_LENGTH and ends_open and (_ORDINAL.match(line) or len(line) <= _HEADING_LENGTH // 2):
        return Kind.HEADING
    return Kind.CONTENT


def _ordinal(line: str) -> str | None:
    found = _ORDINAL.match(line)
    return found[1].strip() if found else None
