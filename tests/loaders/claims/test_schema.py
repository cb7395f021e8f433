"""The JSON Schema that editors use is that of the models, and the seeds' claims follow it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from loaders.claims.schema import SCHEMA, json_schema

FILES = sorted(SCHEMA.parent.glob("*.claims*.yaml"))


def test_the_shipped_schema_is_that_of_the_models() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_curated_claims_follow_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), json_schema())


def test_the_schema_rejects_a_status_that_does_not_exist() -> None:
    claims = {"passages": [{"quote": "x", "claims": [{"relation": "a b c", "status": "maybe"}]}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(claims, json_schema())
