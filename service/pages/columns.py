"""Columns of canned queries as a person reads them: headings, and which of them a table shows where."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ontology.namespaces import PG
from ontology.schema import load_schema
from service.canned.answers import Row
from service.evidence import Label

__all__ = ["Column", "heading", "layout", "with_values"]

_WORDS: Final = {
    "about": ("about", "对象"),
    "aboutLabels": ("about", "对象"),
    "abouts": ("about", "对象"),
    "amounts": ("amounts", "数额"),
    "base": ("base", "基数"),
    "claimText": ("claim", "论断"),
    "claim": ("claim", "论断"),
    "claimedCharacters": ("claimed characters", "有论断字符"),
    "claimedSentences": ("claimed sentences", "有论断句数"),
    "claims": ("claims", "论断数"),
    "class": ("class", "类别"),
    "contentCharacters": ("content characters", "正文字符"),
    "due": ("due", "期限"),
    "entities": ("entities", "实体数"),
    "event": ("event", "事件"),
    "focuses": ("focus", "重点"),
    "group": ("group", "分组"),
    "groupOrdinal": ("group no.", "组号"),
    "horizonSign": ("horizon", "期限符号"),
    "horizonYears": ("horizon, years", "期限（年）"),
    "inClaims": ("in claims", "论断次数"),
    "instruments": ("instruments", "政策工具"),
    "issuer": ("issuer", "发布者"),
    "largest": ("largest", "最大值"),
    "least": ("least", "最小值"),
    "left": ("left side", "左项"),
    "right": ("right side", "右项"),
    "maker": ("maker", "研发者"),
    "measure": ("measure", "措施"),
    "measures": ("measures", "措施数"),
    "mention": ("mention", "提及"),
    "object": ("object", "客体"),
    "other": ("other", "另一项"),
    "otherIssuedFrom": ("other issued", "另一项发布于"),
    "owner": ("of", "所属"),
    "part": ("part", "组成部分"),
    "party": ("party", "当事方"),
    "penalty": ("penalty", "罚则"),
    "policy": ("policy", "政策"),
    "precision": ("precision", "精度"),
    "publisher": ("publisher", "发布媒体"),
    "reading": ("reading", "读法"),
    "recommendation": ("recommendation", "建议"),
    "relation": ("relation", "关系"),
    "role": ("role", "角色"),
    "rows": ("rows", "明细"),
    "sentences": ("sentences", "句数"),
    "sign": ("", ""),
    "subject": ("subject", "主体"),
    "thing": ("thing", "事物"),
    "through": ("through", "途径"),
    "type": ("type", "类型"),
    "vote": ("vote", "表决"),
    "years": ("years", "年数"),
    "yearsMax": ("years at most", "年数上限"),
    "target": ("target", "目标"),
}
"""Headings of columns that are not called like a property."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it shows, the column with the label of its things, its heading, how it is aligned."""

    name: str
    label: str | None
    heading: Label
    number: bool = False


def heading(name: str) -> Label:
    """Return the heading of a column: its own, that of the property it is called like, else its name in words."""
    if name in _WORDS:
        english, chinese = _WORDS[name]
        return Label(en=english, zh=chinese)
    known = load_schema().properties.get(PG + name)
    if known is not None:
        return Label(en=known.labels.en, zh=known.labels.zh)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return Label(en=words, zh=words)


def layout(columns: Sequence[str], *, full_width: Iterable[str] = ("claim", "claimText", "quote")) -> list[Column]:
    """Return the columns that stand side by side: labels are joined to their things, long texts left for a line below.

    The sign of a value (`>=`) is shown in front of the value.
    """
    left = [name for name in columns if name not in {*full_width, "sign"}]
    shown = []
    for name in left:
        if name.endswith("Label") and name.removesuffix("Label") in columns:
            continue
        if name.endswith("Labels") and name.removesuffix("Labels") + "s" in columns:
            continue
        label = f"{name}Label" if f"{name}Label" in columns else None
        thing = name.removesuffix("Label") if name.endswith("Label") else name
        shown.append(Column(name, label, heading(thing)))
    return shown


def with_values(columns: Iterable[Column], rows: Sequence[Row]) -> list[Column]:
    """Return the columns that have a value in any of the rows, each with whether all its values are numbers."""
    found = []
    for column in columns:
        values = [value for row in rows if (value := row.get(column.name)) is not None]
        if values:
            found.append(replace(column, number=all(isinstance(value, (int, float)) for value in values)))
    return found
