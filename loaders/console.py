"""The console: what the loaders' commands share – where they print, how refusals and progress show, common options."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from loaders.errors import LoaderError

__all__ = ["DEFAULT_HOME", "SEEDS", "Home", "Seeds", "err", "out", "progress", "refusals"]

out, err = Console(highlight=False), Console(stderr=True, highlight=False)

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DEFAULT_HOME = Path("data")
Seeds = Annotated[
    Path, typer.Option("--seeds", exists=True, file_okay=False, help="Folder of articles with their curated claims.")
]
Home = Annotated[
    Path,
    typer.Option("--home", envvar="POLICYGRAPH_HOME", file_okay=False, help="Workspace that holds the releases."),
]


@contextmanager
def refusals() -> Iterator[None]:
    """Print what was refused, one problem a line, and leave with exit code 1."""
    try:
        yield
    except LoaderError as error:
        err.print(Text(str(error)), style="red", soft_wrap=True)
        count = len(getattr(error, "problems", getattr(error, "failures", ()))) or 1
        err.print(f"{count} problem{'s' if count > 1 else ''} found.", style="bold red")
        raise typer.Exit(1) from error


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show each step of long work as it begins, with its time; on a terminal only."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        task = bars.add_task("reading", total=None)
        yield lambda step: bars.update(task, description=step)
