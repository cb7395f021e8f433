"""The pages in a real browser: what a person sees, with and without JavaScript, and what never happens."""

import json
from importlib.resources import files
from urllib.parse import quote

import httpx2
import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Watched, watched
from tests.service.pages.hostile import CLAIM, DOCUMENT, QUOTE, START, TEXT
from tests.service.serving import Server

MAIN = (
    "/", "/about", "/search?q=fund", "/search?kind=measure&place=place:shanghai", "/queries", "/queries/market-shares",
    "/queries/events", "/queries/status-counts", "/queries/neighbours?entity=place:beijing", "/sparql",
    "/entities/place/china",
    "/documents/000_a0fd6640ffb8c334?at=631-666", "/documents/004_abe0070b667bdcb0",
)  # fmt: skip
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def first_claim(server: Server) -> str:
    """Return the path of a claim about Nvidia."""
    iri: str = httpx2.get(f"{server.url}/entities/actor/nvidia").json()["claims"][0]["claim"]["iri"]
    return "/claims/" + iri.rpartition("/")[2]


def test_a_chosen_span_is_marked_with_exactly_the_words_of_the_api(seeds_server: Server, window: Watched) -> None:
    for kind, slug in (("actor", "nvidia"), ("technology", "generative-ai")):
        claims = httpx2.get(f"{seeds_server.url}/entities/{kind}/{slug}").json()["claims"]
        evidence = [item for claim in claims for item in claim["claim"]["evidence"]][:4]
        assert evidence
        for item in evidence:
            document = item["document"]["iri"].rpartition("/")[2]
            window.page.goto(f"{seeds_server.url}/documents/{document}?at={item['start']}-{item['end']}#here")
            assert window.page.locator("#here").all_text_contents() == [item["quote"]]


def test_the_source_on_the_page_is_the_stored_text(seeds_server: Server, window: Watched) -> None:
    for document in httpx2.get(f"{seeds_server.url}/releases/current").json()["documents"]:
        window.page.goto(f"{seeds_server.url}/documents/{document['id']}")
        shown = window.page.locator(".source").text_content()
        assert shown is not None
        assert len(shown) == document["characters"]


def test_offsets_count_code_points_also_past_the_first_plane(hostile_server: Server, window: Watched) -> None:
    window.page.goto(f"{hostile_server.url}/documents/{DOCUMENT}?at={START}-{START + len(QUOTE)}#here")
    assert window.page.locator("#here").text_content() == QUOTE
    assert window.page.locator(".source").text_content() == TEXT
    window.page.goto(f"{hostile_server.url}/claims/{CLAIM}")
    assert window.page.locator("mark.quote").text_content() == QUOTE


def test_marks_and_links_work_without_javascript(
    seeds_server: Server, hostile_server: Server, chromium: Browser
) -> None:
    with watched(chromium, scripts=False) as window:
        page = window.page
        page.goto(f"{hostile_server.url}/documents/{DOCUMENT}?at={START}-{START + len(QUOTE)}#here")
        assert page.locator("#here").text_content() == QUOTE
        page.goto(f"{seeds_server.url}/documents/000_a0fd6640ffb8c334")
        page.locator(".source a").first.click()
        assert page.locator("#here").count() == 1
        assert page.locator(".chosen .row").count() > 0
        page.locator(".chosen .row a").first.click()
        assert page.locator("mark.quote").count() > 0
        page.get_by_role("link", name="Verify now").click()
        assert page.locator(".check.good").count() > 0


def test_chinese_and_english_words_find_the_same_entity(seeds_server: Server, window: Watched) -> None:
    for words in ("生成式", "generative"):
        window.page.goto(seeds_server.url + "/?lang=en")
        box = window.page.locator(".find.large input[type=search]")
        box.fill(words)
        box.press("Enter")
        assert window.page.locator(".hits a[href*='/entities/technology/generative-ai']").count() > 0, words
        assert window.page.locator(".hits mark").count() > 0


def test_a_facet_narrows_and_stays_in_the_address(seeds_server: Server, window: Watched) -> None:
    window.page.goto(f"{seeds_server.url}/search?q=fund&lang=en")
    window.page.locator(".facets a", has_text="Measure").first.click()
    assert "kind=measure" in window.page.url
    assert set(window.page.locator(".hits .kind").all_text_contents()) != set()
    assert all(text.startswith("Measure") for text in window.page.locator(".hits .kind").all_text_contents())


def test_rows_of_the_table_are_those_of_the_data(seeds_server: Server, window: Watched) -> None:
    address = "/queries/market-shares?country=place:united-states&place=place:china"
    rows = httpx2.get(seeds_server.url + address).json()["rows"]
    window.page.goto(seeds_server.url + address)
    assert window.page.locator("tr.lined").count() == len(rows) > 0
    assert window.page.locator("tr.under blockquote").all_text_contents() == [row["quote"] for row in rows]


def test_a_question_is_answered_by_its_form(seeds_server: Server, window: Watched) -> None:
    window.page.goto(f"{seeds_server.url}/queries/measures-by-place?lang=zh")
    window.page.locator("#p-place").fill("上海")
    window.page.get_by_role("button", name="查询").click()
    assert window.page.locator("tr.lined").count() > 0
    assert window.page.locator("#p-place").input_value() == "上海"


@pytest.mark.parametrize(
    "address",
    [
        "/", "/about", "/entities/actor/evil", f"/claims/{CLAIM}", f"/documents/{DOCUMENT}",
        "/sparql?query=" + quote("SELECT * WHERE { ?s ?p ?o }"),
    ],
)  # fmt: skip
def test_hostile_labels_do_nothing(hostile_server: Server, window: Watched, address: str) -> None:
    window.page.goto(hostile_server.url + address)
    assert window.page.title() != "broken"
    assert window.page.locator("a[href^='javascript:']").count() == 0
    assert window.page.locator("script:not([src^='/static/']), img[src*='example']").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_of_the_window(seeds_server: Server, chromium: Browser, width: int) -> None:
    with watched(chromium, width) as window:
        for address in (*MAIN, first_claim(seeds_server)):
            for language in ("zh", "en"):
                window.page.goto(f"{seeds_server.url}{address}{'&' if '?' in address else '?'}lang={language}")
                assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, language)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_serious_violation(seeds_server: Server, chromium: Browser, dark: bool) -> None:
    with watched(chromium, dark=dark) as window:
        page = window.page
        for address in (*MAIN, first_claim(seeds_server)):
            page.goto(seeds_server.url + address)
            page.evaluate(AXE)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
            serious = [
                (item["id"], [node["target"] for node in item["nodes"]][:5])
                for item in found
                if item["impact"] in ("serious", "critical")
            ]
            assert serious == [], (address, json.dumps(serious, ensure_ascii=False))
