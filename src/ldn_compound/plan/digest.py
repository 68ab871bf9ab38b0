"""The digest: by which two machines can tell that they plan the same batch.

It is a hash over what was asked, the version of this library and that of the published
figures it came with: all that a batch follows from.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from ..model.batch import Batch
from ..plain.canonical import canonical_bytes, written
from ..reference.version import data_version

__all__ = ["digest_of", "formula_digest_of", "library_version"]

#: Fields of a request that another batch of the same formula has otherwise.
_OF_ONE_BATCH = frozenset(
    {
        *("lot", "made_on", "reference", "prescriber"),
        *("other_medicines", "intolerances", "conditions"),
    }
)


def digest_of(batch: Batch) -> str:
    """Return the SHA-256 of all that a plan follows from.

    Parameters
    ----------
    batch
        The batch, or a plan.

    Returns
    -------
    str
        Sixty-four hexadecimal digits, the same on every machine with this version of
        the library.

    Raises
    ------
    FieldError
        If the request holds what no document can.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> len(digest_of(plan)), digest_of(plan) == plan.digest()
    (64, True)
    """
    return _digest(written(batch.request))


def formula_digest_of(batch: Batch) -> str:
    """Return the SHA-256 of what every batch of a formula follows from.

    Parameters
    ----------
    batch
        One of its batches, or a plan.

    Returns
    -------
    str
        Sixty-four hexadecimal digits: the same for another patient, lot or day.

    Raises
    ------
    FieldError
        If the request holds what no document can.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> one, other = (
    ...     plan_batch(
    ...         Prescription("4.5 mg", capsules=100, other_medicines=()),
    ...         drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                      packing=PackStatistic("200 mg", size="3")),
    ...         filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...         shell=reference.shell("3"), made_on=day)
    ...     for day in ("2026-01-05", "2026-01-06"))
    >>> digest_of(one) == digest_of(other)
    False
    >>> formula_digest_of(one) == formula_digest_of(other)
    True
    """
    return _digest(_of_every_batch(written(batch.request)))


def _digest(request: object) -> str:
    followed_from = {
        "library": library_version(),
        "reference": data_version(),
        "request": request,
    }
    return sha256(canonical_bytes(followed_from)).hexdigest()


def _of_every_batch(part: Any) -> Any:  # noqa: ANN401 - any part of a document
    """Return a part of a document without what belongs to one batch or patient."""
    if isinstance(part, dict):
        return {
            key: _of_every_batch(value)
            for key, value in part.items()
            if key not in _OF_ONE_BATCH
        }
    if isinstance(part, list):
        return [_of_every_batch(each) for each in part]
    return part


@cache
def library_version() -> str:
    """Return the version of this library.

    Returns
    -------
    str
        As it was installed.

    Examples
    --------
    >>> library_version().count(".") >= 1
    True
    """
    return version("ldn-compound")
