"""Reads and extracts small texts with the shipped authority."""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from loaders.extract.extraction import Extraction, extract, read
from loaders.extract.reading import Reading
from loaders.text.articles import Article, Metadata
from loaders.text.authority import Authority, read_authority
from loaders.text.passages import find_passages
from ontology.schema import load_schema


@cache
def _authority() -> Authority:
    return read_authority()


def _article(text: str, published: date | None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    metadata = Metadata(title="例", sha256=digest, published=published)
    return Article("example", Path("example.txt"), text, digest, metadata)


Reader = Callable[..., Reading]
Extractor = Callable[..., Extraction]


@pytest.fixture
def reading() -> Reader:
    """Read a text, published on 2023-06-27 unless said otherwise, as far as annotations and dates."""

    def make(text: str, published: date | None = date(2023, 6, 27)) -> Reading:
        return read(_article(text, published), find_passages(text), _authority())

    return make


@pytest.fixture
def extraction() -> Extractor:
    """Extract the claims of a text, published on 2023-06-27 unless said otherwise."""

    def make(text: str, published: date | None = date(2023, 6, 27)) -> Extraction:
        return extract(_article(text, published), find_passages(text), _authority(), load_schema())

    return make
