"""Brings the documents at the root of the repository into the site, links included.

They stand at the root because that is where people and tools look for them; Sphinx
reads only what is below ``docs``. So each build copies them to ``docs/project``.
"""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

_PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
_FILES = ("LICENSE", "CITATION.cff")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Copy the documents before Sphinx looks for pages; lead links to the copies."""
    app.connect("config-inited", lambda app, _config: copy_pages(Path(app.srcdir)))
    app.connect("source-read", lead_to_copies)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def copy_pages(docs: Path) -> None:
    """Copy the documents at the root; a link to ``docs/x`` becomes one to ``../x``."""
    folder = docs / "project"
    folder.mkdir(exist_ok=True)
    for name in _FILES:
        copyfile(docs.parent / name, folder / name)
    for name in _PAGES:
        text = (docs.parent / name).read_text("utf-8").replace("](docs/", "](../")
        (folder / name).write_text(text, "utf-8")


def lead_to_copies(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Turn a link to the root of the repository into one to the copy."""
    names = "|".join(map(re.escape, (*_PAGES, *_FILES)))
    to_root = rf"\]\(\.\./((?:\.\./)*)({names})\)"
    source[0] = re.sub(to_root, r"](\1project/\2)", source[0])
