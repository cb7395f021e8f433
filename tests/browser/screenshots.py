"""Screenshots of the main pages for the documentation: `python -m tests.browser.screenshots ADDRESS [FOLDER]`.

ADDRESS is a running service on the seeds' release, such as http://127.0.0.1:8000.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.browser.chromium import launched, watched

__all__ = ["take"]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the page, and the window it is seen in."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    dark: bool = False


CHIPS = """PREFIX pg: <https://w3id.org/policygraph/ontology#>
SELECT ?chip ?maker WHERE {
  ?chip a pg:AIChip ; pg:developedBy ?maker .
}"""
SHOTS = (
    Shot("home-en", "/?lang=en"),
    Shot("home-zh-narrow", "/?lang=zh", 360, 760),
    Shot("entity-zh", "/entities/place/china?lang=zh"),
    Shot("entity-en-dark", "/entities/policy/eu-ai-act?lang=en", dark=True),
    Shot("document-zh", "/documents/000_a0fd6640ffb8c334?lang=zh&at=631-666#here"),
    Shot("document-en-dark-narrow", "/documents/004_abe0070b667bdcb0?lang=en", 360, 760, dark=True),
    Shot("search-zh", "/search?q=算力&kind=measure&lang=zh"),
    Shot("query-en", "/queries/money?lang=en"),
    Shot("query-timeline-zh", "/queries/events?lang=zh"),
    Shot("query-graph-en-dark", "/queries/neighbours?entity=place:beijing&lang=en", dark=True),
    Shot(
        "query-field-zh-narrow",
        "/queries/compare-places?place=place:beijing&place=place:hangzhou&lang=zh#answer",
        360,
        760,
    ),
    Shot("neighbourhood-zh", "/entities/place/china?lang=zh#neighbours"),
    Shot("sparql-zh", "/sparql?lang=zh&query=" + quote(CHIPS)),
    Shot(
        "sparql-error-zh",
        "/sparql?lang=zh&query=" + quote(CHIPS.replace("pg:developedBy", "foo:developedBy")),
        dark=True,
    ),
)


def take(base: str, folder: Path = FOLDER) -> None:
    """Write every picture into a folder. Raises AssertionError where a page breaks the rules that tests hold."""
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        for shot in SHOTS:
            with watched(browser, shot.width, shot.height, dark=shot.dark) as window:
                window.page.goto(base.rstrip("/") + shot.address, wait_until="networkidle")
                if shot.address.endswith("#neighbours"):
                    window.page.locator("#picture > button").click()
                    window.page.wait_for_selector("#picture.drawn")
                window.page.screenshot(path=folder / f"{shot.name}.png")
                window.errors[:] = [line for line in window.errors if "status of 400" not in line]


if __name__ == "__main__":
    take(sys.argv[1], *map(Path, sys.argv[2:3]))
