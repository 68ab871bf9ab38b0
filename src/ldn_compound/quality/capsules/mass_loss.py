"""Loss of mass: how much of what was weighed in is in no capsule?

At most 3 % may be lost [pz-mass-loss]_, compared unrounded. More filled than weighed in
is an error of weighing; a little of it is moisture and the balance.

.. [pz-mass-loss] Masseverlust gleich Wirkstoffverlust? (docs/references.md).
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ...calc.uniformity import loss as loss_of
from ...model.verdict import Figures, Verdict, at_most, figure_of
from ...quantities.kinds import Deviation, Mass, Ratio
from ...quantities.masses import nonnegative_mass, positive_mass
from ...quantities.units import Readable, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say

__all__ = ["MassLoss", "mass_loss"]


@frozen(kw_only=True, repr=False)
class MassLoss(Verdict):
    """How much of the blend is in no capsule.

    Parameters
    ----------
    weighed_in
        Mass of all that was weighed in. [mg]
    filled
        Net mass of all filled capsules. [mg]
    loss
        What is lost of it; negative where more was filled. [% of weighed in]
    greatest
        Greatest loss. [%]
    verdict
        ``pass`` or ``fail``.
    remarks
        Remarks printed beside the verdict.
    """

    weighed_in: Mass
    filled: Mass
    loss: Deviation
    greatest: Ratio
    verdict: Literal["pass", "fail"]
    remarks: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name of the test."""
        return say("Loss of mass")

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "pz-mass-loss"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        return (figure_of("loss", at_most(shortened(self.loss, 4), self.greatest)),)


def mass_loss(weighed_in: Readable, filled: Readable) -> MassLoss:
    """Return whether no more than 3 % of what was weighed in is lost.

    Parameters
    ----------
    weighed_in
        Mass of all that was weighed in. [g]
    filled
        Net mass of all filled capsules. [g]

    Returns
    -------
    MassLoss
        Verdict and figures. More filled than weighed in is an error of weighing: up to
        1 % it is remarked on, beyond that it fails.

    Raises
    ------
    FieldError
        If one of them is not a mass, or nothing was weighed in.

    Examples
    --------
    >>> result = mass_loss("18 g", "17.1 g")
    >>> result.verdict, result.loss
    ('fail', Q('5 %'))
    """
    total = positive_mass(weighed_in, "weighed_in")
    kept = nonnegative_mass(filled, "filled")
    loss = loss_of(total, kept).to("%")
    greatest = quality_limit("dac-nrf", "greatest_loss")
    gain = quality_limit("dac-nrf", "greatest_gain")
    remarks = []
    if kept > total:
        remarks.append(
            say("more was filled than weighed in: weigh again, net of shells")
        )
    return MassLoss(
        weighed_in=total,
        filled=kept,
        loss=loss,
        greatest=greatest,
        verdict="pass" if -gain <= loss <= greatest else "fail",
        remarks=tuple(remarks),
    )
