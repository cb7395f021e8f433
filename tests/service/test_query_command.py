"""`policygraph query`: the canned queries in the terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app

RUNNER = CliRunner()


def run(home: Path, *words: str) -> tuple[int, str, str]:
    result = RUNNER.invoke(app, ["query", *words, "--home", str(home)])
    return result.exit_code, result.stdout, result.stderr


def test_without_a_name_it_lists_the_queries(release_home: Path) -> None:
    code, out, _ = run(release_home)
    assert code == 0
    assert "support-with-caps" in out


def test_rows_come_as_a_table_with_their_quotes(release_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    code, out, _ = run(release_home, "numbers", "--about", "ImageNet")
    assert code == 0
    assert "14197122" in out
    assert "有14197122张图片" in out


def test_rows_come_as_json_for_programs(release_home: Path) -> None:
    code, out, _ = run(release_home, "votes", "--format", "json", "--lang=zh")
    assert code == 0
    assert {row["value"] for row in json.loads(out)} == {499, 93, 28}


def test_it_says_when_more_rows_follow(release_home: Path) -> None:
    code, _, err = run(release_home, "money", "--limit", "2", "--format", "csv")
    assert code == 0
    assert "--offset 2" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("vots",), "votes"),
        (("numbers", "--abot", "x"), "no parameter"),
        (("numbers", "--about"), "needs a value"),
        (("numbers", "x"), "--name value"),
        (("votes", "--format", "pdf"), "no format"),
        (("votes", "--scope", "some"), "reviewed or all"),
    ],
)
def test_a_mistake_ends_with_what_would_be_right(release_home: Path, words: tuple[str, ...], says: str) -> None:
    code, _, err = run(release_home, *words)
    assert code == 1
    assert says in err
