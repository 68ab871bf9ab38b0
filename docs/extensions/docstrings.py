"""Leads what a docstring names to its page: a source by its key, a record by its name.

A docstring cites a source as ``[usp-905]_`` and lists it below. On the page both lead
to the references, where the source is described once; an unknown key is a warning.
"""

from __future__ import annotations

import re

from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

_LISTED = re.compile(
    r"^\.\. \[(?P<key>[a-z0-9-]+)\](?P<title>.*(?:\n +.*)*)", re.MULTILINE
)
_WHERE = " (docs/references.md)."
_CITED = re.compile(r"\[(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)\]_")
_TYPE = re.compile(r"^:type .*$", re.MULTILINE)
_LINKED = {"class", "data", "exception", "function"}
_LINK = r":ref:`[\g<key>] <references:\g<key>>`"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what is done with docstrings, and with names that were not found."""
    app.connect("autodoc-process-docstring", link_sources)
    app.connect("missing-reference", link_by_last_name)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def link_sources(
    _app: Sphinx,
    what: str,
    _name: str,
    _obj: object,
    _options: object,
    lines: list[str],
) -> None:
    """Turn the citations of a docstring into links to the references."""
    if what == "data" and lines and lines[0].startswith("dict("):
        lines.clear()  # the docstring of dict, not of our alias for one
    text = _LISTED.sub(_listed, "\n".join(lines))
    text = _CITED.sub(_LINK, text)
    lines[:] = _TYPE.sub(_short, text).splitlines()


def _listed(source: re.Match[str]) -> str:
    """Return an entry of the list of sources, on one line."""
    title = " ".join(source["title"].split()).removesuffix(_WHERE)
    return f"* {source.expand(_LINK)} {title}"


def _short(line: re.Match[str]) -> str:
    """Return the type of a parameter with the names as users know them."""
    ours = line[0].replace("pint._Quantity", "ldn_compound.Quantity")
    return ours.replace("ldn_compound.", "~ldn_compound.")


def link_by_last_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, text: Element
) -> Element | None:
    """Return a link to the one thing of ours that is called as *node* is, if any."""
    if node.get("refdomain") != "py":
        return None
    package, _, last = node["reftarget"].rpartition(".")
    if package and not package.startswith("ldn_compound"):
        return None
    found = {
        (entry.docname, entry.node_id)
        for name, entry in env.domains.python_domain.objects.items()
        if name.rpartition(".")[2] == last and entry.objtype in _LINKED
    }
    if len(found) != 1:
        return None
    [(page, anchor)] = found
    return make_refnode(app.builder, node["refdoc"], page, anchor, [text])
