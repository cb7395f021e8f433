"""The pages as they are sent: whole, in both languages, beside their data, harmless, and light."""

import gzip
import html
import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
import rdflib
from starlette.testclient import TestClient

from ontology.namespaces import ID, PG
from service.canned.answers import ROW_TYPES
from service.canned.catalogue import read_catalogue
from service.export import FORMATS
from service.pages.home import QUESTIONS
from tests.service.pages.hostile import ALERT, CLAIM, DOCUMENT, QUOTE, START

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
    assert browser.get(turtle[1]).status_code == 200


def test_the_turtle_of_an_entity_has_its_claims_and_their_evidence(browser: TestClient) -> None:
    answer = browser.get("/rdf/actor/nvidia?format=turtle")
    found = rdflib.Graph().parse(data=answer.text, format="turtle")
    entity, pg = rdflib.URIRef(ID + "actor/nvidia"), rdflib.Namespace(PG)
    claims = {claim for claim, _ in found.subject_predicates(entity) if (claim, rdflib.RDF.type, pg.Claim) in found}
    told = browser.get("/entities/actor/nvidia", headers={"accept": "application/json"}).json()
    assert {str(claim) for claim in claims} >= {item["claim"]["iri"] for item in told["claims"]}
    for item in told["claims"]:
        for evidence in item["claim"]["evidence"]:
            assert (rdflib.URIRef(evidence["iri"]), pg.quote, rdflib.Literal(evidence["quote"], lang="zh")) in found


def test_every_question_of_the_home_page_has_rows(browser: TestClient) -> None:
    page = fetched(browser, "/")
    asked = [href for tag, a in Tags(page).tags if tag == "a" and (href := a.get("href", "")).startswith("/queries/")]
    assert {urlsplit(href).path.rpartition("/")[2] for href in asked} >= set(QUESTIONS)
    for href in asked:
        assert "<tbody>" in fetched(browser, href), href


_COUNTS = """PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT (COUNT(DISTINCT ?r) AS ?relations) (COUNT(DISTINCT ?n) AS ?numbers) (COUNT(DISTINCT ?c) AS ?claims) WHERE {
  VALUES ?e { <https://w3id.org/policygraph/id/%s> }
  { ?r a pg:RelationClaim ; rdf:subject|rdf:object ?e }
  UNION { ?n a pg:Observation ; !a ?e }
  UNION { ?c a pg:Claim ; !a ?e }
  UNION { ?c pg:evidence/pg:statedSource ?e }
}"""


@pytest.mark.parametrize(
    "entity",
    [
        "policy/eu-ai-act", "place/china", "place/beijing", "actor/nvidia", "actor/european-commission", "unit/percent",
        "technology/artificial-intelligence", "technology/generative-ai", "sector/healthcare", "dataset/imagenet",
        "recommendation/root-tech-1-1", "challenge/inadequate-infrastructure", "event/g7-summit-2023",
        "vote/european-parliament-vote-on-ai-act-2023", "focus/compute", "instrument/interest-subsidy",
        "actor/elon-musk", "penalty/eu-ai-act-fine", "metric/ai-framework-share",
    ],
)  # fmt: skip
def test_counts_of_an_entity_are_those_of_sparql(browser: TestClient, entity: str) -> None:
    page = fetched(browser, f"/entities/{entity}?lang=en")
    answer = browser.get("/sparql", params={"query": _COUNTS % entity, "format": "csv"}).text.split()[1]
    relations, numbers, claims = map(int, answer.split(","))
    parts = {name: _section(page, name) for name in ("relations", "numbers")}
    assert parts["relations"].count('<div class="row">') == relations
    assert len(re.findall(r'<div class="row[^"]*\bnumber\b', parts["numbers"])) == numbers
    assert re.search(rf">{claims:,} claims?<", page)
    assert claims > 0


def _section(page: str, name: str) -> str:
    """Return the part of an entity's page from a heading to the next one of its rank."""
    return page.partition(f'<h2 id="{name}">')[2].partition("<h2 ")[0]


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
        ("/querys", 404),
        ("/entities/actor", 404),
        ("/search?year=abc", 400),
        ("/search?kind=planet", 400),
        ("/search?place=nowhere-at-all", 400),
        ("/search?offset=-1", 400),
        ("/search?q=" + "长" * 401, 400),
        ("/?release=none", 404),
        ("/?scope=some", 400),
        ("/export/pdf", 404),
    ],
)
def test_an_error_has_a_page_in_either_language_and_its_status(browser: TestClient, address: str, status: int) -> None:
    for language in ("zh", "en"):
        response = browser.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert response.status_code == status
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert response.headers["cache-control"] == "no-store"
        lead = re.search(r'<p class="lead">(.*?)</p>', response.text)
        if lead and not address.startswith("/sparql"):
            assert bool(re.search("[\u4e00-\u9fff]", lead[1])) is (language == "zh"), lead[1]
    data = browser.get(address, headers={"accept": "application/json"})
    assert data.headers["content-type"] == ("application/json" if data.is_success else "application/problem+json")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/entities/actor/nvidea", "/entities/actor/nvidia"),
        ("/queries/vote", "/queries/votes"),
        ("/querys", "/queries"),
        ("/queries/market-shares/", "/queries/market-shares"),
    ],
)
def test_a_missing_page_leads_to_what_may_be_meant(browser: TestClient, address: str, meant: str) -> None:
    page = fetched(browser, address + "?lang=en")
    assert "Did you mean" in page
    assert f'href="{meant}?lang=en"' in page


def test_facets_stand_in_the_address_and_can_be_taken_away(browser: TestClient) -> None:
    page = fetched(browser, "/search?q=算力&lang=en")
    for field in ("kind", "status", "place", "year", "document"):
        assert re.search(rf"[?&;]{field}=", page), field
    narrowed = fetched(browser, "/search?q=算力&lang=en&kind=measure&kind=policy&place=place:beijing")
    told = browser.get("/search?q=算力&kind=measure&kind=policy&place=place:beijing&format=json").json()
    assert f"{told['total']} found" in narrowed
    assert told["total"] > 0
    chosen = narrowed.partition("chosen-facets")[2].partition("</p>")[0]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', chosen)]
    assert len(links) == 4
    without = [[pair for pair in parse_qsl(urlsplit(link).query) if pair[0] != "lang"] for link in links]
    assert [("q", "算力"), ("kind", "policy"), ("place", "place:beijing")] in without
    assert [("q", "算力")] in without


@pytest.mark.parametrize("name", [name for name, query in read_catalogue().items() if query.chart])
def test_a_question_with_a_chart_is_drawn(browser: TestClient, name: str) -> None:
    page = fetched(browser, f"/queries/{name}?lang=en")
    if "Fill in the field" in page:
        example = read_catalogue()[name].examples[0].values
        page = browser.get(f"/queries/{name}", params={**example, "lang": "en"}).text
    figure = page.partition('<figure class="plot">')[2].partition("</figure>")[0]
    assert "<svg" in figure
    assert "<tbody>" in page


@pytest.mark.parametrize("name", [name for name, query in read_catalogue().items() if query.kind == "graph"])
def test_a_graph_question_is_drawn_listed_and_taken_along(browser: TestClient, name: str) -> None:
    query = read_catalogue()[name]
    page = browser.get(f"/queries/{name}", params={**query.examples[0].values, "lang": "zh"}).text
    assert page.count("<circle") > 5
    assert page.count('<line class="edge') == page.partition('<details class="fold">')[2].partition("</details>")[
        0
    ].count('class="row"')
    offered = set(
        re.findall(r"[?&;]format=([\w-]+)", page.partition('class="downloads"')[2].partition("</section>")[0])
    )
    assert offered >= {"turtle", "jsonld", *FORMATS}
    assert "/sparql?" in page


def test_the_rows_of_a_question_are_offered_in_every_format(browser: TestClient) -> None:
    page = fetched(browser, "/queries/votes?lang=en")
    links = re.findall(r'href="([^"]+format=[^"]+)"', page.partition('class="downloads"')[2].partition("</section>")[0])
    assert {format for link in links for format in re.findall(r"format=([\w-]+)", link)} == set(ROW_TYPES) - {"rq"}
    for link in links:
        assert browser.get(html.unescape(link)).status_code == 200
    assert "Open in the SPARQL editor" in page


def test_a_cell_that_names_several_things_links_each(browser: TestClient) -> None:
    page = fetched(browser, "/queries/numbers?unit=unit:percent&comparator=AtLeast&lang=zh")
    assert 'href="/entities/technology/tensorflow?lang=zh">TensorFlow</a>、<a' in page


def test_what_nobody_has_reviewed_stands_apart(unreviewed: TestClient) -> None:
    page = fetched(unreviewed, f"/documents/{DOCUMENT}?at={START}-{START + len(QUOTE)}&lang=en")
    assert re.search(r'<mark class="[^"]*\bunread\b[^"]*">', page)
    article = page.partition("<article")[2].partition("</article>")[0]
    assert not re.search(r'<mark class="[^"]*\bd\d', article)
    assert "Found by rules, not yet reviewed" in page
    claim = fetched(unreviewed, f"/claims/{CLAIM}?lang=zh")
    assert "未经人审核" in claim
    assert 'class="pill unread"' in claim


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
