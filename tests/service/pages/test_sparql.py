"""The SPARQL page's pure parts: examples that run, what the editor completes, terms with labels."""

from pathlib import Path

import orjson
import pyoxigraph as ox
import pytest

from ontology.manifest import CurrentPointer
from ontology.namespaces import PREFIXES
from service.pages.rows import PageReader
from service.pages.sparql import EXAMPLES, Example, triples_of, vocabulary, with_prefixes
from service.release import Releases

XSD = PREFIXES["xsd"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label.en)
def test_an_example_parses_with_the_prefixes_it_uses(example: Example) -> None:
    assert isinstance(ox.Store().query(with_prefixes(example.text)), ox.QuerySolutions)


def test_the_editor_knows_every_class_and_property_in_both_languages() -> None:
    known = orjson.loads(vocabulary())
    assert ["pg:AIChip", "人工智能芯片", "AI chip"] in known["classes"]
    assert {"pg:developedBy", "rdfs:label"} < {term[0] for term in known["properties"]}
    assert all(all(term) for term in known["classes"] + known["properties"])
    assert known["prefixes"]["actor"] == "https://w3id.org/policygraph/id/actor/"


def test_a_graph_is_shown_as_triples_with_labels(release_home: Path) -> None:
    reader = PageReader(Releases(release_home, 1).open(CurrentPointer(release_home).read() or ""))
    chip = "<https://w3id.org/policygraph/id/actor/nvidia> <http://www.w3.org/2000/01/rdf-schema#label> "
    rows, total = triples_of(
        f'{chip}"𠮷"@zh .\n{chip}"3"^^<{XSD}integer> .\n{chip}_:b .\n'.encode(), reader, chinese=True
    )
    assert total == 3
    assert rows[0][0].words == "英伟达"
    assert rows[0][0].href == "/entities/actor/nvidia"
    assert (rows[0][2].words, rows[0][2].language) == ("𠮷", "zh")
    assert rows[1][2].number == 3
