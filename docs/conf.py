"""Settings of the documents: Sphinx builds them offline, and every warning fails."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "ldn_compound"
author = "the contributors of ldn_compound"
copyright = author  # noqa: A001 - Sphinx reads this name
version = release = version_of("ldn-compound")

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.autosectionlabel",
    "api_pages",
    "docstrings",
    "mathml",
    "repository_pages",
]
exclude_patterns = ["_build", "live"]
default_role = "py:obj"
nitpicky = True
#: What is not ours has no page here, and its inventory would need a network.
nitpick_ignore_regex = [
    ("py:.*", r"(?!ldn_compound\b).*"),
    ("py:class", r".*\.[A-Z]"),  # a type variable
]

# A section of the references is a label: `references:usp-905`.
autosectionlabel_prefix_document = True
autosectionlabel_maxdepth = 3
suppress_warnings = [
    "autosectionlabel.*",  # only the labels of the references are used
    "ref.python",  # two modules may name an alias alike; a name that is missing warns
]

autodoc_member_order = "bysource"
python_maximum_signature_line_length = 88
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
napoleon_numpy_docstring = True
napoleon_google_docstring = False
napoleon_use_rtype = False

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = -1  # a busy machine is no fault of a notebook
nb_merge_streams = True

html_math_renderer = "mathml"
html_theme = "furo"
html_title = f"ldn_compound {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
