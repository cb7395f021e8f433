"""The JSON-LD context that graphs are compacted with, read once from the ontology's file."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import ontology

__all__ = ["jsonld_context"]


@cache
def jsonld_context() -> dict[str, Any]:
    """Return the members of the context: prefixes as strings, properties as term definitions."""
    file = Path(ontology.__file__).with_name("context.jsonld")
    context: dict[str, Any] = json.loads(file.read_bytes())["@context"]
    return context
