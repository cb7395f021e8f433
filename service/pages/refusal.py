"""A query that was not answered, explained to a person: where it does not parse, what is wrong there, what to do."""

import re
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import PREFIXES
from service.errors import Problem
from service.evidence import Label
from service.pages.figures import grouped

__all__ = ["Place", "advice_of", "place_of", "reason_of"]

_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_MARKS: Final = re.compile(r'"([.;,)}\]\'])"')
_WORD: Final = re.compile(r"[^\W\d][\w-]*")
_BOUNDS: Final = " \t{}();,"

_CHINESE: Final = (
    ("Queries cannot reach other servers", "查询不能访问其他服务器（SERVICE）：请在对方服务器上运行该部分。"),
    ("Brackets are nested", "括号嵌套过深，请简化查询。"),
    ("The query crashed the engine", "查询使引擎中断，多因嵌套过深，请简化查询。"),
    ("The query cannot be evaluated", "查询无法求值。"),
    ("The parameters are not", "查询语句不是有效的 UTF-8 文本。"),
)
"""How refusals that name no place begin, and what they are in Chinese."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query does not parse: the line, counted from 1, cut before and after the word that does not fit.

    `start` and `end` are the word's offsets in the line, in code points.
    """

    line: int
    start: int
    before: str
    at: str
    after: str

    @property
    def end(self) -> int:
        """The offset after the word."""
        return self.start + len(self.at)


def place_of(query: str, syntax: str) -> Place | None:
    """Return the place that a parser's message names, or None where it names none of the query.

    A parser stops after the word that it could not use; where it stopped at a gap, the word before it is meant.
    """
    found = _PLACE.search(syntax)
    lines = query.split("\n")
    if found is None or not 1 <= int(found[1]) <= len(lines):
        return None
    line = lines[int(found[1]) - 1].rstrip("\r")
    start = end = min(int(found[2]) - 1, len(line))
    if not line[start : start + 1].strip():
        while end > 0 and not line[end - 1].strip():
            end -= 1
        start = max(0, end - 1)
    if line[start : start + 1] not in _BOUNDS:
        while start > 0 and line[start - 1] not in _BOUNDS:
            start -= 1
    end = max(start + 1, end)
    if line[end - 1 : end] not in _BOUNDS:
        while end < len(line) and line[end] not in _BOUNDS:
            end += 1
    return Place(int(found[1]), start, line[:start], line[start:end] or " ", line[end:])


def reason_of(query: str, syntax: str, place: Place) -> Label:
    """Return what is wrong at the place, as far as the parser's message tells a person anything.

    Of what the parser expected only marks are passed on: its words name whatever the grammar tried last.
    """
    prefix = place.at.partition(":")[0] + ":" if ":" in place.at else ""
    if "Prefix not found" in syntax and prefix:
        line = f"PREFIX {prefix} <{PREFIXES.get(prefix[:-1], '…')}>"
        return Label(
            en=f"The prefix {prefix} is not declared: write {line} above, or the whole IRI in <…>.",
            zh=f"前缀 {prefix} 未声明：请在前面加上 {line}，或用 <…> 写出完整 IRI。",
        )
    if "Prefix not found" in syntax or (_WORD.fullmatch(place.at) and '":"' in syntax):
        return Label(
            en="A name needs a prefix or <…>; words of a text stand in quotation marks.",
            zh="名称须带前缀或写在 <…> 中；文本须加引号。",
        )
    if "variable that is unbound" in syntax:
        return Label(
            en="SELECT names a variable that the grouping does not give: group by it, or count it: COUNT(?x).",
            zh="SELECT 中有变量未参与分组：请加入 GROUP BY，或加以聚合，如 COUNT(?x)。",
        )
    if "IRI parsing failed" in syntax:
        return Label(en="This is no IRI that can be read.", zh="此处的 IRI 无法识别。")
    marks = "  ".join(dict.fromkeys(_MARKS.findall(syntax)))
    if place.after.strip() or "\n".join(query.split("\n")[place.line :]).strip():
        found = Label(en="This does not fit here.", zh="此处不符合语法。")
    elif marks:
        found = Label(en="The query ends too early.", zh="查询语句在此提前结束。")
    else:
        found = Label(en="Something does not fit here, or just before.", zh="此处或之前有不符合语法之处。")
    if not marks:
        return found
    return Label(en=f"{found.en} Perhaps one of these is missing: {marks}", zh=f"{found.zh}可能缺少：{marks}")


def advice_of(problem: Problem, seconds: float) -> Label:
    """Return what to tell a person about a query that was not answered; English only where all is the engine's."""
    longest = grouped(seconds)
    told = {
        504: Label(
            en=f"The query ran longer than {longest} seconds and was stopped, so that others can ask too. Narrow it: "
            "name a class or an entity, add a LIMIT, join all patterns by a variable. For all data there are exports.",
            zh=f"查询超过{longest}秒，已停止，以便他人也能查询。请缩小范围：指定类别或实体、加上 LIMIT、"
            "用变量连接各个模式。如需全部数据，请使用导出。",
        ),
        507: Label(
            en="The query needed more memory than one query may have. Sort or group fewer rows, or add a LIMIT.",
            zh="查询所需内存超过上限。请减少排序或分组的行数，或加上 LIMIT。",
        ),
        429: Label(
            en="You have used your share of query seconds for this minute. Wait a moment, then run it again.",
            zh="本分钟的查询时间已用完，请稍后再试。",
        ),
        503: Label(en=problem.detail, zh="查询服务暂时不可用或正忙，请稍后再试。"),
        413: Label(en=problem.detail, zh="查询语句过长。"),
        403: Label(en=problem.detail, zh="本图谱只读：论断须经核验后随新版本发布，此处不执行更新。"),
    }
    if problem.status in told:
        return told[problem.status]
    return Label(en=problem.detail, zh=next((zh for en, zh in _CHINESE if problem.detail.startswith(en)), None))
