"""Checks the site that was built: ``check_links.py FOLDER``.

Every link within the site leads to a page and a place that exist, and no page loads
anything from elsewhere; a link that a reader may follow to elsewhere is not opened.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

__all__ = ["faults"]

_LOADING = {"script": "src", "img": "src", "link": "href", "iframe": "src"}
#: Assembled later, by ``docs/live/build.py``.
_LATER = "live"


class _Page(HTMLParser):
    """Collects where a page leads, what it loads, and its places."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.leads: set[str] = set()
        self.loads: set[str] = set()
        self.places: set[str] = {""}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what one tag says."""
        said = {name: value for name, value in attrs if value is not None}
        self.places |= {said[name] for name in ("id", "name") if name in said}
        if tag == "a" and "href" in said:
            self.leads.add(said["href"])
        elif tag in _LOADING and _LOADING[tag] in said:
            self.loads.add(said[_LOADING[tag]])


def faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with the links of a site, a line for each."""
    pages = {path: _Page(path.read_text("utf-8")) for path in _html(site)}
    for path, page in pages.items():
        name = path.relative_to(site)
        yield from (f"{name} loads {each}" for each in page.loads if _elsewhere(each))
        for link in page.leads | page.loads:
            if not _elsewhere(link) and not _leads(link, path, site, pages):
                yield f"{name} leads to {link}, which is not there"


def _html(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*.html")):
        if path.relative_to(site).parts[0] not in {_LATER, "_static"}:
            yield path


def _elsewhere(link: str) -> bool:
    parts = urlsplit(link)
    return bool(parts.netloc) or parts.scheme not in {"", "data"}


def _leads(link: str, path: Path, site: Path, pages: dict[Path, _Page]) -> bool:
    """Return whether a link within the site leads somewhere."""
    if link.startswith("data:"):
        return True
    address, place = urldefrag(link)
    file = unquote(urlsplit(address).path)
    target = (path.parent / file).resolve() if file else path
    if target.is_relative_to(site / _LATER):
        return True
    if target in pages:
        return unquote(place) in pages[target].places
    return target.is_file()


if __name__ == "__main__":
    FOUND = list(faults(Path(sys.argv[1]).resolve()))
    sys.exit("\n".join(FOUND) or 0)
