"""Opened releases: what they give, what they derive, which one is current."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ontology.manifest import CurrentPointer
from service.errors import EngineFailed, NoRelease, NotFound
from service.release import Release, Releases
from tests.service.release_folders import write_release

ONE = "@prefix e: <http://example.org/> . e:g { e:a e:b e:c }"
TWO = "@prefix e: <http://example.org/> . e:g { e:a e:b e:d }"


def test_a_text_is_read_as_it_was_stored(tmp_path: Path) -> None:
    identifier = write_release(tmp_path, ONE, texts={"doc": "甲\r\n乙"})
    release = Release(tmp_path / "releases" / identifier)
    assert release.text("doc") == "甲\r\n乙"
    with pytest.raises(NotFound, match="no document"):
        release.text("../manifest")


def test_what_is_derived_is_made_once_even_when_asked_for_at_once(tmp_path: Path) -> None:
    release = Release(tmp_path / "releases" / write_release(tmp_path, ONE))
    made = []

    def make(given: Release) -> int:
        made.append(given.id)
        return len(made)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: release.derived("count", make), range(32))) == {1}
    assert made == [release.id]


def test_the_announced_release_becomes_current_and_the_former_stays_readable(tmp_path: Path) -> None:
    releases = Releases(tmp_path, 1)
    with pytest.raises(NoRelease):
        _ = releases.current
    first, second = write_release(tmp_path, ONE), write_release(tmp_path, TWO)
    assert releases.announced() == second
    releases.serve(releases.open(first))
    assert releases.announced() == second
    releases.serve(releases.open(second))
    assert releases.announced() is None
    assert (releases.current.id, releases.open(first).id) == (second, first)
    assert releases.ids() == sorted((first, second))


@pytest.mark.parametrize("name", ["", ".", "..", "none", "../releases"])
def test_only_releases_of_the_workspace_are_opened(tmp_path: Path, name: str) -> None:
    write_release(tmp_path, ONE)
    with pytest.raises(NotFound):
        Releases(tmp_path, 1).open(name)


def test_a_broken_release_is_an_error_without_its_path(tmp_path: Path) -> None:
    identifier = write_release(tmp_path, ONE)
    (tmp_path / "releases" / identifier / "manifest.json").write_text("{}")
    with pytest.raises(EngineFailed) as failed:
        Releases(tmp_path, 1).open(identifier)
    assert str(tmp_path) not in failed.value.detail
    assert CurrentPointer(tmp_path).read() == identifier
