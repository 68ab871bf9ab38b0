"""GS1: what the code on a bottle of tablets says."""

from __future__ import annotations

from .code import read_gs1
from .package import PackageCode
from .values import check_digit

__all__ = [
    "PackageCode",
    "check_digit",
    "read_gs1",
]
