"""Found: what may be the matter with a row of a table of orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntFlag

__all__ = [
    "BAD_CELLS",
    "NOT_READY",
    "NO_PLAN",
    "WEIGHED_DIRECTLY",
    "Found",
    "in_words",
    "is_ready",
]


class Found(IntFlag):
    """What was found in a row; several add up. Zero is nothing."""

    BAD_STRENGTH = 1 << 0
    BAD_CAPSULES = 1 << 1
    BAD_TABLET_STRENGTH = 1 << 2
    BAD_TABLET_MASS = 1 << 3
    BAD_TABLET_FULL_FILL = 1 << 4
    BAD_FILLER_FULL_FILL = 1 << 5
    BAD_TABLET_DENSITY = 1 << 6
    BAD_FILLER_DENSITY = 1 << 7
    BAD_ASSAY = 1 << 8
    BAD_SPARE_CAPSULES = 1 << 9
    BAD_BLEND_EXCESS = 1 << 10
    BAD_DRUG_OVERAGE = 1 << 11
    #: Outside the strengths that the policy allows: no plan.
    DOSE_REFUSED = 1 << 12
    #: The powder does not fit the shell, or none of the shells: no plan.
    SHELL_OVERFILLED = 1 << 13
    #: The display would show no filler at all: no plan.
    TOO_LITTLE_TO_WEIGH = 1 << 14
    #: Too little powder to weigh directly: `plan_batch` plans a trituration for it.
    NEEDS_TRITURATION = 1 << 15
    #: The filler is below the least mass of the balance.
    BELOW_LEAST_MASS = 1 << 16
    DOSE_UNUSUAL = 1 << 17
    STRENGTH_OFF = 1 << 18
    CONTENT_OUTSIDE = 1 << 19
    FEW_TABLETS = 1 << 20
    SMALL_BATCH = 1 << 21
    TABLET_STRENGTH_UNUSUAL = 1 << 22
    #: A density that no powder is published to have; of full fills it is not known.
    PACKING_UNUSUAL = 1 << 23
    #: A tablet that weighs no more than the drug in it: no plan.
    TABLET_TOO_LIGHT = 1 << 24
    #: Stop: the tablets hold less or more than the policy allows.
    ASSAY_OUTSIDE = 1 << 25
    #: Caution: lighter or heavier than any tablet on record.
    TABLET_MASS_UNUSUAL = 1 << 26
    #: Stop: far lighter or heavier.
    TABLET_MASS_IMPOSSIBLE = 1 << 27
    #: Stop: more to weigh than the balance carries.
    ABOVE_CAPACITY = 1 << 28
    #: Caution: weighing the powder moves the dose.
    WEIGHING_ERROR = 1 << 29
    #: Caution: a count, a share, or a figure of balance or shell that none has.
    FIGURE_UNUSUAL = 1 << 30
    #: Note: more drug is planned than the label says.
    DRUG_OVERAGE = 1 << 31
    #: Note: nothing makes up for what is lost.
    NO_LOSS_ALLOWANCE = 1 << 32
    #: Stop: a density far from that of any powder, beside `PACKING_UNUSUAL`.
    PACKING_IMPOSSIBLE = 1 << 33
    #: Stop: the content is clearly outside, beside `CONTENT_OUTSIDE`.
    CONTENT_FAR_OUTSIDE = 1 << 34
    #: Caution: too few tablets to even out their content, beside `FEW_TABLETS`.
    TABLETS_TOO_FEW = 1 << 35
    #: Caution, in every row: the rules carry the name of others.
    RULES_CHANGED = 1 << 36
    #: Caution, in every row: the rules do without a second calculation of a plan.
    NOT_DOUBLE_CHECKED = 1 << 37


#: The bits of a row that has no plan at all.
NO_PLAN = int(Found.NEEDS_TRITURATION) - 1 | int(Found.TABLET_TOO_LIGHT)
#: The bits of cells that cannot be.
BAD_CELLS = int(Found.DOSE_REFUSED) - 1
#: The bits that say something of what is weighed directly, as a trituration is not.
WEIGHED_DIRECTLY = int(
    Found.BELOW_LEAST_MASS
    | Found.STRENGTH_OFF
    | Found.CONTENT_OUTSIDE
    | Found.FEW_TABLETS
    | Found.CONTENT_FAR_OUTSIDE
    | Found.TABLETS_TOO_FEW
    | Found.WEIGHING_ERROR
    | Found.ABOVE_CAPACITY
)

#: How much a flag weighs, where a row has it and a plan; see `Finding`.
_SEVERITIES: Mapping[str, Found] = {
    "stop": (
        Found.BELOW_LEAST_MASS
        | Found.ASSAY_OUTSIDE
        | Found.TABLET_MASS_IMPOSSIBLE
        | Found.ABOVE_CAPACITY
        | Found.PACKING_IMPOSSIBLE
        | Found.CONTENT_FAR_OUTSIDE
    ),
    "caution": (
        Found.DOSE_UNUSUAL
        | Found.STRENGTH_OFF
        | Found.CONTENT_OUTSIDE
        | Found.SMALL_BATCH
        | Found.TABLET_STRENGTH_UNUSUAL
        | Found.PACKING_UNUSUAL
        | Found.TABLET_MASS_UNUSUAL
        | Found.WEIGHING_ERROR
        | Found.FIGURE_UNUSUAL
        | Found.TABLETS_TOO_FEW
        | Found.RULES_CHANGED
        | Found.NOT_DOUBLE_CHECKED
    ),
    "note": (
        Found.NEEDS_TRITURATION
        | Found.FEW_TABLETS
        | Found.DRUG_OVERAGE
        | Found.NO_LOSS_ALLOWANCE
    ),
}
#: The code of a flag among the findings of a plan, where its name says another.
_CODES: Mapping[Found, str] = {
    Found.NEEDS_TRITURATION: "triturated",
    Found.PACKING_IMPOSSIBLE: "packing-unusual",
    Found.TABLET_MASS_IMPOSSIBLE: "tablet-mass-unusual",
    Found.CONTENT_FAR_OUTSIDE: "content-outside",
    Found.TABLETS_TOO_FEW: "few-tablets",
}
#: The bits of a row that is not to be made as it stands: no plan, not this one, a stop.
NOT_READY = NO_PLAN | int(Found.NEEDS_TRITURATION | _SEVERITIES["stop"])


def is_ready(found: int) -> bool:
    """Return whether a row has a plan that is weighed directly, and no stop.

    Parameters
    ----------
    found
        Bits of `Found`.

    Returns
    -------
    bool
        Whether none of them says otherwise.

    Examples
    --------
    >>> is_ready(Found.FEW_TABLETS), is_ready(Found.ASSAY_OUTSIDE)
    (True, False)
    """
    return not found & NOT_READY


def in_words(found: int) -> str:
    """Return what was found in a row, by the codes of findings, the gravest first.

    Parameters
    ----------
    found
        Bits of `Found`.

    Returns
    -------
    str
        Codes after their severity, or after "no plan"; empty where nothing was found.
        Of a code that comes twice, the graver one.

    Examples
    --------
    >>> in_words(Found.FEW_TABLETS | Found.ASSAY_OUTSIDE | Found.NO_LOSS_ALLOWANCE)
    'stop: assay-outside; note: few-tablets, no-loss-allowance'
    >>> in_words(Found.BAD_STRENGTH)
    'no plan: bad-strength'
    """
    parts, told = [], set[str]()
    for severity, flags in {"no plan": Found(NO_PLAN), **_SEVERITIES}.items():
        codes = [each for each in _codes(Found(found) & flags) if each not in told]
        told.update(codes)
        if codes:
            parts.append(f"{severity}: {', '.join(codes)}")
    return "; ".join(parts)


def _codes(flags: Iterable[Found]) -> list[str]:
    return [
        _CODES.get(each, str(each.name).lower().replace("_", "-")) for each in flags
    ]
