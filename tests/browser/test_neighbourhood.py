"""The graph on an entity's page in a real browser: drawn, readable as a list, light, and the way to things and claims."""

import gzip

import httpx2
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.chromium import Watched, watched
from tests.browser.test_sparql import violations
from tests.service.serving import Server

CHINA, INTELLIGENCE = "/entities/place/china", "/entities/technology/artificial-intelligence"
LIMIT = 60_000
PAGES = (
    "/", "/about", "/search?q=fund", "/queries", "/queries/market-shares", CHINA, "/entities/actor/nvidia",
    INTELLIGENCE, "/entities/policy/eu-ai-act",
    "/documents/000_a0fd6640ffb8c334?at=631-666", "/documents/004_abe0070b667bdcb0",
)  # fmt: skip
PAINTED = """() => {
  const picture = document.getElementById("picture");
  picture.renderer.refresh();
  return Array.from(picture.querySelectorAll(".stage canvas"), (layer) => {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [layer.width, layer.height];
    const context = copy.getContext("2d");
    context.drawImage(layer, 0, 0);
    const colours = new Set();
    const pixels = new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer);
    let painted = 0;
    for (const pixel of pixels) if (pixel) { painted += 1; colours.add(pixel); }
    return { layer: layer.className, painted, colours: colours.size };
  });
}"""
PLACE = """label => {
  const { renderer } = document.getElementById("picture");
  const graph = renderer.getGraph();
  const node = graph.findNode((_, attributes) => attributes.full === label);
  const { left, top } = document.querySelector("#picture .stage").getBoundingClientRect();
  const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(node));
  return [left + x, top + y];
}"""
EDGES = """() => {
  const { renderer } = document.getElementById("picture");
  const graph = renderer.getGraph();
  const { left, top } = document.querySelector("#picture .stage").getBoundingClientRect();
  return graph.mapEdges((edge, { claims, more }) => {
    const [from, to] = graph.extremities(edge).map((node) => renderer.graphToViewport(graph.getNodeAttributes(node)));
    const at = [left + from.x + (to.x - from.x) * 0.4, top + from.y + (to.y - from.y) * 0.4];
    return { claims: claims.map(({ href }) => href), more, at, length: Math.hypot(to.x - from.x, to.y - from.y) };
  });
}"""


def opened(window: Watched, server: Server, path: str = CHINA, language: str = "en") -> Page:
    """Open a heavy page, scroll to the neighbourhood, ask for the graph and wait for it."""
    window.page.goto(f"{server.url}{path}?lang={language}", wait_until="networkidle")
    window.page.locator("#picture").scroll_into_view_if_needed()
    window.page.locator("#picture > button").click()
    expect(window.page.locator("#picture.drawn")).to_be_visible()
    return window.page


def test_nodes_edges_and_names_are_painted(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server)
    layers = {layer["layer"]: layer for layer in page.evaluate(PAINTED)}
    for name in ("sigma-nodes", "sigma-edges", "sigma-labels", "sigma-edgeLabels"):
        assert layers[name]["painted"] > 500, layers
    assert layers["sigma-edges"]["colours"] > 3


def test_the_graph_has_the_nodes_and_claims_of_the_data(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, language="zh")
    graph = httpx2.get(f"{seeds_server.url}{CHINA}/graph?lang=zh").json()
    names = page.evaluate("Object.values(picture.renderer.getGraph().mapNodes((_, node) => node.full))")
    assert names == [node["label"] for node in graph["nodes"]]
    assert page.evaluate("picture.renderer.getGraph().size") == len(graph["edges"])
    legend = page.locator("#picture .signs .pill").all_text_contents()
    assert set(graph["statuses"].values()) >= set(legend) - {"否定"}
    assert len(legend) > 1


def test_a_click_on_a_thing_opens_its_page(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server)
    page.mouse.click(*page.evaluate(PLACE, "root technology"))
    page.wait_for_url("**/entities/technology/root-technology?*")


def test_a_click_on_a_line_opens_its_claim(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "/entities/policy/eu-ai-act")
    edge = max((edge for edge in page.evaluate(EDGES) if len(edge["claims"]) == 1), key=lambda edge: edge["length"])
    page.mouse.move(*edge["at"])
    expect(page.locator("#picture figcaption .pill")).to_have_count(1)
    page.mouse.click(*edge["at"])
    page.wait_for_url(f"**{edge['claims'][0]}")


def test_a_click_on_a_line_of_several_claims_lists_them(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server, "/entities/technology/artificial-intelligence")
    edge = max((edge for edge in page.evaluate(EDGES) if len(edge["claims"]) > 1), key=lambda edge: edge["length"])
    page.mouse.click(*edge["at"])
    links = page.locator("#picture figcaption a")
    expect(links).to_have_count(len(edge["claims"]))
    assert links.evaluate_all("links => links.map(a => a.getAttribute('href'))") == edge["claims"]
    words = links.first.text_content() or ""
    links.first.click()
    page.wait_for_url(f"**{edge['claims'][0]}")
    assert page.locator("h1").text_content() == words


def test_the_list_beside_it_leads_to_the_same_things_and_claims(
    seeds_server: Server, window: Watched, chromium: Browser
) -> None:
    graph = httpx2.get(f"{seeds_server.url}{CHINA}/graph?lang=en").json()
    wanted = [node["href"] for node in graph["nodes"][1:]]
    for scripts in (True, False):
        with watched(chromium, scripts=scripts) as another:
            page = another.page
            page.goto(f"{seeds_server.url}{CHINA}?lang=en")
            listed = page.locator(".near .tie > a, .near .chip").evaluate_all(
                "links => links.map(a => a.getAttribute('href'))"
            )
            assert listed[: len(wanted)] == wanted
            page.locator(".near .tie summary").first.click()
            page.locator(".near .tie li a").first.click()
            assert "/claims/" in page.url
            assert page.locator("mark.quote").count() > 0


def test_without_javascript_or_webgl_the_servers_picture_stays(seeds_server: Server, chromium: Browser) -> None:
    with watched(chromium, scripts=False) as window:
        window.page.goto(seeds_server.url + CHINA)
        expect(window.page.locator("svg.fan")).to_be_visible()
    with watched(chromium) as window:
        window.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        asked: list[str] = []
        window.page.on("request", lambda request: asked.append(request.url))
        window.page.goto(seeds_server.url + CHINA)
        window.page.locator("#picture").scroll_into_view_if_needed()
        window.page.wait_for_timeout(500)
        expect(window.page.locator("svg.fan")).to_be_visible()
        assert not any("graph.js" in url for url in asked)


def test_a_telephone_gets_the_list_alone(seeds_server: Server, chromium: Browser) -> None:
    with watched(chromium, 360) as window:
        asked: list[str] = []
        window.page.on("request", lambda request: asked.append(request.url))
        window.page.goto(seeds_server.url + CHINA)
        window.page.locator(".near").scroll_into_view_if_needed()
        window.page.wait_for_timeout(500)
        expect(window.page.locator(".near .tie a").first).to_be_visible()
        assert not any("graph" in url for url in asked)


def test_the_wheel_scrolls_the_page_and_buttons_zoom(seeds_server: Server, window: Watched) -> None:
    page = opened(window, seeds_server)
    page.locator("#picture .stage").hover()
    before = page.evaluate("[scrollY, picture.renderer.getCamera().ratio]")
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(400)
    assert page.evaluate("scrollY") < before[0]
    assert page.evaluate("picture.renderer.getCamera().ratio") == before[1]
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("ratio => picture.renderer.getCamera().ratio < ratio", arg=before[1])


@pytest.mark.parametrize("dark", [False, True])
def test_the_drawn_neighbourhood_is_accessible(seeds_server: Server, chromium: Browser, dark: bool) -> None:
    with watched(chromium, dark=dark) as window:
        page = opened(window, seeds_server)
        page.locator(".near .tie summary").first.click()
        assert violations(page) == []


def weight(answers: list[Response]) -> int:
    """Return what answers weigh as gzip packs them, in bytes."""
    return sum(len(gzip.compress(answer.body())) for answer in answers)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_with_less_than_sixty_kilobytes(seeds_server: Server, chromium: Browser, address: str) -> None:
    with watched(chromium) as window:
        answers: list[Response] = []
        window.page.on("response", lambda answer: answers.append(answer))
        window.page.goto(f"{seeds_server.url}{address}", wait_until="networkidle")
        assert len(answers) > 2
        assert weight(answers) < LIMIT


def test_the_graph_adds_less_than_fifty_kilobytes(seeds_server: Server, window: Watched) -> None:
    window.page.goto(f"{seeds_server.url}{CHINA}", wait_until="networkidle")
    window.page.locator("#picture").scroll_into_view_if_needed()
    answers: list[Response] = []
    window.page.on("response", lambda answer: answers.append(answer))
    window.page.locator("#picture > button").click()
    expect(window.page.locator("#picture.drawn")).to_be_visible()
    assert sorted(answer.url.partition("?")[0].rpartition("/")[2] for answer in answers) == ["graph", "graph.js"]
    assert weight(answers) < 50_000


@pytest.mark.parametrize("address", [path for path in PAGES if path.startswith("/entities/")])
def test_a_page_scrolled_to_its_end_stays_below_sixty_kilobytes(
    seeds_server: Server, window: Watched, address: str
) -> None:
    answers: list[Response] = []
    window.page.on("response", lambda answer: answers.append(answer))
    window.page.goto(f"{seeds_server.url}{address}", wait_until="networkidle")
    window.page.locator("#picture").scroll_into_view_if_needed()
    expect(window.page.locator("#picture.drawn, #picture:has(> button)")).to_be_visible()
    assert weight(answers) < LIMIT
    asked = window.page.locator("#picture > button").is_visible()
    assert asked or address not in (CHINA, INTELLIGENCE)
    assert not asked or address != "/entities/actor/nvidia"
