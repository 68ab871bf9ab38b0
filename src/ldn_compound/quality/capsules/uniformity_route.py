"""The route of USP <905>: may weighing stand in for assaying?

USP <905> lets hard capsules go by weight variation only if each holds 25 mg of drug or
more, and this is 25 % of the contents or more [usp-905]_. No capsule of low-dose
naltrexone does.

.. [usp-905] <905> Uniformity of Dosage Units (docs/references.md).
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ...errors import FieldError
from ...model.verdict import Figures, Verdict, figure_of
from ...quantities.kinds import PER_CAPSULE, Mass, Ratio
from ...quantities.masses import positive_mass
from ...quantities.units import Q, Quantity, Readable, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say

__all__ = ["UniformityRoute", "uniformity_route", "weight_check"]


@frozen(kw_only=True, repr=False)
class UniformityRoute(Verdict):
    """How the uniformity of a capsule may be tested.

    Parameters
    ----------
    drug
        Drug in one capsule. [mg]
    share
        Drug in its contents. [% of the contents]
    verdict
        ``content uniformity``: by assay only; or ``weight variation``: by weighing too.
    remarks
        Remarks printed beside the verdict.
    """

    drug: Mass
    share: Ratio
    verdict: Literal["content uniformity", "weight variation"]
    remarks: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name of the question."""
        return say("Route of USP <905>")

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "usp-905"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        return (
            figure_of("drug", shortened(self.drug, 3)),
            figure_of("share of contents", shortened(self.share, 2)),
        )


def uniformity_route(strength: Readable, fill_mass: Readable) -> UniformityRoute:
    """Return how the uniformity of capsules may be tested by USP <905>.

    Parameters
    ----------
    strength
        Drug in one capsule. [mg or mg/capsule]
    fill_mass
        Contents of one capsule. [mg]

    Returns
    -------
    UniformityRoute
        By assay, or by weighing too.

    Raises
    ------
    FieldError
        If one of them is not a mass, or there is more drug than contents.

    Examples
    --------
    >>> print(uniformity_route("4.5 mg", "180 mg"))
    Route of USP <905>: content uniformity; drug: 4.5 mg; share of contents: 2.5 %
      no weight-variation route: it takes 25 mg of drug and 25 % of the contents
    """
    drug, contents = _drug(strength), positive_mass(fill_mass, "fill_mass")
    if drug > contents:
        expected = f"at most the {contents} in the capsule"
        raise FieldError(expected, str(drug), field="strength")
    share = (drug / contents).to("%")
    least_drug, least_share = _limits()
    if drug >= least_drug and share >= least_share:
        return UniformityRoute(
            drug=drug, share=share, verdict="weight variation", remarks=()
        )
    remark = say(
        "no weight-variation route: it takes {drug} of drug "
        "and {share} of the contents",
        drug=least_drug,
        share=least_share,
    )
    return UniformityRoute(
        drug=drug, share=share, verdict="content uniformity", remarks=(remark,)
    )


def weight_check() -> str:
    """Return the remark that belongs to every weight check.

    Returns
    -------
    str
        That it is no test of content uniformity.

    Examples
    --------
    >>> weight_check()[:61]
    'a weight check says nothing of how evenly the drug is spread:'
    """
    drug, share = _limits()
    return say(
        "a weight check says nothing of how evenly the drug is spread: hard capsules "
        "under {drug} of drug, or under {share} of their contents, have no "
        "weight-variation route",
        drug=drug,
        share=share,
    )


def _limits() -> tuple[Quantity, Quantity]:
    test = "weight-variation"
    return quality_limit(test, "least_drug"), quality_limit(test, "least_share")


def _drug(strength: Readable) -> Quantity:
    try:
        return positive_mass(PER_CAPSULE.read(strength) * Q("1 capsule"), "strength")
    except FieldError as error:
        raise error.at("strength") from None
