"""USP <2091>: how far do capsules lie from their mean, gross first, and then net?

Three steps [usp-2091]_. Twenty intact capsules within 90-110 % of their mean pass. Else
the contents of the same twenty are weighed: two may differ from their mean by more than
10 %, and none by more than 25 %. Up to six beyond 10 % call for forty more; of all
sixty, six may differ by more than 10 % from the new mean. Masses are compared
unrounded; a limit belongs to what passes.

The chapter is for dietary supplements. What it asks is useful elsewhere too.

.. [usp-2091] <2091> Weight Variation of Dietary Supplements (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import frozen

from ...errors import FieldError
from ...model.equipment import Balance
from ...model.policy import Policy
from ...model.verdict import Figures, Verdict, figure_of
from ...quantities.masses import positive_masses
from ...quantities.measured import require_sample_size
from ...quantities.notation import count_text
from ...quantities.units import Quantity, Readable, shortened
from ...reference.quality_limits import limit_count, quality_limit
from ...sheets.wording import say
from .balance import why_too_coarse
from .capsule_masses import subtract_shells
from .mass_test import mass_remarks, nonzero_sample
from .sample import Outlier, Sample, list_outliers

__all__ = ["Usp2091", "Usp2091Verdict", "usp_2091"]

#: What the test says after each of its steps.
Usp2091Verdict: TypeAlias = Literal[
    "pass", "weigh the shells", "weigh 40 more", "fail", "no verdict"
]

_TWENTY, _SIXTY = 20, 60


@frozen(kw_only=True, repr=False)
class Usp2091(Verdict):
    """Result of USP <2091> on the masses of hard capsules.

    Parameters
    ----------
    gross
        Masses of the intact capsules. [mg]
    net
        Masses of their contents, or `None` where the shells were not weighed. [mg]
    gross_outside
        Capsules beyond 10 % of the mean gross mass.
    outside
        Contents beyond 10 % of the mean net mass, those further out among them.
    far_outside
        Contents beyond 25 % of the mean net mass.
    step
        The step that decided: 1, 2 or 3.
    verdict
        ``pass``, ``weigh the shells``, ``weigh 40 more``, ``fail`` or ``no verdict``.
    remarks
        Remarks printed beside the verdict.
    """

    gross: Sample
    net: Sample | None
    gross_outside: tuple[Outlier, ...]
    outside: tuple[Outlier, ...]
    far_outside: tuple[Outlier, ...]
    step: Literal[1, 2, 3]
    verdict: Usp2091Verdict
    remarks: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name of the test, with its step and the capsules weighed."""
        return say(
            "USP <2091>, step {step}, {n}",
            step=self.step,
            n=count_text(self.gross.n, "capsule"),
        )

    @property
    def source(self) -> str:
        """Key of the source of its rule."""
        return "usp-2091"

    @property
    def figures(self) -> Figures:
        """Name and text of each figure behind it."""
        limit = _limit("gross_limit")
        figures = [
            figure_of("mean gross mass", shortened(self.gross.mean, 2)),
            figure_of(
                "gross more than {limit} off",
                list_outliers(self.gross_outside),
                limit=limit,
            ),
        ]
        if self.net is not None:
            near, far = _limit("near_limit"), _limit("far_limit")
            figures += [
                figure_of("mean net mass", shortened(self.net.mean, 2)),
                figure_of(
                    "net more than {limit} off", list_outliers(self.outside), limit=near
                ),
                figure_of(
                    "net more than {limit} off",
                    list_outliers(self.far_outside),
                    limit=far,
                ),
            ]
        return tuple(figures)


def usp_2091(
    gross_masses: Iterable[Readable],
    shell_masses: Iterable[Readable] | None = None,
    *,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> Usp2091:
    """Return the result of USP <2091> for 20 capsules, or for all 60.

    Of sixty, the first twenty are tested alone too: a failure there is final.

    Parameters
    ----------
    gross_masses
        Mass of each intact capsule, in the order weighed. [mg]
    shell_masses
        Mass of each emptied shell, in the same order; `None` where none was emptied.
        [mg]
    balance
        What they were weighed on; `None` checks no balance.
    policy
        House rules for its least mass; `None` for those of ``usp``.

    Returns
    -------
    Usp2091
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are not 20 or 60 masses, or not as many shells, one of them is not a
        mass, a shell is heavier than its capsule, or sixty are given without shells.

    Examples
    --------
    >>> usp_2091(["225 mg"] * 20).verdict
    'pass'
    >>> usp_2091(["225 mg"] * 19 + ["190 mg"]).verdict
    'weigh the shells'
    """
    masses = positive_masses(gross_masses, "gross_masses")
    way_out = "give the first twenty, or these twenty and the forty more"
    expected, counts = "20 or 60 gross masses", (_TWENTY, _SIXTY)
    require_sample_size(masses, "gross_masses", expected, way_out, counts=counts)
    gross = Sample(values=masses)
    net = _net(gross, shell_masses)
    too_coarse = why_too_coarse(balance, policy, gross.mean)
    step, verdict = _decide(gross, net)
    supplements = say("a chapter for dietary supplements, not for medicines")
    near, far = _net_outside(net)
    return Usp2091(
        gross=gross,
        net=net,
        gross_outside=gross.outside(_limit("gross_limit"), gross.mean),
        outside=near,
        far_outside=far,
        step=step,
        verdict=verdict if too_coarse is None else "no verdict",
        remarks=mass_remarks(too_coarse, supplements),
    )


def _net(gross: Sample, shell_masses: Iterable[Readable] | None) -> Sample | None:
    """Return the contents, where the shells were weighed."""
    if shell_masses is not None:
        contents = subtract_shells(gross.values, shell_masses)
        nonzero_sample(contents[:_TWENTY], "shell_masses")
        return Sample(values=contents)
    if gross.n == _SIXTY:
        way_out = "the second stage compares net masses"
        raise FieldError("60 shell masses", "None", way_out, "shell_masses")
    return None


def _decide(
    gross: Sample, net: Sample | None
) -> tuple[Literal[1, 2, 3], Usp2091Verdict]:
    if net is not None and gross.n == _SIXTY:
        first = _decide(_first_of(gross), _first_of(net))
        return first if first[1] == "fail" else (3, _third_step(net))
    if not gross.outside(_limit("gross_limit"), gross.mean):
        return 1, "pass"
    return (1, "weigh the shells") if net is None else (2, _second_step(net))


def _second_step(net: Sample) -> Usp2091Verdict:
    near, far = _net_outside(net)
    if far or len(near) > _count("most_for_more"):
        return "fail"
    return "pass" if len(near) <= _count("most_of_twenty") else "weigh 40 more"


def _third_step(net: Sample) -> Usp2091Verdict:
    near, far = _net_outside(net)
    return "fail" if far or len(near) > _count("most_of_sixty") else "pass"


def _first_of(sample: Sample) -> Sample:
    return Sample(values=sample.values[:_TWENTY])


def _net_outside(
    net: Sample | None,
) -> tuple[tuple[Outlier, ...], tuple[Outlier, ...]]:
    if net is None:
        return (), ()
    near, far = _limit("near_limit"), _limit("far_limit")
    return net.outside(near, net.mean), net.outside(far, net.mean)


def _limit(name: str) -> Quantity:
    return quality_limit("usp-2091", name)


def _count(name: str) -> int:
    return limit_count("usp-2091", name)
