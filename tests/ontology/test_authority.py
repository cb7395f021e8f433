"""The authority files keep what the model promises of them: names in both languages, honest types, no hidden claims."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ontology.iris import compact, slug_pattern
from ontology.namespaces import ID, KINDS, PG, PREFIXES
from ontology.schema import AUTHORITY, load_schema

FILES = sorted(AUTHORITY.glob("*.ttl"))
EDITORIAL = ID + "editorial/"
SCHEME = "https://w3id.org/policygraph/ontology/scheme/"
TYPE, RDFS_LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
ALT_LABEL, EXACT_MATCH = PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "exactMatch"
IN_SCHEME, DEFINITION = PREFIXES["skos"] + "inScheme", PREFIXES["skos"] + "definition"

FAMILY = {
    "actor": "Actor", "place": "Place", "technology": "Technology", "policy": "PolicyDocument", "dataset": "Dataset",
    "facility": "Facility", "event": "Event", "concept": "Concept", "office": "Office", "metric": "Metric",
    "unit": "Unit", "sector": "Sector", "instrument": "Instrument", "focus": "Focus", "phase": "Phase", "tier": "Tier",
    "stage": "Stage", "policy-type": "PolicyType", "frequency": "Frequency",
}  # fmt: skip
"""Which class every entity of a kind has among its classes."""

SCHEMES = ("sector", "instrument", "focus", "phase", "tier", "stage", "policy-type", "frequency")

NAMED_KINDS = ("actor", "place", "technology", "policy", "dataset", "facility", "event", "concept", "office", "sector")
"""Kinds whose names are looked for in texts."""

WIKIDATA = {
    "place:united-states": "Q30", "place:china": "Q148", "place:european-union": "Q458", "place:japan": "Q17",
    "place:south-korea": "Q884", "place:france": "Q142", "place:germany": "Q183", "place:russia": "Q159",
    "place:beijing": "Q956", "place:shanghai": "Q8686", "place:shenzhen": "Q15174", "place:hangzhou": "Q4970",
    "place:chengdu": "Q30002", "actor:huawei": "Q160120", "actor:google": "Q95", "actor:meta": "Q380",
    "actor:baidu": "Q14772", "actor:nvidia": "Q182477", "actor:openai": "Q21708200", "actor:xai": "Q120599684",
    "actor:andreessen-horowitz": "Q4034010", "actor:tsinghua-university": "Q16955", "actor:nist": "Q176691",
    "actor:european-commission": "Q8880", "actor:european-parliament": "Q8889", "actor:european-council": "Q8886",
    "actor:council-of-the-european-union": "Q8896", "actor:elon-musk": "Q317521", "actor:marc-andreessen": "Q62882",
    "actor:shinzo-abe": "Q132345", "technology:chatgpt": "Q115564437", "technology:pytorch": "Q47509047",
    "technology:tensorflow": "Q21447895", "technology:artificial-intelligence": "Q11660",
    "technology:natural-language-processing": "Q30642",
}  # fmt: skip
"""The links that were checked against Wikidata; no other may stand in the files."""

QUDT = {
    "unit:percent": "PERCENT", "unit:ratio": "FRACTION", "unit:cny": "CCY_CNY", "unit:eur": "CCY_EUR",
    "unit:krw": "CCY_KRW", "unit:year": "YR", "unit:month": "MO",
}  # fmt: skip
"""The units that were found in QUDT's unit vocabulary."""

KNOWN_HOMONYMS = {
    "算力": ({"technology:computing-power", "focus:compute"}, "a thing spoken of, and a weight of policy"),
    "算法": ({"technology:ai-algorithms", "focus:algorithms"}, "a thing spoken of, and a weight of policy"),
    "芯片": ({"technology:ai-chips", "focus:chips"}, "a thing spoken of, and a weight of policy"),
    "根技术": ({"technology:root-technology", "focus:root-technology"}, "a thing spoken of, and a weight of policy"),
    "教育": ({"sector:education", "focus:education"}, "where AI is used, and a weight of policy"),
    "合作": ({"instrument:cooperation", "focus:cooperation"}, "a means of policy, and a weight of policy"),
    "标准": ({"instrument:standard", "focus:standards"}, "a means of policy, and a weight of policy"),
    "监管": ({"instrument:regulation", "focus:regulation"}, "a means of policy, and a weight of policy"),
    "框架": ({"policy-type:framework", "focus:frameworks"}, "a kind of document, and AI frameworks as a weight"),
}
"""Surface forms of two entities, with the reason. At most one of the two is of a kind that is looked for in texts."""

CONTAINED = {
    "technology:nvidia-high-end-ai-chips": "actor:nvidia",  # a label of ours that no text prints
    "technology:siyuan": "actor:cambricon",  # the same
    "dataset:gartner-ai-hype-cycle-2020": "actor:gartner",  # the same
    "actor:andreessen-horowitz": "actor:marc-andreessen",  # the firm bears the man's name
}
"""Entities whose name may hold the name of a company or person."""


def _quads() -> Iterator[ox.Quad]:
    for path in FILES:
        yield from ox.parse(path=str(path))


QUADS = tuple(_quads())
BY_SUBJECT: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
for _quad in QUADS:
    if isinstance(_quad.subject, ox.NamedNode) and isinstance(_quad.object, (ox.NamedNode, ox.Literal)):
        BY_SUBJECT[_quad.subject.value][_quad.predicate.value].append(_quad.object)
ENTITIES = sorted(s for s in BY_SUBJECT if s.startswith(ID) and not s.startswith(EDITORIAL))
FACTS = sorted(s for s in BY_SUBJECT if s.startswith(EDITORIAL))


def kind(iri: str) -> str:
    return iri.removeprefix(ID).split("/", 1)[0]


def values(iri: str, predicate: str) -> list[str]:
    return [value.value for value in BY_SUBJECT[iri].get(predicate, ())]


def literals(iri: str, predicate: str) -> list[ox.Literal]:
    return [value for value in BY_SUBJECT[iri].get(predicate, ()) if isinstance(value, ox.Literal)]


def forms(iri: str) -> set[str]:
    return {*values(iri, RDFS_LABEL), *values(iri, ALT_LABEL)}


def classes(iri: str) -> frozenset[str]:
    return load_schema().types_of(values(iri, TYPE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_parsers_read_the_same_graph(path: Path) -> None:
    by_rdflib = rdflib.Graph().parse(path)
    triples = ox.serialize((quad.triple for quad in ox.parse(path=str(path))), format=ox.RdfFormat.N_TRIPLES)
    by_oxigraph = rdflib.Graph().parse(data=triples, format="nt")
    assert len(by_rdflib) > 0
    assert set(by_rdflib) == set(by_oxigraph)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_prefixes_are_those_of_the_namespace_table(path: Path) -> None:
    declared = dict(re.findall(r"^@prefix ([\w-]+): <([^>]+)> \.$", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


def test_nothing_is_a_blank_node() -> None:
    assert [q for q in QUADS if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)] == []


def test_every_subject_is_an_entity_an_editorial_fact_or_a_scheme() -> None:
    schemes = {SCHEME + name for name in SCHEMES}
    assert set(BY_SUBJECT) - set(ENTITIES) - set(FACTS) == schemes


def test_no_entity_stands_in_two_files() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for quad in ox.parse(path=str(path)):
            homes[str(quad.subject)].add(path.name)
    assert {subject: files for subject, files in homes.items() if len(files) > 1} == {}


@pytest.mark.parametrize("iri", [*ENTITIES, *FACTS], ids=compact)
def test_label_is_given_once_in_each_language(iri: str) -> None:
    assert sorted(str(label.language) for label in literals(iri, RDFS_LABEL)) == ["en", "zh"]


def test_text_is_tagged_zh_or_en() -> None:
    untagged = {
        (q.subject.value, q.object.value)
        for q in QUADS
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
        and q.object.language not in {"zh", "en"} and q.predicate.value != PREFIXES["skos"] + "notation"
    }  # fmt: skip
    assert untagged == set()


def test_no_text_holds_a_character_that_xml_forbids() -> None:
    forbidden = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    assert [
        q.object.value for q in QUADS if isinstance(q.object, ox.Literal) and forbidden.search(q.object.value)
    ] == []


@pytest.mark.parametrize("iri", ENTITIES, ids=compact)
def test_iri_has_a_known_kind_and_a_readable_slug(iri: str) -> None:
    head, _, slug = iri.removeprefix(ID).partition("/")
    assert head in KINDS
    assert slug_pattern.fullmatch(slug)


@pytest.mark.parametrize("iri", ENTITIES, ids=compact)
def test_types_are_own_classes_of_the_kinds_family_and_the_most_specific(iri: str) -> None:
    schema, types = load_schema(), values(iri, TYPE)
    assert types
    assert set(types) <= set(schema.classes)
    assert PG + FAMILY[kind(iri)] in schema.types_of(types)
    assert not any(one in schema.classes[other].supers for one in types for other in types)


@pytest.mark.parametrize("iri", ENTITIES, ids=compact)
def test_alternative_labels_differ_from_labels_and_from_each_other(iri: str) -> None:
    names = [*dict.fromkeys(values(iri, RDFS_LABEL)), *values(iri, ALT_LABEL)]
    assert len(names) == len(set(names))
    assert all(name == name.strip() and name for name in names)


def test_surface_forms_belong_to_one_entity_or_are_known_homonyms() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for iri in ENTITIES:
        for form in forms(iri):
            owners[form.casefold()].add(compact(iri))
    shared = {form: names for form, names in owners.items() if len(names) > 1}
    assert shared == {form: names for form, (names, _) in KNOWN_HOMONYMS.items()}


def test_homonyms_are_never_two_names_that_texts_are_searched_for() -> None:
    for names, reason in KNOWN_HOMONYMS.values():
        assert reason
        assert sum(name.split(":")[0] in NAMED_KINDS for name in names) <= 1


def test_no_name_is_a_single_character() -> None:
    short = {
        (compact(iri), form) for iri in ENTITIES if kind(iri) in NAMED_KINDS for form in forms(iri) if len(form) < 2
    }
    assert short == set()


def test_titles_of_policies_stand_without_their_marks() -> None:
    marked = {label for iri in ENTITIES if kind(iri) == "policy" for label in values(iri, RDFS_LABEL) if "《" in label}
    assert marked == set()


def test_a_negative_label_holds_a_name_of_its_entity_and_is_no_name_itself() -> None:
    names = {form.casefold() for iri in ENTITIES if kind(iri) in NAMED_KINDS for form in forms(iri)}
    negative = PG + "negativeLabel"
    for iri in ENTITIES:
        for label in values(iri, negative):
            assert any(form.casefold() in label.casefold() for form in forms(iri)), (iri, label)
            assert label.casefold() not in names, (iri, label)


def test_a_longer_name_does_not_hide_the_name_of_a_company_person_or_institute() -> None:
    # Longest match wins: an alias such as 华为昇腾 would take every mention of Huawei with it.
    own = [PG + name for name in ("Company", "Person", "ResearchOrganization", "MediaOutlet")]
    makers = [iri for iri in ENTITIES if classes(iri) & set(own)]
    hidden = {
        compact(other): compact(maker)
        for maker in makers for name in forms(maker)
        for other in ENTITIES if other != maker and kind(other) in NAMED_KINDS
        for form in forms(other) if name in form
    }  # fmt: skip
    assert hidden == CONTAINED


def test_no_claimable_predicate_stands_as_a_direct_triple() -> None:
    claimable = {p.iri for p in load_schema().properties.values() if p.claimable or p.assertable}
    assert [(str(q.subject), q.predicate.value) for q in QUADS if q.predicate.value in claimable] == []


def test_own_predicates_are_declared_and_their_domain_and_range_hold() -> None:
    schema = load_schema()
    thing = PREFIXES["owl"] + "Thing"
    for quad in QUADS:
        assert isinstance(quad.subject, ox.NamedNode)
        if not quad.predicate.value.startswith(PG):
            continue
        known = schema.properties[quad.predicate.value]
        assert known.domain in {*classes(quad.subject.value), thing}, quad
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(ID):
            assert known.range in {*classes(quad.object.value), thing}, quad


def test_places_are_part_of_larger_places_without_a_circle() -> None:
    part_of = {iri: values(iri, PG + "partOf") for iri in ENTITIES if values(iri, PG + "partOf")}
    for iri in part_of:
        seen, here = {iri}, iri
        while here in part_of:
            (here,) = part_of[here]
            assert here in BY_SUBJECT
            assert here not in seen
            seen.add(here)


def test_links_lead_to_entities_that_exist() -> None:
    links = {PREFIXES["skos"] + name for name in ("broader", "related")} | {PG + "partOf"}
    dangling = {q.object.value for q in QUADS if q.predicate.value in links and isinstance(q.object, ox.NamedNode)
                and q.object.value not in BY_SUBJECT}  # fmt: skip
    assert dangling == set()


def test_exact_matches_are_those_that_were_checked() -> None:
    found = {compact(iri): [compact(value) for value in values(iri, EXACT_MATCH)] for iri in ENTITIES}
    expected = {name: [f"wd:{item}"] for name, item in WIKIDATA.items()}
    expected |= {name: [f"qudt-unit:{item}"] for name, item in QUDT.items()}
    assert {name: links for name, links in found.items() if links} == expected


@pytest.mark.parametrize("name", SCHEMES)
def test_concepts_of_a_scheme_are_in_it_and_only_they(name: str) -> None:
    members = {iri for iri in ENTITIES if SCHEME + name in values(iri, IN_SCHEME)}
    assert members == {iri for iri in ENTITIES if kind(iri) == name}
    assert members
    assert sorted(str(label.language) for label in literals(SCHEME + name, RDFS_LABEL)) == ["en", "zh"]


@pytest.mark.parametrize("iri", [iri for iri in ENTITIES if kind(iri) == "metric"], ids=compact)
def test_a_metric_says_what_it_counts_and_a_share_of_what(iri: str) -> None:
    assert sorted(str(text.language) for text in literals(iri, DEFINITION)) == ["en", "zh"]
    bases = sorted(str(text.language) for text in literals(iri, PG + "base"))
    assert bases in ([], ["en", "zh"])
    if re.search(r"-(?:share|ratio)$", iri):
        assert bases


@pytest.mark.parametrize("iri", FACTS, ids=lambda iri: iri.removeprefix(EDITORIAL))
def test_an_editorial_fact_is_complete_and_fits_its_predicate(iri: str) -> None:
    assert slug_pattern.fullmatch(iri.removeprefix(EDITORIAL))
    assert values(iri, TYPE) == [PG + "EditorialFact"]
    assert values(iri, PG + "origin") == [PG + "Editorial"]
    assert [note.language for note in literals(iri, PG + "note")] == ["en"]
    (subject,), (predicate,), (object_,) = (
        values(iri, PREFIXES["rdf"] + p) for p in ("subject", "predicate", "object")
    )
    known = load_schema().properties[predicate]
    assert known.assertable
    assert known.domain in {*classes(subject), PREFIXES["owl"] + "Thing"}
    assert known.range in classes(object_)


def test_no_fact_is_given_twice() -> None:
    parts = [tuple(values(iri, PREFIXES["rdf"] + p)[0] for p in ("subject", "predicate", "object")) for iri in FACTS]
    assert len(parts) == len(set(parts))
