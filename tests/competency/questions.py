"""Questions: the competency questions with their answers, and the SPARQL query that answers each.

A query file begins with the question and a line `# answer:` that names the columns which make up the answer, as in
`# answer: maker(makes), years`. What a column means follows from its name and its values:

- `?x` with `?x_unit` and `?x_comparator` is a number as the graph states it; a bare number is a count or a result of
  arithmetic, its unit is the column's name;
- `?x` with `?x_from` and `?x_to` (either may be unbound) is an interval of dates;
- `?x` bound to an IRI is an entity, compared by its labels and aliases in both languages;
- a boolean is yes or no, and an ASK query answers with one.

Columns in brackets belong to the item before them. Columns that begin with `claim` hold the statements that a row rests
on, one IRI or several separated by spaces.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "QUESTIONS", "Column", "Question"]

FOLDER = Path(__file__).resolve().parent

Item = dict[str, Any]
"""One item of an answer, as the question files write it."""

_COLUMN = re.compile(r"(\w+)(?:\(([\w, ]*)\))?")


@dataclass(frozen=True)
class Column:
    """A column of the result that makes an item of the answer, and the columns that belong to it."""

    name: str
    nested: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question, its normalised answer, and the query that answers it; `key` is `{file}-{id}`, such as `000-Q02`."""

    key: str
    text: str
    answer: tuple[Item, ...]
    query: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns that the query's `# answer:` line names."""
        line = next(line for line in self.query.splitlines() if line.startswith("# answer:"))
        found = _COLUMN.findall(line.removeprefix("# answer:"))
        return tuple(Column(name, tuple(re.findall(r"\w+", nested))) for name, nested in found)

    @property
    def not_stated(self) -> bool:
        """Return whether the right answer is that the texts do not say."""
        return [item.get("en") for item in self.answer] == ["not stated"]


@cache
def _read() -> tuple[Question, ...]:
    return tuple(
        Question(
            key := f"{path.stem.removeprefix('questions_')}-{entry['id']}",
            f"{entry['question_en']} {entry['question_zh']}",
            tuple(entry["answer"]),
            (FOLDER / "queries" / f"{key}.rq").read_text(encoding="utf-8"),
        )
        for path in sorted(FOLDER.glob("questions_*.jsonl"))
        for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    )


QUESTIONS = _read()
