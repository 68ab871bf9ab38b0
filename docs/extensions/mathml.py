"""Writes formulas as MathML, which browsers draw themselves: no script, no network.

The site brings its own font for them, STIX Two Math, as it comes with ziamath: with a
font that has no mathematics in it, brackets stay as low as a line of text.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import ziamath
from docutils.nodes import SkipNode, math, math_block
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.logging import getLogger
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

__all__ = ["setup"]

_FONTS = Path(ziamath.__file__).parent / "fonts"
_PLUS_MINUS = (
    "&#x000B1;"  # an operator, with its spaces, that the converter takes for a name
)
_LOG = getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the renderer ``mathml`` and bring its font along."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("config-inited", _bring_font)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _bring_font(_app: Sphinx, config: Config) -> None:
    config.html_static_path.append(str(_FONTS))


def _inline(translator: HTML5Translator, node: math) -> None:
    translator.body.append(_mathml(node, "inline"))
    raise SkipNode


def _block(translator: HTML5Translator, node: math_block) -> None:
    translator.body.append(f'<div class="math">{_mathml(node, "block")}</div>')
    raise SkipNode


def _mathml(node: math | math_block, display: str) -> str:
    """Return a formula as MathML; what the converter does not know is a warning."""
    formula: str = convert(node.astext(), display=display)
    formula = formula.replace(f"<mi>{_PLUS_MINUS}</mi>", f"<mo>{_PLUS_MINUS}</mo>")
    try:
        texts = "".join(ET.fromstring(formula).itertext())  # noqa: S314 - our own
    except ET.ParseError:
        texts = "\\"
    if "\\" in texts:
        _LOG.warning("no MathML for %s", node.astext(), location=node)
    return formula
