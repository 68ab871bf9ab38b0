"""The second calculation: a plan worked out again, by another route.

It walks from the weighed amounts forward to what a capsule holds, in bare exact
numbers. It knows neither the formulas in `calc` nor the arithmetic of units: each
amount is read in the unit that its record keeps it in, and pint converts nothing.
An error in a formula, or in a conversion on the way, shows as two figures that differ;
one in what a record was made from does not: both routes start from the records.
"""

from __future__ import annotations

from .verifying import double_checked, verify

__all__ = ["double_checked", "verify"]
