"""Beyond-use: how long each rule lets capsules be used, and what studies found."""

from __future__ import annotations

from attrs import field, frozen

from ..model.beyond_use import BeyondUseRule
from ..model.dates import Period, period
from ..quantities.notation import Amount
from ..sheets.wording import say
from .tables import rows, unknown

__all__ = ["StabilityStudy", "beyond_use_rule", "stability_studies"]


@frozen(kw_only=True)
class StabilityStudy:
    """How long capsules kept in a study: evidence for a date, which lifts no limit.

    Parameters
    ----------
    name
        Who published it, and when.
    length
        How long it went on.
    capsules
        What was stored.
    storage
        How it was stored.
    found
        What was found, and what the authors propose.
    source
        Key of the source (`reference.source`).
    note
        Limits of the evidence.
    """

    name: str
    length: Period = field(converter=period)
    capsules: str
    storage: str
    found: str
    source: str
    note: str


def beyond_use_rule(name: str = "usp-795-2023") -> BeyondUseRule:
    """Return how long a published rule lets capsules of dry powder be used.

    Parameters
    ----------
    name
        ``usp-795-2023`` or ``usp-795-2014``.

    Returns
    -------
    BeyondUseRule
        The limit, with its source and what it holds for.

    Raises
    ------
    UnknownNameError
        If there is no such rule.

    Examples
    --------
    >>> str(beyond_use_rule("usp-795-2023").limit)
    '180 days'
    >>> str(beyond_use_rule("usp-795-2014").limit)
    '6 months'
    """
    known = rows("beyond_use", "rule")
    for row in known:
        if row["name"] == name:
            return BeyondUseRule(**row)
    raise unknown("rule", name, [row["name"] for row in known])


def stability_studies() -> tuple[StabilityStudy, ...]:
    """Return the studies of how long low-dose naltrexone capsules keep.

    Returns
    -------
    tuple of StabilityStudy
        Each with its source. None of them makes a beyond-use date later.

    Examples
    --------
    >>> [str(study.length) for study in stability_studies()]
    ['360 days', '12 months']
    """
    return tuple(
        StabilityStudy(**{**row, "name": _STUDIES.get(row["name"], row["name"])})
        for row in rows("beyond_use", "study")
    )


#: Names of studies that hold words, so that these can be translated.
_STUDIES = {
    name: name
    for name in (
        say("Cote, Ross, Fortner and Rao 2018"),
        say("U.S. Pharmacist 2020, on capsules of {mass}", mass=Amount("1.5", "mg")),
    )
}
