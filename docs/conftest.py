"""Leaves out what only Sphinx can read, what it writes, and scripts that draw."""

from __future__ import annotations

collect_ignore = ["_build", "conf.py", "extensions", "live", "pictures", "project"]
