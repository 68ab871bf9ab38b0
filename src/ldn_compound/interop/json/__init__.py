"""JSON: every public record as a document, and back."""

from __future__ import annotations

from ...plan.digest import digest_of
from .document import SCHEMA, dumps, loads
from .schema import json_schema, render_schema

__all__ = [
    "SCHEMA",
    "digest_of",
    "dumps",
    "json_schema",
    "loads",
    "render_schema",
]
