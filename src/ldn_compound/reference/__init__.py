"""Published figures as data: each with its unit, its source and a note.

Where sources disagree every row stands, and the caller chooses. A figure from here is
nobody's measurement of the lot on the bench, and a plan that uses one says so.
"""

from __future__ import annotations

from .beyond_use import StabilityStudy, beyond_use_rule, stability_studies
from .fillers import filler, filler_names, packings
from .label_rules import LabelRules, label_rules, label_rules_names
from .molecules import molar_mass
from .monograph import Conflict, Monograph, Statement, monograph
from .policies import policies, policy
from .products import least_tablet_mass, tablet_products, tablets
from .screening import screened
from .shells import shell, shells
from .sources import DatedSource, Source, source
from .titrations import Titration, patient_sentences, titration, titration_names
from .version import data_version

__all__ = [
    "Conflict",
    "DatedSource",
    "LabelRules",
    "Monograph",
    "Source",
    "StabilityStudy",
    "Statement",
    "Titration",
    "beyond_use_rule",
    "data_version",
    "filler",
    "filler_names",
    "label_rules",
    "label_rules_names",
    "least_tablet_mass",
    "molar_mass",
    "monograph",
    "packings",
    "patient_sentences",
    "policies",
    "policy",
    "screened",
    "shell",
    "shells",
    "source",
    "stability_studies",
    "tablet_products",
    "tablets",
    "titration",
    "titration_names",
]
