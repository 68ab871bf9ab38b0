"""The digest: by which two machines can tell that they plan the same batch.

It is a hash over what was asked, the version of this library and that of the published
figures it came with: all that a batch follows from.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version

from ..model.batch import Batch
from ..plain.canonical import canonical_bytes, written
from ..reference.version import data_version

__all__ = ["digest_of", "library_version"]


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
    followed_from = {
        "library": library_version(),
        "reference": data_version(),
        "request": written(batch.request),
    }
    return sha256(canonical_bytes(followed_from)).hexdigest()


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
