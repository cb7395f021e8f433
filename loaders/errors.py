"""What the loaders refuse: errors that say what is wrong, where, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LoaderError", "Problem", "Refused"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place: a file, a line (1-based, 0 where unknown) and a sentence."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.message}"


class LoaderError(Exception):
    """Base of all errors that a user of the loaders can act on."""


class Refused(LoaderError):
    """The input was refused; `problems` lists every reason found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
