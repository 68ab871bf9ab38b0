r"""Trituration: which whole steps of a display to weigh, for a need below the least.

Weigh :math:`a`, dilute it to :math:`t_1`, take :math:`p_1` of it, dilute that to
:math:`t_2`, and so on; the last portion carries :math:`a \prod p_k / t_k`. With the
absolute error :math:`u` of the balance each weighing moves that by its share:
:math:`u (1/a - 1/t_1)` for what is diluted, :math:`u / t_k` for a diluent,
:math:`u (1/p_k - 1/t_{k+1})` for a portion that is diluted again and :math:`u / p_n`
for the last. Together, and with what rounding moves, they add as squares.

One dilution is searched exactly (``one_dilution``); several are all compared where
there are few, else those near the best (``several_dilutions``).
"""

from __future__ import annotations

from .best import best_steps
from .several_dilutions import MOST_STAGES
from .steps import Steps, carried, relative_error

__all__ = [
    "MOST_STAGES",
    "Steps",
    "best_steps",
    "carried",
    "relative_error",
]
