"""Look-ups, search and canned queries over HTTP, on the release of the seeds."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.sparql.description import COUNTS

NVIDIA_QUOTE = "英伟达(Nvidia)的人工智能高端芯片占我国90%以上高价值市场份额"


@pytest.fixture(scope="module")
def http(release_home: Path) -> Iterator[TestClient]:
    """The service on the release of the seeds."""
    settings = Settings(home=release_home, engine_workers=1, budget_seconds=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def get(http: TestClient, path: str, **params: Any) -> Any:
    answer = http.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def nvidia_share(http: TestClient) -> dict[str, Any]:
    rows = get(http, "/queries/numbers", metric="metric:high-end-ai-chip-market-share")["rows"]
    row: dict[str, Any] = rows[0]
    return row


def test_an_entity_has_both_languages_and_evidence_on_every_claim(http: TestClient) -> None:
    entity = get(http, "/entities/dataset/imagenet")
    assert entity["label"]["en"] == "ImageNet"
    assert entity["claim_count"] == len(entity["claims"]) > 0
    assert all(item["claim"]["evidence"] and item["claim"]["text"]["zh"] for item in entity["claims"])


def test_the_claims_of_an_entity_come_in_pages_that_link(http: TestClient) -> None:
    answer = http.get("/entities/place/china", params={"limit": 5})
    assert len(answer.json()["claims"]) == 5
    assert 'rel="next"' in answer.headers["link"]
    following = http.get("/entities/place/china", params={"limit": 5, "offset": 5}).json()
    shown = {item["claim"]["iri"] for item in answer.json()["claims"]}
    assert not shown & {item["claim"]["iri"] for item in following["claims"]}


def test_world_knowledge_is_editorial_and_has_no_quote(http: TestClient) -> None:
    entity = get(http, "/entities/technology/tensorflow")
    facts = {fact["object"]["id"]: fact for fact in entity["editorial"] if fact["object"]}
    assert facts["actor:google"]["origin"] == "editorial"
    assert "quote" not in facts["actor:google"]
    assert not any(item["claim"]["object"] == "actor:google" for item in entity["claims"])


@pytest.mark.parametrize("path", ["/entities/place/china", "/entities/actor/nvidia", "/claims/{claim}"])
def test_a_plain_look_up_is_what_the_route_with_parameters_gives(http: TestClient, path: str) -> None:
    path = path.format(claim=nvidia_share(http)["claim"].rpartition("/")[2])
    scope = "all" if path.startswith("/claims") else "reviewed"
    plain, general = http.get(path), http.get(path, params={"scope": scope})
    assert plain.content == general.content
    for name in ("content-type", "x-policygraph-release", "cache-control", "vary"):
        assert plain.headers[name] == general.headers[name]
    links = [answer.headers.get("link", "").replace(f"scope={scope}&", "") for answer in (plain, general)]
    assert links[0] == links[1]
    assert http.get(path, headers={"accept": "text/html"}).headers["content-type"].startswith("text/html")
    assert http.get(path, headers={"accept": "text/turtle"}, follow_redirects=False).status_code == 303
    assert http.post(path).status_code == 405


def test_look_ups_are_the_same_where_none_is_kept(http: TestClient, release_home: Path) -> None:
    settings = Settings(home=release_home, engine_workers=1, lookup_bytes=0, ready_bytes=0)
    with TestClient(create_app(settings)) as unkept:
        for path in ("/entities/actor/nvidia", "/entities/place/china"):
            assert unkept.get(path).content == unkept.get(path).content == http.get(path).content


def test_a_misspelt_entity_gets_near_matches(http: TestClient) -> None:
    answer = http.get("/entities/place/beijng")
    assert answer.status_code == 404
    assert "place:beijing" in answer.json()["detail"]


def test_a_claim_shows_its_exact_words(http: TestClient) -> None:
    row = nvidia_share(http)
    claim = get(http, f"/claims/{row['claim'].rpartition('/')[2]}")
    assert (claim["amount"]["value"], claim["amount"]["sign"], claim["amount"]["unit"]["id"]) == (
        90,
        ">=",
        "unit:percent",
    )
    assert claim["evidence"][0]["quote"] == NVIDIA_QUOTE
    assert (claim["evidence"][0]["start"], claim["evidence"][0]["end"]) == (631, 666)
    assert claim["status"]["id"] == "pg:StatedFact"


def test_verification_slices_the_source_again(http: TestClient) -> None:
    name = nvidia_share(http)["claim"].rpartition("/")[2]
    found = get(http, f"/verify/{name}")
    assert found["stands"]
    assert found["checks"][0]["found"] == NVIDIA_QUOTE
    assert found["sources"][0]["unchanged"]


def test_verification_sees_a_changed_source(release_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(release_home, home)
    release = (home / "current").read_text().strip()
    text = home / "releases" / release / "documents" / "000_a0fd6640ffb8c334.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("90%", "80%"), encoding="utf-8")
    with TestClient(create_app(Settings(home=home, engine_workers=1))) as client:
        name = nvidia_share(client)["claim"].rpartition("/")[2]
        found = get(client, f"/verify/{name}")
    assert not found["stands"]
    assert not found["sources"][0]["unchanged"]
    assert found["checks"][0]["found"] != found["checks"][0]["quote"]


def test_an_unknown_claim_is_404(http: TestClient) -> None:
    assert http.get("/claims/0123456789abcdef").status_code == 404
    assert http.get("/verify/nonsense").status_code == 404


def test_every_mark_of_a_document_is_its_slice(http: TestClient) -> None:
    document = get(http, "/documents/000_a0fd6640ffb8c334")
    assert document["marks"]
    assert all(document["text"][mark["start"] : mark["end"]] == mark["quote"] for mark in document["marks"])
    assert len(document["text"]) == document["characters"] == 5104


@pytest.mark.parametrize(
    ("accept", "path"),
    [
        ("application/json", "/entities/place/beijing"),
        ("*/*", "/entities/place/beijing"),
        ("text/turtle", "/rdf/place/beijing"),
        ("application/ld+json", "/rdf/place/beijing"),
    ],
)
def test_an_iri_leads_to_its_description(http: TestClient, accept: str, path: str) -> None:
    answer = http.get("/id/place/beijing", headers={"accept": accept}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(path)
    assert http.get(path, headers={"accept": accept}).status_code == 200


def test_an_unknown_iri_is_404_with_near_matches(http: TestClient) -> None:
    answer = http.get("/id/place/beijng", follow_redirects=False)
    assert answer.status_code == 404
    assert "place:beijing" in answer.json()["detail"]


def test_evidence_leads_to_its_claim(http: TestClient) -> None:
    row = nvidia_share(http)
    claim = get(http, f"/claims/{row['claim'].rpartition('/')[2]}")
    path = claim["evidence"][0]["iri"].partition("/policygraph")[2]
    answer = http.get(path, follow_redirects=False)
    assert answer.headers["location"].endswith(f"/claims/{claim['iri'].rpartition('/')[2]}")


def test_a_path_goes_through_claims_that_name_both_ends(http: TestClient) -> None:
    found = get(http, "/path", **{"from": "actor:huawei", "to": "technology:ascend"})
    assert found["found"]
    assert [(step["start"]["id"], step["end"]["id"]) for step in found["steps"]] == [
        ("actor:huawei", "technology:ascend")
    ]
    assert found["steps"][0]["claims"][0]["predicate"]["id"] == "pg:developedBy"


def test_a_path_keeps_to_the_statuses_asked_for(http: TestClient) -> None:
    found = get(http, "/path", **{"from": "actor:huawei", "to": "technology:ascend", "status": "Draft", "longest": 1})
    assert not found["found"]


def test_entities_are_listed_by_class_with_counts(http: TestClient) -> None:
    found = get(http, "/entities", type="AIFramework", limit=500)
    ids = {hit["id"] for hit in found["hits"]}
    assert {"technology:tensorflow", "technology:pytorch", "technology:mindspore", "technology:paddlepaddle"} <= ids
    [kind] = found["facets"]["kind"]
    assert kind == {"value": "technology", "label_zh": "技术", "label_en": "technology", "count": found["total"]}


def test_an_unknown_class_is_refused(http: TestClient) -> None:
    assert http.get("/entities", params={"type": "Cty"}).status_code == 400
    assert http.get("/entities", params={"kind": "plce"}).status_code == 400


@pytest.mark.parametrize("path", ["/entities/actor/nvidia", "/claims/{claim}", "/documents/000_a0fd6640ffb8c334"])
def test_the_rdf_of_a_thing_is_had_at_the_address_of_its_json(http: TestClient, path: str) -> None:
    claim = get(http, "/entities/actor/nvidia")["claims"][0]["claim"]["iri"].rpartition("/")[2]
    address = path.format(claim=claim)
    twin = http.get(address, headers={"accept": "text/turtle"})
    assert twin.headers["content-type"].startswith("text/turtle")
    assert twin.history[0].status_code == 303
    assert http.get(address, headers={"accept": "application/json, text/turtle;q=0.5"}).json()
    assert http.get(address, headers={"accept": "*/*"}).json()
    assert http.get(address, headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("query", "first", "how"),
    [
        ("英", None, "begins"),
        ("算力", None, "exact"),
        ("人工智能", "technology:artificial-intelligence", "exact"),
        ("nvidia", "actor:nvidia", "exact"),
        ("ＮＶＩＤＩＡ", "actor:nvidia", "exact"),
        ("ensorfl", "technology:tensorflow", "contains"),
        ("北京", "place:beijing", "exact"),
    ],
)
def test_search_finds_names_in_both_languages_and_says_why(
    http: TestClient, query: str, first: str | None, how: str
) -> None:
    hit = get(http, "/search", q=query)["hits"][0]
    assert first in (None, hit["id"])
    assert hit["match"]["how"] == how
    assert hit["label"]["zh"]
    assert hit["label"]["en"]


def test_search_finds_words_of_a_quote(http: TestClient) -> None:
    found = get(http, "/search", q="占我国90%以上高价值", kind="claim")
    quotes = [hit["match"]["text"] for hit in found["hits"] if hit["match"]["form"] == "quote"]
    assert NVIDIA_QUOTE in quotes


def test_all_words_of_a_search_must_be_found(http: TestClient) -> None:
    assert get(http, "/search", q="ImageNet zzzz")["total"] == 0
    assert get(http, "/search", q="AI Act", kind="policy")["hits"][0]["id"] == "policy:eu-ai-act"


def test_facets_add_up_to_the_total(http: TestClient) -> None:
    found = get(http, "/search", q="芯片")
    assert sum(value["count"] for value in found["facets"]["kind"]) == found["total"]
    assert set(found["facets"]) == {"kind", "type", "place", "sector", "status", "year", "document"}


def test_scope_all_adds_what_nobody_reviewed_in_search_look_ups_and_exports(http: TestClient) -> None:
    unreviewed = get(http, "/queries/unreviewed-claims", limit=1)["rows"][0]
    words = unreviewed["claimText"]
    assert unreviewed["claim"] not in {hit["iri"] for hit in get(http, "/search", q=words, kind="claim")["hits"]}
    assert unreviewed["claim"] in {
        hit["iri"] for hit in get(http, "/search", q=words, kind="claim", scope="all")["hits"]
    }
    digest = unreviewed["claim"].rpartition("/")[2]
    assert http.get(f"/claims/{digest}", params={"scope": "all"}).status_code == 200
    counted = [get(http, "/entities", scope=scope)["total"] for scope in ("reviewed", "all")]
    assert counted[0] <= counted[1]
    document = unreviewed["document"]
    exports = [
        http.get("/queries/graph-of-a-document", params={"document": document, "format": "gexf", "scope": scope}).text
        for scope in ("reviewed", "all")
    ]
    edges = [text.count("<edge ") for text in exports]
    assert 0 < edges[0] < edges[1]
    lines = [
        len(http.get("/export/ntriples", params={"scope": scope}).text.splitlines()) for scope in ("reviewed", "all")
    ]
    assert lines[0] < lines[1]


def test_a_claim_in_two_graphs_counts_once_where_all_are_asked(http: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    triples = int(http.get("/sparql", params={"query": query, "format": "csv"}).text.splitlines()[1])
    everything = len({*http.get("/export/ntriples", params={"scope": "all"}).text.splitlines()})
    assert everything == len(http.get("/export/ntriples", params={"scope": "all"}).text.splitlines()) > triples


def test_the_counts_of_the_build_are_those_of_counting_now(http: TestClient) -> None:
    void = http.get("/.well-known/void", params={"format": "ntriples"}).text
    vocabulary = "http://rdfs.org/ns/void#"
    for name, query in COUNTS.items():
        rows = http.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]
        if name in ("subjects", "objects"):
            assert f'<{vocabulary}distinct{name.title()}> "{rows[0]["n"]["value"]}"' in void
        else:
            assert f'<{vocabulary}{name}> "{len(rows)}"' in void
            for row in rows:
                assert f'"{row["n"]["value"]}"' in void


def test_the_words_that_state_a_claim_come_before_those_that_lead_in_to_them(http: TestClient) -> None:
    found = get(http, "/entities/policy/us-national-ai-rd-strategic-plan-2023")["claims"]
    led = [each["claim"]["evidence"] for each in found if any(e["lead_in_of"] for e in each["claim"]["evidence"])]
    assert led
    for evidence in led:
        assert evidence[0]["lead_in_of"] is None
        assert {each["lead_in_of"] for each in evidence if each["lead_in_of"]} <= {each["iri"] for each in evidence}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "measure"), ("type", "Observation"), ("place", "place:beijing"), ("sector", "sector:education"),
        ("status", "Recommendation"), ("year", "2025"), ("document", "document:004_abe0070b667bdcb0"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/search", "/entities"])
def test_a_facet_narrows_to_as_many_as_it_counted(http: TestClient, path: str, field: str, value: str) -> None:
    if (path, value) == ("/entities", "Observation"):
        value = "City"
    words = {"q": "人工智能"} if (path, field) == ("/search", "year") else {"q": "算力"} if path == "/search" else {}
    [counted] = [each["count"] for each in get(http, path, **words)["facets"][field] if each["value"] == value] or [0]
    narrowed = get(http, path, **words, **{field: value})
    assert counted == narrowed["total"]
    assert [each["count"] for each in narrowed["facets"][field] if each["value"] == value] == (
        [counted] if counted else []
    )


def test_filters_repeat_within_a_facet_and_narrow_across_facets(http: TestClient) -> None:
    def total(**chosen: object) -> int:
        found: int = get(http, "/search", q="人工智能", **chosen)["total"]
        return found

    either = total(status=["Draft", "Enacted"])
    assert max(total(status="Draft"), total(status="Enacted")) < either
    assert either <= total(status="Draft") + total(status="Enacted")
    assert total(status="Enacted", place="上海") < total(status="Enacted")
    assert total(place="上海") == total(place="place:shanghai") == total(place="Shanghai") <= total(place="China")


def test_a_claim_has_the_facets_of_what_it_says(http: TestClient) -> None:
    [hit] = get(http, "/search", q="占我国90%以上高价值", kind="claim", place="china", status="StatedFact")["hits"]
    assert hit["match"]["text"] == NVIDIA_QUOTE
    assert get(http, "/search", q="占我国90%以上高价值", status="Recommendation")["total"] == 0


@pytest.mark.parametrize(
    "chosen", [{"kind": "plce"}, {"type": "Cty"}, {"place": "Atlantis"}, {"status": "Drft"}, {"year": "23"}]
)
def test_a_filter_that_means_nothing_is_refused(http: TestClient, chosen: dict[str, str]) -> None:
    answer = http.get("/search", params={"q": "算力", **chosen})
    assert (answer.status_code, answer.json()["title"]) == (400, "The request is not valid")


def test_entities_are_never_claims(http: TestClient) -> None:
    found = get(http, "/entities", q="算力", limit=500)
    assert "claim" not in {hit["kind"] for hit in found["hits"]} | {each["value"] for each in found["facets"]["kind"]}
    assert http.get("/entities", params={"kind": "claim"}).status_code == 400


@pytest.mark.parametrize("query", ["", " ", "x" * 201, "a b c d e f g h i"])
def test_a_search_for_nothing_or_for_too_much_is_refused(http: TestClient, query: str) -> None:
    assert http.get("/search", params={"q": query}).status_code == 400


def test_suggestions_are_names_never_claims(http: TestClient) -> None:
    found = get(http, "/suggest", q="tens")["suggestions"]
    assert found[0]["id"] == "technology:tensorflow"
    assert all(hit["kind"] != "claim" for hit in found)


def test_every_quote_of_every_example_stands_in_a_source(http: TestClient) -> None:
    texts = [get(http, f"/documents/{name}")["text"] for name in ("000_a0fd6640ffb8c334", "004_abe0070b667bdcb0")]
    for query in get(http, "/queries")["queries"]:
        if query["kind"] == "rows" and "quote" in query["columns"]:
            for row in get(http, f"/queries/{query['name']}", **query["examples"][0]["values"])["rows"]:
                if row.get("origin") == "editorial":
                    assert row["quote"] is None
                else:
                    assert all(any(part in text for text in texts) for part in row["quote"].split(" … "))


def test_labels_come_in_the_language_asked_for(http: TestClient) -> None:
    assert get(http, "/queries/votes", lang="zh")["rows"][0]["metricLabel"] == "赞成票数"
    assert get(http, "/queries/votes", lang="en")["rows"][0]["metricLabel"] == "votes in favour"


def test_pages_of_rows_follow_each_other_without_overlap(http: TestClient) -> None:
    first = get(http, "/queries/money", limit=3)
    assert (first["count"], first["complete"]) == (3, False)
    second = http.get(first["next"]).json()
    assert not {row["claim"] for row in first["rows"]} & {row["claim"] for row in second["rows"]}
    assert second["complete"] is (len(second["rows"]) < 3) or second["next"]


@pytest.mark.parametrize(
    ("format", "media"),
    [
        ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("sparql-json", "application/sparql-results+json"),
        ("sparql-xml", "application/sparql-results+xml"), ("json", "application/json"),
        ("rq", "application/sparql-query"),
    ],
)  # fmt: skip
def test_rows_come_in_every_format(http: TestClient, format: str, media: str) -> None:
    answer = http.get("/queries/votes", params={"format": format})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert "499" in answer.text or format == "rq"


def test_the_query_as_it_was_run_can_be_copied_to_sparql(http: TestClient) -> None:
    text = http.get("/queries/votes", params={"format": "rq"}).text
    answer = http.get("/sparql", params={"query": text, "format": "csv"})
    assert answer.text == http.get("/queries/votes", params={"format": "csv"}).text


def test_a_graph_query_comes_as_rdf_and_as_an_export(http: TestClient) -> None:
    values = {"entity": "place:beijing"}
    turtle = http.get("/queries/neighbours", params={**values, "format": "turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    gexf = http.get("/queries/neighbours", params={**values, "format": "gexf"})
    assert gexf.status_code == 200
    assert b"<gexf" in gexf.content


@pytest.mark.parametrize(
    ("name", "params", "status", "says"),
    [
        ("voes", {}, 404, "votes"),
        ("votes", {"vot": "x"}, 400, "vote"),
        ("votes", {"format": "pdf"}, 400, "csv"),
        ("votes", {"limit": "0"}, 400, "1 to"),
        ("numbers", {"about": "place:beijng"}, 400, "place:beijing"),
        ("claims-by-status", {"status": "Drft"}, 400, "Draft"),
        ("content-of-a-policy", {}, 400, "needed"),
    ],
)
def test_a_mistake_is_answered_with_what_would_be_right(
    http: TestClient, name: str, params: dict[str, str], status: int, says: str
) -> None:
    answer = http.get(f"/queries/{name}", params=params)
    assert answer.status_code == status
    assert says in answer.json()["detail"]


def test_an_entity_may_be_named_by_its_label(http: TestClient) -> None:
    named = get(http, "/queries/measures-by-place", place="上海", focus="算力")
    assert named["parameters"]["place"] == "place:shanghai"
    assert (
        named["rows"] == get(http, "/queries/measures-by-place", place="place:shanghai", focus="focus:compute")["rows"]
    )


def test_every_canned_query_is_its_own_operation(http: TestClient) -> None:
    description = get(http, "/openapi.json")
    for query in get(http, "/queries")["queries"]:
        operation = description["paths"][f"/queries/{query['name']}"]["get"]
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert {parameter["name"] for parameter in query["parameters"]} <= names
        assert {"scope", "format", "release"} <= names
    status = {p["name"]: p for p in description["paths"]["/queries/claims-by-status"]["get"]["parameters"]}["status"]
    assert "Forecast" in status["schema"]["items"]["enum"]


def test_a_release_does_not_differ_from_itself(http: TestClient) -> None:
    current = get(http, "/releases")["current"]
    found = get(http, "/diff", **{"from": current})
    assert (found["claims"]["added_count"], found["claims"]["removed_count"]) == (0, 0)
