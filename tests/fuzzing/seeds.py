"""Seeds: good texts of every kind, from which a fuzzer goes astray."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from ldn_compound.interop.json import dumps
from tests.record_examples import EXAMPLES

__all__ = ["PIECES", "SEEDS"]

#: Records that hold a plan are planned anew when they are read: milliseconds of work,
#: which is what they cost and no weakness of the reader.
_PLANNED = {"BatchPlan", "FillComparison", "ErrorBudget", "Outcome"}
_LONGEST = 2000

_DOCUMENTS = [
    json.dumps(json.loads(dumps(examples[0])), separators=(",", ":"))
    for kind, examples in EXAMPLES.items()
    if kind.__name__ not in _PLANNED
]

#: Good texts by the target that takes them.
SEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "amounts": (
            *("4.5 mg", "0.5 mg", "171.2 mg/tablet", "12000 mg", "100 %", "5 mcg"),
            *("0.3 mL", "1 kg", "180 days", "10 tablets", "100 capsules", "5 \u00b5g"),
        ),
        "documents": tuple(each for each in _DOCUMENTS if len(each) <= _LONGEST),
        "expiries": ("2026-02-28", "2026-02", "02/2026", "2028-12-31", "31 DEC 2026"),
        "gs1": (
            "(01)00368071365436(17)260200(10)A17",
            "010036807136543617260200" + "10A17\x1d21SERIAL",
            "]d2010036807136543617271130" + "10B-02",
        ),
        "ucum": ("mg", "ug", "g", "mL", "%", "mg/{tbl}", "mg/{capsule}", "{tbl}", "d"),
    }
)

#: What people and programs write where something else should stand.
PIECES = (
    *(",", ".", "'", "_", " ", "\u00a0", "\u202f", "\u2009", "-", "+", "\u2212", "/"),
    *("e3", "E-3", "1e9", "00", "0.", ".5", "NaN", "Infinity", "inf", "null", "true"),
    *("\u0664", "\uff14", "\u00b2", "\u00bd", "\u2070", "\u0430", "\u200b", "\u202e"),
    *(
        "mg",
        "mcg",
        "\u00b5g",
        "\u03bcg",
        "ug",
        "g",
        "mL",
        "L",
        "%",
        "tablet",
        "capsule",
    ),
    *('"', "\\", "{", "}", "[", "]", ":", '"value"', '"unit"', '"type"', "\\u0000"),
    *("{tbl}", "{capsule}", "(01)", "(17)", "(10)", "\x1d", "\n", "\r", "\x00"),
)
