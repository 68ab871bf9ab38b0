"""Reconciliation: do the capsules and the remains account for all that was weighed?

The yield compares what was made with theory, as capsules and as mass, with a goal of
95-105 % [saskoer-yield]_. What was neither kept, nor rejected, nor left over is not
accounted for, and a person has to explain it. Both yields are compared unrounded;
a limit belongs to what passes.

.. [saskoer-yield] Documentation, Pharmacy Non-Sterile Compounding in Canada
   (docs/references.md).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

from ...errors import FieldError
from ...model.verdict import Figures, Verdict, between, figure_of
from ...quantities.fields import whole_number
from ...quantities.kinds import Mass
from ...quantities.masses import nonnegative_mass, positive_mass
from ...quantities.notation import count_text
from ...quantities.units import Q, Quantity, Readable, shortened
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say

__all__ = ["Reconciliation", "reconcile"]

_MOST = 100_000


@frozen(kw_only=True, repr=False)
class Reconciliation(Verdict):
    """Yield of a batch, and what is not accounted for.

    Parameters
    ----------
    theoretical_capsules
        Capsules that the blend was made for.
    filled_capsules
        Capsules filled and kept.
    rejected_capsules
        Capsules filled and set aside.
    weighed_in
        Mass of all that was weighed in. [mg]
    filled
        Net mass of the capsules kept. [mg]
    set_aside
        Net mass of the capsules rejected, and of the blend left over. [mg]
    """

    theoretical_capsules: int
    filled_capsules: int
    rejected_capsules: int
    weighed_in: Mass
    filled: Mass
    set_aside: Mass

    @property
    def count_yield(self) -> Quantity:
        """Capsules kept. [% of theory]"""
        return Q("100 %") * Fraction(self.filled_capsules, self.theoretical_capsules)

    @property
    def mass_yield(self) -> Quantity:
        """Net mass of the capsules kept. [% of weighed in]"""
        return (self.filled / self.weighed_in).to("%")

    @property
    def capsules_unaccounted(self) -> int:
        """Capsules neither kept nor rejected; negative where there are too many."""
        made = self.filled_capsules + self.rejected_capsules
        return self.theoretical_capsules - made

    @property
    def mass_unaccounted(self) -> Quantity:
        """Mass neither kept nor set aside; negative where there is too much. [mg]"""
        return self.weighed_in - self.filled - self.set_aside

    @property
    def verdict(self) -> Literal["pass", "fail"]:
        """Whether both yields are within the goal."""
        least, greatest = _goal()
        yields = (self.count_yield, self.mass_yield)
        return "pass" if all(least <= each <= greatest for each in yields) else "fail"

    @property
    def remarks(self) -> tuple[str, ...]:
        """Remarks printed beside the verdict."""
        remarks = []
        if self.capsules_unaccounted < 0:
            remarks.append(
                say(
                    "{n} too many: each holds less of the blend than planned",
                    n=count_text(-self.capsules_unaccounted, "capsule"),
                )
            )
        if self.filled + self.set_aside > self.weighed_in:
            remarks.append(say("more came out than was weighed in: weigh again"))
        return tuple(remarks)

    @property
    def title(self) -> str:
        """Name of the test."""
        return say("Yield")

    @property
    def source(self) -> str:
        """Key of the source of its goal."""
        return "saskoer-yield"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        filled, total = shortened(self.filled, 1), shortened(self.weighed_in, 1)
        capsules = say(
            "{filled} of {total}",
            filled=self.filled_capsules,
            total=self.theoretical_capsules,
        )
        mass = say("{filled} of {total}", filled=filled, total=total)
        by_count, by_mass = (
            shortened(self.count_yield, 2),
            shortened(self.mass_yield, 2),
        )
        least, greatest = _goal()
        return (
            figure_of("capsules", capsules),
            figure_of("of theory", between(by_count, least, greatest)),
            figure_of("mass", mass),
            figure_of("of weighed in", between(by_mass, least, greatest)),
            figure_of("capsules not accounted for", self.capsules_unaccounted),
            figure_of("mass not accounted for", shortened(self.mass_unaccounted, 1)),
        )


def reconcile(
    *,
    theoretical_capsules: int,
    filled_capsules: int,
    weighed_in: Readable,
    filled: Readable,
    rejected_capsules: int = 0,
    set_aside: Readable = "0 mg",
) -> Reconciliation:
    """Return the yield of a batch, as capsules and as mass, against theory.

    Parameters
    ----------
    theoretical_capsules
        Capsules that the blend was made for.
    filled_capsules
        Capsules filled and kept.
    weighed_in
        Mass of all that was weighed in. [g]
    filled
        Net mass of the capsules kept. [g]
    rejected_capsules
        Capsules filled and set aside.
    set_aside
        Net mass of the capsules rejected, and of the blend left over. [g]

    Returns
    -------
    Reconciliation
        Verdict and figures.

    Raises
    ------
    FieldError
        If one of them is not a count, or not a mass.

    Examples
    --------
    >>> result = reconcile(
    ...     theoretical_capsules=100,
    ...     filled_capsules=98,
    ...     weighed_in="18 g",
    ...     filled="17.64 g",
    ...     set_aside="300 mg",
    ... )
    >>> result.verdict, result.capsules_unaccounted, result.mass_unaccounted
    ('pass', 2, Q('60 mg'))
    """
    return Reconciliation(
        theoretical_capsules=_count(theoretical_capsules, 1, "theoretical_capsules"),
        filled_capsules=_count(filled_capsules, 0, "filled_capsules"),
        rejected_capsules=_count(rejected_capsules, 0, "rejected_capsules"),
        weighed_in=positive_mass(weighed_in, "weighed_in"),
        filled=nonnegative_mass(filled, "filled"),
        set_aside=nonnegative_mass(set_aside, "set_aside"),
    )


def _goal() -> tuple[Quantity, Quantity]:
    test = "reconciliation"
    return quality_limit(test, "least_yield"), quality_limit(test, "greatest_yield")


def _count(value: object, least: int, field: str) -> int:
    try:
        count = whole_number(value)
    except FieldError as error:
        raise error.at(field) from None
    if not least <= count <= _MOST:
        raise FieldError(f"{least} to {_MOST} capsules", str(count), field=field)
    return count
