"""``selftest``: the published examples, worked out on this machine."""

from __future__ import annotations

from ..selftest.__main__ import main, parser

__all__ = ["main", "parser"]
