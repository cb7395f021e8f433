"""The pages as they are sent: whole, in both languages, beside their data, harmless, and light."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from service.pages.home import QUESTIONS
from tests.service.pages.hostile import ALERT, CLAIM, DOCUMENT, QUOTE

PAGES = (
    "/", "/about", "/search", "/search?q=generative", "/search?q=算力&kind=measure", "/queries", "/sparql",
    "/queries/market-shares?country=place:united-states", "/queries/timeline", "/queries/graph-of-a-document",
    "/sparql?query=SELECT * WHERE { ?s ?p ?o } LIMIT 5", "/sparql?query=ASK { ?s ?p ?o }",
    "/entities/place/china", "/entities/actor/nvidia", "/entities/technology/artificial-intelligence",
    "/entities/unit/percent", "/documents/000_a0fd6640ffb8c334", "/documents/004_abe0070b667bdcb0?at=640-660",
)  # fmt: skip
HARMED = (
    "/", "/about", "/entities/actor/evil", "/entities/technology/chip", f"/claims/{CLAIM}", f"/claims/{CLAIM}?verify=now",
    f"/documents/{DOCUMENT}", f"/documents/{DOCUMENT}?at=0-3", "/sparql?query=SELECT * WHERE { ?s ?p ?o }",
    "/queries/evidence-of-an-entity?entity=actor:evil", "/queries/<img src=x onerror=alert(1)>", "/entities/actor/<img src=x onerror=alert(1)>",
    f"/sparql?query={ALERT}", f"/?lang={ALERT}&scope=all", f"/queries/timeline?place={ALERT}",
)  # fmt: skip


class Tags(HTMLParser):
    """Every tag with its attributes, and every text, of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])


def fetched(client: TestClient, address: str) -> str:
    response = client.get(address)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_light(browser: TestClient, address: str, language: str) -> None:
    response = browser.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert response.status_code == 200
    assert response.headers["content-language"] == language
    assert f'<html lang="{language}">' in response.text
    assert response.text.rstrip().endswith("</html>")
    assert len(gzip.compress(response.content)) < 45_000
    found = Tags(response.text)
    assert len(found.ids) == len(set(found.ids))
    assert [tag for tag, _ in found.tags].count("h1") == 1


def test_style_and_icon_leave_a_page_under_sixty_kilobytes(browser: TestClient) -> None:
    page = fetched(browser, "/")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    total = 0
    for file in dict.fromkeys(files):
        response = browser.get(file)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
        total += len(gzip.compress(response.content))
    assert 0 < total < 15_000


@pytest.mark.parametrize("address", PAGES)
def test_no_link_within_the_service_is_dead(browser: TestClient, address: str) -> None:
    found = Tags(fetched(browser, address))
    links = [attributes["href"] for tag, attributes in found.tags if tag in ("a", "link") and "href" in attributes]
    own = [link for link in dict.fromkeys(links) if not urlsplit(link).netloc]
    for link in own:
        if link.startswith("#"):
            assert link[1:] in found.ids, link
    paths = {urlsplit(link).path: link for link in own if link.startswith("/") and not link.startswith("/export/")}
    for link in list(paths.values())[:25]:
        assert browser.get(link).status_code == 200, link


def test_a_program_gets_data_where_a_browser_gets_a_page(browser: TestClient) -> None:
    for address in ("/entities/actor/nvidia", "/queries", "/search?q=fund", "/documents/000_a0fd6640ffb8c334"):
        for accept in ("*/*", "application/json"):
            assert browser.get(address, headers={"accept": accept}).headers["content-type"] == "application/json"
        twin = browser.get(address + ("&" if "?" in address else "?") + "format=json")
        assert twin.headers["content-type"] == "application/json"
        assert twin.status_code == 200


def test_a_page_names_its_twins(browser: TestClient) -> None:
    link = browser.get("/entities/actor/nvidia").headers["link"]
    assert 'rel="alternate"; type="application/json"' in link
    turtle = re.search(r"<([^>]+)>; rel=\"alternate\"; type=\"text/turtle\"", link)
    assert turtle
    answer = browser.get(turtle[1])
    assert answer.status_code == 200
    assert "actor:nvidia" in answer.text


def test_every_question_of_the_home_page_has_rows(browser: TestClient) -> None:
    page = fetched(browser, "/")
    asked = [href for tag, a in Tags(page).tags if tag == "a" and (href := a.get("href", "")).startswith("/queries/")]
    assert {urlsplit(href).path.rpartition("/")[2] for href in asked} >= set(QUESTIONS)
    for href in asked:
        assert "<tbody>" in fetched(browser, href), href


def test_counts_of_an_entity_are_those_of_sparql(browser: TestClient) -> None:
    page = fetched(browser, "/entities/policy/eu-ai-act?lang=en")
    relations = page.partition('id="relations"')[2].partition('<section aria-labelledby="statements"')[0]
    query = """PREFIX pg: <https://w3id.org/policygraph/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
      PREFIX policy: <https://w3id.org/policygraph/id/policy/>
      SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a pg:RelationClaim ; rdf:subject|rdf:object policy:eu-ai-act }"""
    counted = browser.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1]
    assert relations.count('<div class="row">') == int(counted) > 0


def test_a_numbered_row_opens_its_evidence(browser: TestClient) -> None:
    page = fetched(browser, "/entities/technology/nvidia-high-end-ai-chips?lang=zh")
    assert "至少90%" in page
    assert "英伟达(Nvidia)的人工智能高端芯片占我国90%以上高价值市场份额" in page


def test_verifying_reads_the_source_again(browser: TestClient) -> None:
    address = re.search(r"/claims/[0-9a-f]+", fetched(browser, "/entities/actor/nvidia"))
    assert address
    response = browser.get(f"{address[0]}?verify=now&lang=en")
    assert "Verified now" in response.text
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/entities/actor/nobody-of-this-name", 404),
        ("/entities/nothing/x", 404),
        ("/claims/ffffffffffffffff", 404),
        ("/documents/none", 404),
        ("/documents/000_a0fd6640ffb8c334?at=x", 400),
        ("/queries/none", 404),
        ("/sparql?query=SELECT", 400),
    ],
)
def test_an_error_has_a_page_and_its_status(browser: TestClient, address: str, status: int) -> None:
    response = browser.get(address)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", HARMED)
def test_hostile_words_stay_words(harmed: TestClient, address: str) -> None:
    response = harmed.get(address)
    assert "text/html" in response.headers["content-type"]
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, attributes in Tags(response.text).tags:
        assert tag not in ("iframe", "style", "object", "base")
        if tag in ("script", "img"):
            assert attributes["src"].startswith("/static/")
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        for name in ("href", "src", "action"):
            assert urlsplit(attributes.get(name, "")).scheme in ("", "http", "https"), attributes


def test_the_words_of_a_hostile_document_are_its_own(harmed: TestClient) -> None:
    page = fetched(harmed, f"/claims/{CLAIM}")
    quote = re.search(r'<mark class="quote">(.*?)</mark>', page, re.DOTALL)
    assert quote
    assert quote[1] == QUOTE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_relations_are_listed_in_the_order_of_the_text(browser: TestClient) -> None:
    page = fetched(browser, "/entities/recommendation/root-tech-1-3?lang=en")
    group = page.partition("recommends measure")[2].partition('<section class="group"')[0]
    starts = [int(start) for start in re.findall(r"at=(\d+)-\d+", group)]
    assert len(starts) > 3
    assert starts == sorted(starts)
