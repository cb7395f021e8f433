"""Problems as a person reads them: what went wrong in the page's language, and links to what may have been meant.

The Chinese of every sentence that a page may have to show stands here, under its English; `{}` are the parts that vary.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from service.errors import Problem
from service.evidence import Label

__all__ = ["Told", "near_paths", "told"]

_SENTENCES: Final = {
    "There is nothing at this address.": "此地址没有内容。",
    "This method does not apply here; see the Allow header.": "此处不支持该请求方法。",
    "This release has no {}.": "本版本没有 {}。",
    "This release has no document {}; /documents lists those it has.": "本版本没有文献 {}。",
    "This release has no claim {}.": "本版本没有论断 {}。",
    "This release has no search index; build it again.": "本版本没有检索索引，请重新构建。",
    "This release has nothing of class {}.": "本版本没有类别为 {} 的事物。",
    "There is no canned query {}.": "没有名为 {} 的问题。",
    "There is no such file.": "没有此文件。",
    "There is no release {} here; /releases lists those that are.": "此处没有版本 {}。",
    "There is no kind of entity {}; the kinds are {}.": "没有“{}”这一种类；种类有：{}。",
    "There is no kind {}. The kinds are {}.": "没有“{}”这一种类；种类有：{}。",
    "There is no class {}.": "没有类别 {}。",
    "There is no export format {}; there are {}.": "没有导出格式 {}；可用格式有：{}。",
    "`at` is two offsets such as 631-666.": "`at` 应为起止位置，如 631-666。",
    "Parameter `{}`: {}.": "参数 `{}` 的取值无效（{}）。",
    "Say what to search for: `q` must hold at least one character.": "请输入检索词。",
    "`q` is longer than {} characters.": "检索词不得超过 {} 个字符。",
    "`q` has more than {} words.": "检索词不得超过 {} 个。",
    "{} may mean {}; say which.": "{} 可能指 {}，请指明。",
    "{} names no entity; write an IRI or {}.": "{} 不是任何事物的名称；请写 IRI 或 {}。",
    "{} is a {}; wanted is {}.": "{} 的种类是 {}，此处需要 {}。",
    "`{}` is needed, for example {}.": "`{}` 必须填写，例如 {}。",
    "`{}` takes one value, not {}.": "`{}` 只能取一个值，而非 {} 个。",
    "`{}` is longer than {} characters.": "`{}` 不得超过 {} 个字符。",
    "`{}` is not valid Unicode.": "`{}` 不是有效的 Unicode 文本。",
    "`{}` is one of {}, not {}.": "`{}` 须为以下之一：{}；而非 {}。",
    "`{}` is one of {}; {} is not one.": "`{}` 须为以下之一：{}；{} 不在其中。",
    "`{}` is a year of four digits such as 2023, not {}.": "`{}` 须为四位年份，如 2023，而非 {}。",
    "`{}` is a date such as 2023-06-27, not {}.": "`{}` 须为日期，如 2023-06-27，而非 {}。",
    "`{}` is a number such as 85 or 1.5, not {}.": "`{}` 须为数字，如 85 或 1.5，而非 {}。",
    "`{}` is {}, not {}.": "`{}` 须为 {}，而非 {}。",
    "{} has no parameter `{}`; it has {}": "{} 没有参数 `{}`；其参数有：{}",
    "The service failed; tell the operator when, and what was asked.": "服务出错；请将时间与请求内容告知运维人员。",
}
_GENERAL: Final = {
    400: "请求有误，请检查地址和填写的内容。",
    404: "此地址没有内容。",
    429: "请求过于频繁，请稍后再试。",
    503: "服务正忙或暂不可用，请稍后再试。",
    504: "查询超时，请缩小范围后再试。",
    507: "查询所需内存过多，请缩小范围后再试。",
}
_MEANT: Final = re.compile(r"\s*Did you mean (.+)\?$")


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, sentence.split("{}"))), re.DOTALL)


_PATTERNS: Final = [(_pattern(english), chinese) for english, chinese in _SENTENCES.items()]


@dataclass(frozen=True, slots=True)
class Told:
    """A problem told: its sentence (Chinese where there is one for it), and the names that may have been meant."""

    text: Label
    near: tuple[str, ...]


def told(problem: Problem) -> Told:
    """Return what to tell a person about a problem."""
    meant = _MEANT.search(problem.detail)
    near = tuple(meant[1].split(" or ")) if meant else ()
    english = problem.detail[: meant.start()] if meant else problem.detail
    return Told(Label(en=english, zh=_chinese(english) or _GENERAL.get(problem.status, "服务出错。")), near)


def _chinese(english: str) -> str | None:
    sentence = english if english.endswith((".", "?")) else f"{english}."
    for pattern, chinese in _PATTERNS:
        found = pattern.fullmatch(sentence) or pattern.fullmatch(english)
        if found:
            return chinese.format(*found.groups())
    return None


def near_paths(path: str, known: Iterable[str]) -> str:
    """Return a sentence that names the addresses most like an unknown one, beginning with a space, or nothing."""
    found = get_close_matches(path.lower().rstrip("/"), sorted(set(known)), n=3, cutoff=0.7)
    return f" Did you mean {' or '.join(found)}?" if found else ""
