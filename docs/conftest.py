"""Leaves to the session ``docs`` what only Sphinx can read, and what it writes."""

from __future__ import annotations

collect_ignore = ["_build", "conf.py", "extensions", "live", "project"]
