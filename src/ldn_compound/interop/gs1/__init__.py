"""GS1: what the code on a bottle of tablets says."""

from __future__ import annotations

from .code import PackageCode, check_digit, read_gs1

__all__ = [
    "PackageCode",
    "check_digit",
    "read_gs1",
]
