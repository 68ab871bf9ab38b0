"""How examples of verdicts are worked out: tests of content and mass, and chances."""

from __future__ import annotations

from fractions import Fraction

from ..calc import uniformity
from ..quality import mass_loss as loss_of_mass
from ..quality import ph_eur_2_9_5 as mass_test
from ..quality import ph_eur_2_9_6 as content_test
from ..quality import probability_mean_within, usp_905
from .examples import Given, Results

__all__ = [
    "acceptance_value",
    "mass_acceptance_value",
    "mass_loss",
    "mean_within",
    "ph_eur_2_9_5",
    "ph_eur_2_9_6",
    "usp905",
    "usp905_rounding",
]


def acceptance_value(given: Given) -> Results:
    """Work out the reference and the acceptance value, in percent of the label."""
    reference_value = uniformity.reference_value(given["mean"], given["target"])
    value = uniformity.acceptance_value(**given)
    return {"reference": reference_value.m_as("%"), "av": value.m_as("%")}


def mass_acceptance_value(given: Given) -> Results:
    """Work out the acceptance value of masses, in percent."""
    return {"value": uniformity.mass_acceptance_value(**given).to("%")}


def usp905(given: Given) -> Results:
    """Judge contents by USP <905>, in percent of the label."""
    found = usp_905(given["contents"])
    return {
        "mean": found.mean.m_as("%"),
        "sd": found.sd.m_as("%"),
        "reference": found.reference.m_as("%"),
        "av": found.acceptance_value.m_as("%"),
        "verdict": found.verdict,
    }


def usp905_rounding(given: Given) -> Results:
    """Judge ten equal contents that are so far below 98.5 % of the label."""
    return usp905({"contents": [Fraction("98.5") - Fraction(given["av"])] * 10})


def ph_eur_2_9_5(given: Given) -> Results:
    """Judge net masses by Ph. Eur. 2.9.5."""
    found = mass_test([f"{mass} mg" for mass in given["net_mg"]])
    return {
        "mean": found.mean.m_as("mg"),
        "outside": len(found.outside),
        "outside_double": len(found.far_outside),
        "verdict": found.verdict,
    }


def ph_eur_2_9_6(given: Given) -> Results:
    """Judge contents in mg by Ph. Eur. 2.9.6, test B."""
    found = content_test([f"{content} mg" for content in given["contents_mg"]])
    return {
        "mean": found.mean.m_as("mg"),
        "outside_85_115": len(found.outside),
        "outside_75_125": len(found.far_outside),
        "verdict": found.verdict,
    }


def mass_loss(given: Given) -> Results:
    """Work out how much of what was weighed in is lost."""
    found = loss_of_mass(**given)
    return {"loss": found.loss, "verdict": found.verdict}


def mean_within(given: Given) -> Results:
    """Work out how likely the mean of a batch lies between 90 % and 110 %."""
    return {"probability": Fraction(probability_mean_within(**given))}
