"""The mapping: what hand-written SPARQL counts is what the property graph holds, and each quote is the store's."""

import json
from collections import Counter
from datetime import date

import pyoxigraph as ox
import pytest

from ontology.namespaces import ID, PG, sparql_prologue
from service.export import Filters, Match, Options, Selection, neighbourhood, project, selected_by, subjects
from service.export.graph import PropertyGraph
from service.export.options import Language
from service.export.style import line_of
from service.release import Release

IDS = f'FILTER(STRSTARTS(STR(?e), "{ID}"))'
ENDS = """
  { ?c a pg:RelationClaim ; rdf:subject|rdf:object ?e } UNION { ?c a pg:Observation ; pg:about|pg:comparedWith ?e }
  UNION { ?c a pg:Opinion ; pg:speaker|pg:about ?e } UNION { ?c a pg:MaturityAssessment ; pg:technology|pg:phase ?e }
  UNION { ?c a pg:Comparison ; pg:leftSide|pg:rightSide ?e }
"""
PAIRS = """
  { ?c a pg:RelationClaim ; rdf:subject ?s ; rdf:object ?o }
  UNION { ?c a pg:MaturityAssessment ; pg:technology ?s ; pg:phase ?o }
  UNION { SELECT ?c (SAMPLE(?a) AS ?s) (SAMPLE(?b) AS ?o)
          WHERE { ?c a pg:Opinion ; pg:speaker ?a ; pg:about ?b } GROUP BY ?c HAVING (COUNT(DISTINCT ?b) = 1) }
  UNION { SELECT ?c (SAMPLE(?a) AS ?s) (SAMPLE(?b) AS ?o)
          WHERE { ?c a pg:Comparison ; pg:leftSide ?a ; pg:rightSide ?b }
          GROUP BY ?c HAVING (COUNT(DISTINCT ?a) = 1 && COUNT(DISTINCT ?b) = 1) }
"""
LINKS = "{ ?s pg:partOf|pg:abbreviates|skos:broader|skos:related ?o }"


def ask(release: Release, text: str) -> list[tuple[str, ...]]:
    """Return the solutions of a SELECT over the default graph, as text."""
    solutions = release.store.query(sparql_prologue() + text)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(term.value for term in row if not isinstance(term, ox.Triple | None)) for row in solutions]


def entity_pairs(release: Release) -> dict[str, tuple[str, str]]:
    """Return the claims with two entity ends, by SPARQL: claim → source and target."""
    both = f'FILTER(STRSTARTS(STR(?s), "{ID}") && STRSTARTS(STR(?o), "{ID}"))'
    return {c: (s, o) for c, s, o in ask(release, f"SELECT DISTINCT ?c ?s ?o WHERE {{ {PAIRS} {both} }}")}


def test_nodes_are_the_entities_documents_and_claims_of_several_entities(
    opened: Release, graphs: dict[str, PropertyGraph]
) -> None:
    entities = {
        e for (e,) in ask(opened, f"SELECT DISTINCT ?e WHERE {{ VALUES ?t {{ pg:Entity pg:Document }} ?e a ?t {IDS} }}")
    }
    ends = Counter(c for c, _ in ask(opened, f"SELECT DISTINCT ?c ?e WHERE {{ {ENDS} {IDS} }}"))
    claims = {c for (c,) in ask(opened, "SELECT ?c WHERE { ?c a pg:Claim }")}
    joint = {c for c in claims if ends[c] != 1} - set(entity_pairs(opened))
    assert {node.id for node in graphs["collapsed"].nodes} == entities | joint
    assert {node.id for node in graphs["full"].nodes} == entities | claims
    assert joint


def test_every_claim_with_two_entity_ends_is_one_edge_keyed_by_its_iri(
    opened: Release, graphs: dict[str, PropertyGraph]
) -> None:
    edges = {e.id: (e.source, e.target) for e in graphs["collapsed"].edges if e.id == e.attributes.get("claim")}
    assert edges == entity_pairs(opened)


def test_editorial_edges_are_the_editorial_facts_and_the_links_of_the_authority_and_have_no_quote(
    opened: Release, graphs: dict[str, PropertyGraph]
) -> None:
    facts = {
        f: (s, o)
        for f, s, o in ask(opened, "SELECT ?f ?s ?o { ?f a pg:EditorialFact ; rdf:subject ?s ; rdf:object ?o }")
    }
    links = Counter(ask(opened, f"SELECT ?s ?o WHERE {LINKS}"))
    edges = [edge for edge in graphs["collapsed"].edges if edge.attributes["origin"] == "editorial"]
    assert {edge.id: (edge.source, edge.target) for edge in edges if edge.id in facts} == facts
    assert Counter((edge.source, edge.target) for edge in edges if edge.id not in facts) == links
    assert all("quote" not in edge.attributes and edge.attributes["is_fact"] is False for edge in edges)


@pytest.mark.parametrize("view", ["collapsed", "full"])
def test_no_edge_is_lost_or_left_over(view: str, opened: Release, graphs: dict[str, PropertyGraph]) -> None:
    edges = list(graphs[view].edges)
    nodes = {node.id for node in graphs[view].nodes}
    assert len({edge.id for edge in edges}) == len(edges)
    assert all(edge.source in nodes and edge.target in nodes for edge in edges)
    joint = {node for node in nodes if node.startswith(ID + "claim/")}
    roles = f"{ENDS} UNION {{ ?c a pg:Claim ; pg:place|pg:sector|pg:metric|pg:comparedMetric|pg:unit ?e }}"
    from_claims = [c for c, _ in ask(opened, f"SELECT ?c ?e WHERE {{ {roles} {IDS} }}") if c in joint]
    (facts,), (links,) = (
        (int(n) for (n,) in ask(opened, "SELECT (COUNT(*) AS ?n) { ?f a pg:EditorialFact }")),
        (len(ask(opened, f"SELECT ?s ?o WHERE {LINKS}")),),
    )
    unsaid = f"FILTER NOT EXISTS {{ {ENDS} {IDS} }}" if view == "collapsed" else ""
    evidence = ask(opened, f"SELECT ?v {{ ?c a pg:Claim ; pg:evidence ?v {unsaid} }}")
    mentions = ask(opened, "SELECT ?m { ?m a pg:Mention }") if view == "full" else []
    said = len(evidence) + len(mentions)
    direct = len(entity_pairs(opened)) if view == "collapsed" else 0
    assert len(edges) == direct + len(from_claims) + facts + links + said


@pytest.mark.parametrize("view", ["collapsed", "full"])
def test_the_quote_of_every_edge_stands_in_the_store_at_its_offsets(
    view: str, opened: Release, graphs: dict[str, PropertyGraph]
) -> None:
    rows = ask(
        opened,
        "SELECT ?c ?d ?a ?z ?q { ?c pg:evidence|^oa:hasBody ?e . ?e a pg:Evidence ; pg:document ?d ; pg:start ?a ; pg:end ?z ; pg:quote ?q }",
    )
    known = {(c, d, int(a), int(z), q) for c, d, a, z, q in rows}
    claims = [edge.attributes for edge in graphs[view].edges if edge.attributes["origin"] == "claim"]
    for said in claims:
        place = (said["document"], said["quote_start"], said["quote_end"])
        assert (said["claim"], *place, said["quote"]) in known
        text = opened.text(str(said["document"]).rpartition("/")[2])
        assert text[int(said["quote_start"]) : int(said["quote_end"])] == said["quote"]
    assert {said["claim"] for said in claims} >= set(entity_pairs(opened))


def test_a_claim_said_several_times_lists_all_its_quotes(opened: Release, graphs: dict[str, PropertyGraph]) -> None:
    rows = ask(opened, "SELECT ?c (COUNT(?e) AS ?n) { ?c a pg:Claim ; pg:evidence ?e } GROUP BY ?c")
    count = {c: int(n) for c, n in rows}
    for edge in graphs["collapsed"].edges:
        if edge.attributes["origin"] == "claim":
            listed = json.loads(str(edge.attributes["quotes"])) if "quotes" in edge.attributes else [None]
            assert len(listed) == count[str(edge.attributes["claim"])]


def test_what_is_not_a_fact_shows_it_in_its_label_and_line(match: Match) -> None:
    marks: dict[Language, str] = {"en": "[recommendation", "zh": "［建议"}
    for language, mark in marks.items():
        edges = list(
            project(match, Options(language=language, filters=Filters(statuses=frozenset(["Recommendation"])))).edges
        )
        assert edges
        for edge in edges:
            assert mark in edge.label
            assert edge.attributes["is_fact"] is False
            assert line_of(edge).stroke == "dashed"
    facts = [e for e in project(match).edges if e.attributes["is_fact"]]
    assert facts
    assert all(" [" not in edge.label and line_of(edge).stroke == "solid" for edge in facts)


def test_a_claim_about_one_entity_is_an_attribute_with_its_evidence_beside_it(
    opened: Release, graphs: dict[str, PropertyGraph]
) -> None:
    nodes = {node.id: node.attributes for node in graphs["collapsed"].nodes}
    rows = ask(
        opened,
        "SELECT ?s ?c ?o ?p { ?c a pg:RelationClaim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . FILTER(isLiteral(?o)) }",
    )
    assert rows
    for subject, claim, value, predicate in rows:
        name = "".join("_" + c.lower() if c.isupper() else c for c in predicate.removeprefix(PG))
        listed = json.loads(str(nodes[subject][f"{name}_evidence"]))
        (said,) = [item for item in listed if item["claim"] == claim]
        assert said["value"] == value
        assert value in str(nodes[subject][name])
        assert all(
            opened.text(e["document"].rpartition("/")[2])[e["start"] : e["end"]] == e["quote"] for e in said["evidence"]
        )


def test_attributes_are_single_typed_values_or_json_text_and_never_language_maps(
    graphs: dict[str, PropertyGraph],
) -> None:
    for graph in (graphs["collapsed"], graphs["full"]):
        columns = {column.name: column.type for column in graph.node_columns}
        assert columns["quote_start"] == "integer"
        assert columns["issued_from"] == "date"
        for node in graph.nodes:
            assert set(node.attributes) <= set(columns)
            for name, value in node.attributes.items():
                wanted = {"integer": int, "double": float}.get(columns[name], str)
                assert type(value) is wanted, (name, value)
            assert node.attributes["kind"] == node.id[len(ID) :].split("/")[0]
            assert (
                "pg:Entity" in json.loads(str(node.attributes["types"]))
                or "/document/" in node.id
                or "/claim/" in node.id
            )


def test_every_node_has_both_labels_and_the_one_of_the_language(match: Match) -> None:
    for language in ("zh", "en"):
        for node in project(match, Options(language=language)).nodes:
            assert node.label.startswith(str(node.attributes[f"label_{language}"]))


def test_filters_pass_what_sparql_finds(opened: Release, match: Match) -> None:
    def claims(filters: Filters) -> set[str]:
        return {iri for iri in subjects(match, Options(filters=filters)) if iri.startswith(ID + "claim/")}

    drafts = {c for (c,) in ask(opened, "SELECT ?c { ?c a pg:Claim ; pg:status pg:Draft }")}
    assert claims(Filters(statuses=frozenset(["Draft"]))) == drafts
    document = next(iter(opened.documents))
    said = ask(opened, f"SELECT DISTINCT ?c {{ ?c pg:evidence/pg:document <{ID}document/{document}> }}")
    assert claims(Filters(documents=frozenset([f"{ID}document/{document}"]))) == {c for (c,) in said}
    china = f"<{ID}place/china>"
    within = f"""SELECT DISTINCT ?c {{ ?e pg:partOf* {china} . {{ ?c a pg:Claim ; pg:place ?e }} UNION {ENDS} }}"""
    assert claims(Filters(places=frozenset([ID + "place/china"]))) == {c for (c,) in ask(opened, within)}
    kinds = claims(Filters(kinds=frozenset(["policy", "actor"])))
    ends = ask(opened, f"SELECT ?c ?e {{ {ENDS} {IDS} }}")
    other = {c for c, e in ends if e[len(ID) :].split("/")[0] not in ("policy", "actor")}
    assert kinds
    assert not kinds & other


def test_dates_filter_by_the_claim_or_by_what_it_links(opened: Release, match: Match) -> None:
    early = Filters(last=date(2015, 12, 31))
    found = {iri for iri in subjects(match, Options(filters=early)) if iri.startswith(ID + "claim/")}
    own = ask(opened, 'SELECT ?c { ?c a pg:Claim ; pg:validFrom|pg:dateFrom ?d FILTER(?d > "2015-12-31"^^xsd:date) }')
    assert found
    assert not found & {c for (c,) in own}


def test_filtered_nodes_are_only_those_that_the_claims_need(match: Match) -> None:
    graph = project(match, Options(filters=Filters(statuses=frozenset(["Forecast"]))))
    linked = {end for edge in graph.edges for end in (edge.source, edge.target)}
    for node in graph.nodes:
        assert node.id in linked or any(name.endswith("_evidence") for name in node.attributes)


def test_without_isolates_every_node_has_an_edge(match: Match) -> None:
    graph = project(match, Options(isolates=False))
    linked = {end for edge in graph.edges for end in (edge.source, edge.target)}
    assert {node.id for node in graph.nodes} == linked


def test_a_neighbourhood_holds_the_claims_at_an_entity_and_a_deeper_one_more(opened: Release, match: Match) -> None:
    beijing = ID + "place/beijing"
    near, far = (neighbourhood(match, [beijing], depth) for depth in (1, 2))
    said = ask(opened, f"SELECT DISTINCT ?c {{ BIND(<{beijing}> AS ?e) {ENDS} }}")
    assert {iri for iri in near.statements if "/claim/" in iri} == {c for (c,) in said}
    assert near.statements < far.statements
    nodes = {node.id for node in project(match, selection=near).nodes}
    assert beijing in nodes
    assert len(nodes) > 1


def test_triples_of_a_construct_select_the_claims_that_say_them(opened: Release, match: Match) -> None:
    text = "CONSTRUCT { ?p pg:issuedBy ?b } WHERE { ?p pg:issuedBy ?b }"
    triples = opened.store.query(sparql_prologue() + text)
    assert isinstance(triples, ox.QueryTriples)
    graph = project(match, selection=selected_by(match, triples))
    wanted = ask(
        opened,
        "SELECT ?c { ?c a pg:RelationClaim ; rdf:predicate pg:issuedBy ; rdf:subject ?s ; rdf:object ?o . ?s pg:issuedBy ?o }",
    )
    assert {edge.id for edge in graph.edges} == {c for (c,) in wanted}
    assert all(edge.attributes["quote"] for edge in graph.edges)


def test_dates_of_a_construct_select_the_claim_that_gives_them(opened: Release, match: Match) -> None:
    text = "CONSTRUCT { ?p pg:issuedFrom ?d } WHERE { ?p pg:issuedFrom ?d }"
    triples = opened.store.query(sparql_prologue() + text)
    assert isinstance(triples, ox.QueryTriples)
    nodes = list(project(match, selection=selected_by(match, triples)).nodes)
    assert nodes
    assert all("issued_evidence" in node.attributes for node in nodes)


def test_an_empty_selection_is_an_empty_graph(match: Match) -> None:
    graph = project(match, selection=Selection())
    assert not list(graph.nodes)
    assert not list(graph.edges)
