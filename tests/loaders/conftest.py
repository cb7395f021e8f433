"""A small article with a small authority of its own, so that each behaviour can be tested in a few words."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from loaders.claims.corpus import AnnotatedArticle, Corpus, annotate
from loaders.errors import Problem
from loaders.text.articles import read_article
from loaders.text.authority import read_authority
from ontology.schema import load_schema

TEXT = (
    "2018年4月,欧盟发布《欧洲人工智能战略》。12月,欧盟发布《协调计划》。英伟达的芯片占中国90%以上份额,"
    "甲框架和乙框架合计占85%左右。最高补贴200万元。若成功,效益达455万亿韩元。参数为千亿级参数。\n"
    "重复的一句说华为推出昇腾。\n\n重复的一句说华为推出昇腾。\n"
    "领域包括教育、医疗。\n"
    "此种三个份额。\n"
)

AUTHORITY = """
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix place: <https://w3id.org/policygraph/id/place/> .
@prefix actor: <https://w3id.org/policygraph/id/actor/> .
@prefix technology: <https://w3id.org/policygraph/id/technology/> .
@prefix policy: <https://w3id.org/policygraph/id/policy/> .
@prefix metric: <https://w3id.org/policygraph/id/metric/> .
@prefix unit: <https://w3id.org/policygraph/id/unit/> .
@prefix sector: <https://w3id.org/policygraph/id/sector/> .

place:china a pg:Country ; rdfs:label "中国"@zh , "China"@en .
place:eu a pg:Bloc ; rdfs:label "欧盟"@zh , "European Union"@en ; skos:altLabel "EU"@en .
actor:nvidia a pg:Company ; rdfs:label "英伟达"@zh , "Nvidia"@en .
actor:huawei a pg:Company ; rdfs:label "华为"@zh , "Huawei"@en .
technology:ascend a pg:AIChip ; rdfs:label "昇腾"@zh , "Ascend"@en .
technology:a a pg:AIFramework ; rdfs:label "甲框架"@zh , "Framework A"@en .
technology:b a pg:AIFramework ; rdfs:label "乙框架"@zh , "Framework B"@en .
policy:strategy a pg:Policy ; rdfs:label "欧洲人工智能战略"@zh , "European AI Strategy"@en .
policy:plan a pg:Policy ; rdfs:label "协调计划"@zh , "Coordinated Plan"@en .
metric:share a pg:Metric ; rdfs:label "份额"@zh , "share"@en .
metric:cap a pg:Metric ; rdfs:label "上限"@zh , "cap"@en .
unit:percent a pg:Unit ; rdfs:label "百分比"@zh , "percent"@en ; skos:notation "%" .
unit:cny a pg:Unit ; rdfs:label "人民币元"@zh , "yuan"@en ; skos:altLabel "元"@zh ; skos:notation "CNY" .
unit:krw a pg:Unit ; rdfs:label "韩元"@zh , "won"@en ; skos:notation "KRW" .
unit:parameter a pg:Unit ; rdfs:label "参数"@zh , "parameters"@en .
unit:kind a pg:Unit ; rdfs:label "个"@zh , "kind"@en ; skos:altLabel "种"@zh , "款"@zh .
sector:education a pg:Sector ; rdfs:label "教育"@zh , "education"@en .
sector:healthcare a pg:Sector ; rdfs:label "医疗"@zh , "healthcare"@en .
"""

Curate = Callable[[str], tuple[AnnotatedArticle, tuple[Problem, ...]]]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with one small article, `small`, without claims."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "small.txt").write_text(TEXT, encoding="utf-8", newline="")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    metadata = {"title": "小文", "title_en": "A small text", "sha256": digest}
    (folder / "small.yaml").write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture
def authority_folder(tmp_path: Path) -> Path:
    """A folder with the small article's authority."""
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "all.ttl").write_text(AUTHORITY, encoding="utf-8")
    return folder


@pytest.fixture
def curate(seeds: Path, authority_folder: Path) -> Curate:
    """Write claims (YAML) beside the small article and read it: the annotated article and every problem."""

    def read(claims: str) -> tuple[AnnotatedArticle, tuple[Problem, ...]]:
        (seeds / "small.claims.yaml").write_text(claims, encoding="utf-8")
        return annotate(read_article(seeds / "small.txt"), read_authority(authority_folder), load_schema())

    return read


@pytest.fixture
def small_corpus(curate: Curate, authority_folder: Path) -> Callable[[str], Corpus]:
    """Make a corpus of the small article with the given claims, which must be sound."""

    def make(claims: str) -> Corpus:
        annotated, problems = curate(claims)
        assert not problems, problems
        return Corpus((annotated,), read_authority(authority_folder), load_schema())

    return make
