"""Published figures as data: each with its unit, its source and a note.

Where sources disagree every row stands, and the caller chooses. A figure from here is
nobody's measurement of the lot on the bench, and a plan that uses one says so.
"""

from __future__ import annotations

from .fillers import filler, filler_names, packings
from .molecules import molar_mass
from .policies import policy
from .screening import screened
from .shells import shell, shells
from .sources import Source, source

__all__ = [
    "Source",
    "filler",
    "filler_names",
    "molar_mass",
    "packings",
    "policy",
    "screened",
    "shell",
    "shells",
    "source",
]
