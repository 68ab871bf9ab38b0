"""The published schema of documents.

``python -m tests.json_schema`` writes it as the library makes it.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ldn_compound.interop.json import SCHEMA
from ldn_compound.interop.json.schema import render_schema

__all__ = ["PUBLISHED"]

#: Where the schema of this version lies.
PUBLISHED = (
    Path(str(files("ldn_compound"))) / "interop" / "json" / f"schema-{SCHEMA}.json"
)


if __name__ == "__main__":
    PUBLISHED.write_text(render_schema(), encoding="ascii")
