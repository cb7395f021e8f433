"""The SPARQL page in a real browser: the editor, completion in both languages, answers, share links, errors, limits."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import Watched, watched
from tests.browser.test_pages import AXE
from tests.service.pages.hostile import LABEL
from tests.service.serving import Server, served

CHIPS = "SELECT ?chip WHERE { ?chip a <https://w3id.org/policygraph/ontology#AIChip> } ORDER BY ?chip"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def hasty_server(release_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service with a deadline of one second."""
    log = tmp_path_factory.mktemp("hasty") / "log"
    with served(release_home, log=log, engine_workers=1, query_seconds=1) as server:
        yield server


def opened(window: Watched, server: Server, query: str | None = None, language: str = "en") -> Page:
    """Open the page and wait for the editor."""
    asked = "" if query is None else "&query=" + quote(query)
    window.page.goto(f"{server.url}/sparql?lang={language}{asked}")
    expect(window.page.locator(".CodeMirror-code")).to_be_visible()
    return window.page


def written(page: Page) -> str:
    """Return the text in the editor."""
    text: str = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    return text


def clear(page: Page) -> None:
    page.locator(".CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def write(page: Page, text: str) -> None:
    """Put a text where the cursor is, as one input, and wait until the editor has taken it."""
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.insert_text(text)
    page.wait_for_function(
        "text => document.querySelector('.CodeMirror').CodeMirror.getValue().includes(text)", arg=text
    )


def run(page: Page) -> None:
    """Press Run and wait until an answer of this run has come."""
    page.locator("#ask button:not([type])").click()
    expect(page.locator("#state")).to_have_text(re.compile(r"\d s$|\d秒$"))


def forgive(window: Watched, status: int) -> None:
    """Take out the line that the browser itself writes about an answer of this status."""
    window.errors[:] = [
        line for line in window.errors if f"the server responded with a status of {status} " not in line
    ]


def rows(page: Page) -> list[str]:
    return page.locator("#outcome tr.lined").all_text_contents()


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("英伟达", "actor:nvidia"),
        ("nvidia", "actor:nvidia"),
        ("生成式", "technology:generative-ai"),
        ("generative", "technology:generative-ai"),
    ],
)
def test_a_thing_is_found_by_its_chinese_and_its_english_name(
    seeds_server: Server, window: Watched, typed: str, chosen: str
) -> None:
    page = opened(window, seeds_server, "ASK {}")
    clear(page)
    write(page, "SELECT ?p ?o WHERE { ")
    write(page, typed)
    page.locator(".CodeMirror-hint", has=page.locator(".hint-id", has_text=re.compile(f"^{chosen}$"))).click()
    write(page, " ?p ?o }")
    kind = chosen.partition(":")[0]
    assert (
        written(page)
        == f"PREFIX {kind}: <https://w3id.org/policygraph/id/{kind}/>\nSELECT ?p ?o WHERE {{ {chosen} ?p ?o }}"
    )
    run(page)
    assert rows(page)


@pytest.mark.parametrize(
    ("before", "typed", "chosen"),
    [
        ("SELECT * { ?x a ", "芯片", "pg:AIChip"),
        ("SELECT * { ?x a ", "chip", "pg:AIChip"),
        ("SELECT * { ?x ", "研发者", "pg:developedBy"),
        ("SELECT * { ?x ", "developed", "pg:developedBy"),
        ("SELECT * { ?x a ?y ; ", "pg:devel", "pg:developedBy"),
        ("PREFIX ", "dcte", "dcterms: <http://purl.org/dc/terms/>"),
        ("SELECT ?something { ?x ?y ", "?some", "?something"),
    ],
)
def test_classes_properties_prefixes_and_variables_are_completed(
    seeds_server: Server, window: Watched, before: str, typed: str, chosen: str
) -> None:
    page = opened(window, seeds_server, "ASK {}", "zh")
    clear(page)
    write(page, before)
    write(page, typed)
    hint = page.locator(".CodeMirror-hint", has_text=chosen).first
    expect(hint).to_be_visible()
    hint.click()
    assert written(page).endswith(before + chosen)


def test_a_prefix_is_declared_as_it_is_typed(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "ASK {}")
    clear(page)
    write(page, "SELECT * { ?x rdf:")
    write(page, "type ?y . ?y foo:bar ?z }")
    assert written(page) == (
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nSELECT * { ?x rdf:type ?y . ?y foo:bar ?z }"
    )


def test_nothing_is_offered_where_no_name_can_stand(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "ASK {}")
    for text in ('SELECT * { ?x ?y "nvidia', "SELECT * { ?x ?y <nvidia", "# nvidia", "SELE"):
        clear(page)
        write(page, text)
        page.wait_for_timeout(300)
        assert page.locator(".CodeMirror-hint").count() == 0, text


def test_a_completion_is_chosen_with_the_keyboard_alone(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "ASK {}")
    clear(page)
    write(page, "SELECT * { ?x a ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".CodeMirror-hint")).to_have_count(0)
    write(page, "chip")
    expect(page.locator(".CodeMirror-hint").first).to_be_visible()
    page.keyboard.press("Enter")
    write(page, " }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outcome table")).to_be_visible()


def test_the_tab_key_leaves_the_editor(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, CHIPS)
    page.locator(".CodeMirror-lines").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    assert "\t" not in written(page)


def test_a_share_link_shows_query_and_answer_in_a_fresh_context(
    seeds_server: Server, window: Watched, chromium: Browser
) -> None:
    page = opened(window, seeds_server, "ASK {}")
    clear(page)
    write(page, CHIPS)
    run(page)
    assert parse_qs(urlsplit(page.url).query)["query"] == [CHIPS]
    found = rows(page)
    assert (
        len(found)
        == len(httpx2.get(f"{seeds_server.url}/sparql", params={"query": CHIPS, "format": "csv"}).text.split()) - 1
    )
    for scripts in (True, False):
        with watched(chromium, scripts=scripts) as another:
            another.page.goto(page.url)
            assert another.page.locator("#query").input_value() == CHIPS
            assert rows(another.page) == found
            if scripts:
                assert written(another.page) == CHIPS


def test_going_back_brings_the_query_before(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "ASK {}")
    clear(page)
    write(page, CHIPS)
    run(page)
    page.go_back()
    expect(page.locator("#outcome .lead")).to_have_text("Yes")
    assert written(page) == "ASK {}"


def test_labels_stand_beside_iris(seeds_server: Server, window: Watched) -> None:
    for language, label in (("en", "Nvidia"), ("zh", "英伟达")):
        page = opened(
            window, seeds_server, "SELECT (<https://w3id.org/policygraph/id/actor/nvidia> AS ?x) {}", language
        )
        cell = page.locator("#outcome td")
        assert cell.locator("a").text_content() == label
        assert cell.locator(".short").text_content() == "actor:nvidia"


def test_the_place_of_an_error_is_marked_in_the_editor(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "ASK {}")
    query = 'SELECT * {\n ?x ?y "𠮷😀" . ?x foo:bar ?z }'
    page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", query)
    run(page)
    marked = page.locator(".CodeMirror .misplaced")
    assert "".join(marked.all_text_contents()) == "foo:bar"
    assert page.locator(".CodeMirror .sign").count() == 1
    expect(page.locator("#outcome [role=alert]")).to_contain_text("Line 2, character 18")
    expect(page.locator("#outcome [role=alert]")).to_contain_text("The prefix foo: is not declared")
    marked.first.hover()
    forgive(window, 400)
    write(page, " ")
    expect(marked).to_have_count(0)


def test_the_time_limit_is_explained(hasty_server: Server, window: Watched) -> None:
    page = opened(window, hasty_server, "ASK {}", "zh")
    clear(page)
    write(page, ENDLESS)
    run(page)
    expect(page.locator("#outcome [role=alert]")).to_contain_text("查询超过1秒")
    forgive(window, 504)


def test_a_running_query_can_be_stopped(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "ASK {}")
    expect(page.locator("#stop")).to_be_hidden()
    clear(page)
    write(page, ENDLESS)
    page.locator("#ask button:not([type])").click()
    page.locator("#stop").click()
    expect(page.locator("#state")).to_have_text("Stopped.")
    clear(page)
    write(page, CHIPS)
    run(page)
    assert rows(page)


def test_an_answer_is_sorted_filtered_and_leafed_through(seeds_server: Server, window: Watched) -> None:
    query = (
        "PREFIX pg: <https://w3id.org/policygraph/ontology#> "
        "SELECT ?evidence ?value { ?evidence a pg:Evidence ; pg:start ?value } ORDER BY ?evidence LIMIT 120"
    )
    page = opened(window, seeds_server, query)
    values = [
        float(row["value"]["value"])
        for row in httpx2.get(f"{seeds_server.url}/sparql", params={"query": query, "format": "json"}).json()[
            "results"
        ]["bindings"]
    ]
    shown = page.locator("#outcome td.num")
    assert shown.count() == 50
    expect(page.locator(".controls [role=status]")).to_have_text("1–50 of 120")
    page.get_by_role("button", name="Sort by value").click()
    page.get_by_role("button", name="Sort by value").click()
    assert [
        float(cell or "") for cell in shown.evaluate_all("cells => cells.map(cell => cell.dataset.value)")
    ] == sorted(values, reverse=True)[:50]
    page.get_by_role("button", name="Next rows").click()
    page.get_by_role("button", name="Next rows").click()
    assert shown.count() == 20
    page.get_by_label("Filter the rows").fill("no such words")
    expect(page.locator("#outcome tr.lined")).to_have_count(0)


def test_a_graph_is_shown_as_triples_with_labels(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "DESCRIBE <https://w3id.org/policygraph/id/actor/nvidia>")
    assert page.locator("#outcome td a", has_text="Nvidia").count() > 0
    assert page.locator("#outcome .downloads a", has_text="Turtle").count() == 1


def test_without_javascript_a_query_is_asked_by_the_form(seeds_server: Server, chromium: Browser) -> None:
    with watched(chromium, scripts=False) as window:
        window.page.goto(f"{seeds_server.url}/sparql?lang=en")
        window.page.locator("#query").fill(CHIPS)
        window.page.get_by_role("button", name="Run").click()
        assert rows(window.page)
        assert window.page.get_by_role("button", name="Copy link").count() == 0
        window.page.goto(f"{seeds_server.url}/sparql?lang=en&query=SELECT")
        assert window.page.locator(".failure mark").text_content() == "SELECT"
        forgive(window, 400)


def test_hostile_names_stay_text_in_completions(seeds_server: Server, window: Watched) -> None:
    label = {"zh": LABEL, "en": LABEL}
    hit = {"iri": "https://w3id.org/policygraph/id/actor/evil", "id": "actor:evil", "label": label}
    page = opened(window, seeds_server, "ASK {}")
    page.route("**/suggest?*", lambda route: route.fulfill(json={"suggestions": [hit]}))
    clear(page)
    write(page, "SELECT * { 恶意")
    hint = page.locator(".CodeMirror-hint", has_text="actor:evil")
    expect(hint).to_contain_text("<script>")
    assert page.locator(".CodeMirror-hint img, .CodeMirror-hint script").count() == 0
    hint.click()
    assert written(page).endswith("SELECT * { actor:evil")
    assert page.title() != "broken"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 1280])
def test_editor_completions_and_errors_are_accessible_and_fit(
    seeds_server: Server, chromium: Browser, dark: bool, width: int
) -> None:
    with watched(chromium, width, dark=dark) as window:
        page = opened(window, seeds_server, "SELECT * { ?x a foo:bar . # why\n ?x ?y 3, 'x' }")
        forgive(window, 400)
        serious = violations(page)
        assert serious == []
        page = opened(window, seeds_server, CHIPS)
        page.locator(".CodeMirror-lines").click()
        page.keyboard.press("Control+End")
        write(page, " 芯片")
        expect(page.locator(".CodeMirror-hint").first).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return the serious violations that axe finds, with where they are."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    return [
        (item["id"], [str(node["target"]) for node in item["nodes"]][:5])
        for item in found
        if item["impact"] in ("serious", "critical")
    ]
