"""The second calculation: a plan worked out again, by another route.

It walks from the weighed amounts forward to what a capsule holds, in bare exact
numbers. It knows neither the formulas in `calc` nor the arithmetic of units: each
amount is read in its unit once, and an error there or in a formula shows as two
figures that differ.
"""

from __future__ import annotations

from .verifying import double_checked, verify

__all__ = ["double_checked", "verify"]
