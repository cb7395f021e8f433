"""A release whose labels, links and text try to break out of a page, with characters beyond the BMP before the quote."""

from pathlib import Path

from tests.service.release_folders import write_release

__all__ = ["ALERT", "CLAIM", "DOCUMENT", "LABEL", "QUOTE", "TEXT", "hostile_release"]

ALERT = "<script>document.title='broken'</script>"
LABEL = f"{ALERT}\"'><img src=https://example.org/x onerror=document.title='broken'>"
QUOTE = "<b>芯片</b>占90%以上 & 更多"
TEXT = f"前言𠮷😀。\r\n\r\n第二行<i>{QUOTE}。</i>\r\n没有论断的句子。\n"
START, END = TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE)
BARE = TEXT.index("没有")
DOCUMENT, CLAIM = "hostile_0123456789abcdef", "0123456789abcdef"

_ESCAPED = LABEL.replace("\\", "\\\\").replace('"', '\\"')
_TRIG = f"""
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix id: <https://w3id.org/policygraph/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/policygraph/graph/document/{DOCUMENT}> {{
  <https://w3id.org/policygraph/id/actor/evil> a pg:Entity, pg:Actor ; rdfs:label "{_ESCAPED}"@en, "{_ESCAPED}"@zh ;
    skos:altLabel "{_ESCAPED}-too"@en ; skos:exactMatch <javascript:document.title='broken'> ;
    skos:definition "{_ESCAPED}"@en ; pg:status pg:StatedFact .
  <https://w3id.org/policygraph/id/technology/chip> a pg:Entity, pg:Technology ; rdfs:label "芯片"@zh, "chip"@en .
  pg:developedBy rdfs:label "{_ESCAPED}"@en . pg:StatedFact rdfs:label "stated fact"@en, "陈述事实"@zh .
  <https://w3id.org/policygraph/id/claim/{CLAIM}> a pg:Claim, pg:RelationClaim ; rdfs:label "{_ESCAPED}"@en ;
    rdf:subject <https://w3id.org/policygraph/id/technology/chip> ; rdf:predicate pg:developedBy ;
    rdf:object <https://w3id.org/policygraph/id/actor/evil> ; pg:status pg:StatedFact ; pg:polarity pg:Affirmed ;
    pg:condition "{_ESCAPED}"@en ; pg:evidence <https://w3id.org/policygraph/id/evidence/{DOCUMENT}/{START}-{END}/{CLAIM}> .
  <https://w3id.org/policygraph/id/evidence/{DOCUMENT}/{START}-{END}/{CLAIM}> a pg:Evidence ;
    oa:hasBody <https://w3id.org/policygraph/id/claim/{CLAIM}> ; pg:quote "{QUOTE}"@zh ;
    pg:document <https://w3id.org/policygraph/id/document/{DOCUMENT}> ; pg:start {START} ; pg:end {END} ;
    pg:method pg:Curated ; pg:reviewStatus pg:Reviewed ; pg:valueAsStated "{_ESCAPED}"@zh .
  <https://w3id.org/policygraph/id/document/{DOCUMENT}> a pg:Document ; rdfs:label "{_ESCAPED}"@en, "敌意文本"@zh ;
    dcterms:publisher "{_ESCAPED}"@zh ; dcterms:rights "{_ESCAPED}"@zh ;
    pg:hasPassage <https://w3id.org/policygraph/id/passage/{DOCUMENT}/{BARE}-{BARE + 8}> .
  <https://w3id.org/policygraph/id/passage/{DOCUMENT}/{BARE}-{BARE + 8}> a pg:Sentence ; pg:start {BARE} ; pg:end {BARE + 8} .
}}
"""


def hostile_release(home: Path, *, reviewed: bool = True) -> None:
    """Write the release into the workspace `home` and publish it; its claim is `reviewed`, or found by a rule."""
    trig = _TRIG if reviewed else _TRIG.replace("pg:reviewStatus pg:Reviewed", "pg:reviewStatus pg:Unreviewed")
    write_release(home, trig, texts={DOCUMENT: TEXT})
