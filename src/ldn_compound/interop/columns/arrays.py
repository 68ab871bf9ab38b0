"""Column arrays: the library of arrays, asked for once and not in every chunk."""

from __future__ import annotations

from functools import cache
from typing import Any

from ...extras import needs

__all__ = ["array_library"]


@cache
def array_library() -> Any:  # noqa: ANN401 - numpy, which an extra brings
    """Return numpy.

    Returns
    -------
    module
        The library.

    Raises
    ------
    MissingExtraError
        If the extra ``columns`` is not installed.
    """
    return needs("numpy", extra="columns")
