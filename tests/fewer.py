"""Fewer examples for laws of which each example takes long."""

from __future__ import annotations

from hypothesis import settings

__all__ = ["of_forty"]

_USUAL = 40


def of_forty(number: int) -> settings:
    """Return settings: so many examples where a law has forty, and fewer with fewer."""
    usual = settings().max_examples
    return settings(max_examples=max(1, number * usual // _USUAL))
