"""The JSON Schema of a file of curated claims, for completion and checking in editors.

`seeds/claims.schema.json` is generated (`make generate`); a test holds it equal to `entries.ClaimFile`.
"""

import json
from pathlib import Path
from typing import Any, Final

from loaders.claims.entries import ClaimFile

__all__ = ["SCHEMA", "json_schema"]

SCHEMA: Final = Path(__file__).resolve().parent.parent.parent / "seeds" / "claims.schema.json"


def json_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) of `seeds/*.claims*.yaml`."""
    schema = ClaimFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
