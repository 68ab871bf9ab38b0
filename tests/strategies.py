"""What the bench may hold, generated: records that the types allow, and no others.

Strategies are named in the plural. Amounts are drawn as decimals a person would write.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    Filler,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    ShellOverfilledError,
    Tablets,
    TooLittleToWeighError,
    Tray,
    Trituration,
    plan_batch,
    reference,
)

__all__ = [
    "additives",
    "balances",
    "bulk_powders",
    "drug_sources",
    "fillers",
    "masses",
    "pack_statistics",
    "plan_arguments",
    "plan_of",
    "prescriptions",
    "tablets",
    "trays",
    "triturations",
]

SHELL = reference.shell("3")


def masses(least: str, most: str) -> SearchStrategy[Quantity]:
    """Masses from *least* to *most* mg, with at most two decimals."""
    low, high = int(Fraction(least) * 100), int(Fraction(most) * 100)
    return st.integers(low, high).map(lambda hundredths: Q("0.01 mg") * hundredths)


def pack_statistics() -> SearchStrategy[PackStatistic]:
    """Pack statistics of a powder between fluffy and dense, for size 3."""
    return masses("80", "400").map(lambda mass: PackStatistic(mass, size="3"))


def prescriptions() -> SearchStrategy[Prescription]:
    """Orders of usual low-dose strengths, 20 to 300 capsules."""
    return st.builds(
        Prescription,
        strength=masses("0.5", "4.5"),
        capsules=st.integers(20, 300),
    )


def tablets() -> SearchStrategy[Tablets]:
    """Tablets of 50 mg whose powder always fits a shell of size 3."""
    return st.builds(
        Tablets,
        strength=st.just("50 mg"),
        mean_mass=masses("120", "400"),
        packing=pack_statistics(),
        assay=st.none() | st.sampled_from(["95 %", "100 %", "104.5 %"]),
    )


def bulk_powders() -> SearchStrategy[BulkDrug]:
    """Bulk powders of each form, with an assay as is."""
    return st.builds(
        BulkDrug,
        st.sampled_from(
            [
                "naltrexone",
                "naltrexone hydrochloride",
                "naltrexone hydrochloride dihydrate",
            ]
        ),
        assay=st.sampled_from(["98 %", "99.2 %", "100 %"]),
        basis=st.just("as is"),
        packing=pack_statistics(),
    )


def triturations() -> SearchStrategy[Trituration]:
    """Stock dilutions of a tenth or a fifth."""
    return st.builds(
        Trituration,
        st.sampled_from(["10 %", "20 %"]),
        diluent=st.just("sucrose"),
        assay=st.none() | st.sampled_from(["95 %", "100 %"]),
        packing=pack_statistics(),
    )


def drug_sources() -> SearchStrategy[Tablets | BulkDrug | Trituration]:
    """Tablets, bulk powders or stock dilutions."""
    return st.one_of(tablets(), bulk_powders(), triturations())


def fillers() -> SearchStrategy[Filler]:
    """Fillers with a measured pack statistic."""
    return st.builds(
        Filler,
        st.sampled_from(["microcrystalline cellulose PH-105", "sucrose"]),
        packing=pack_statistics(),
    )


def additives() -> SearchStrategy[tuple[Additive, ...]]:
    """No additive, or up to two: a share up to 5 %, or up to 2 mg in each capsule."""
    packings = st.none() | pack_statistics()
    silica = st.builds(
        Additive,
        st.just("colloidal silica"),
        share=st.integers(1, 50).map(lambda tenths: Q("0.1 %") * tenths),
        packing=packings,
    )
    tracer = st.builds(
        Additive,
        st.just("riboflavin"),
        mass=masses("0.05", "2").map(lambda mass: mass / Q("1 capsule")),
        packing=packings,
    )
    return st.one_of(
        st.just(()), st.tuples(silica), st.tuples(tracer), st.tuples(silica, tracer)
    )


def balances() -> SearchStrategy[Balance]:
    """Balances that read to 0.1 mg, 1 mg or 10 mg."""
    return st.builds(Balance, readability=st.sampled_from(["0.1 mg", "1 mg", "10 mg"]))


def trays() -> SearchStrategy[Tray]:
    """Trays of 24 to 300 holes."""
    return st.integers(24, 300).map(Tray)


def plan_of(arguments: dict[str, Any]) -> BatchPlan:
    """Plan a batch; one that is too small for its balance is no example.

    Nor is one whose trituration brings more diluent along than the shells hold.
    """
    try:
        return plan_batch(**arguments)
    except TooLittleToWeighError:
        reject()
    except ShellOverfilledError:
        if arguments["balance"] is None:
            raise
        reject()


@cache
def plan_arguments() -> SearchStrategy[dict[str, Any]]:
    """All that `plan_batch` takes, such that a plan exists.

    Made once: hypothesis looks through a strategy anew each time that one is made.
    """
    parts = st.tuples(fillers(), st.integers(1, 9))
    return st.fixed_dictionaries(
        {
            "prescription": prescriptions(),
            "drug": drug_sources(),
            "filler": fillers() | st.tuples(parts, parts),
            "shell": st.just(SHELL),
            "additives": additives(),
            "diluent": st.none() | fillers(),
            "balance": st.none() | balances(),
            "tray": st.none() | trays(),
            "policy": st.sampled_from(["usp", "dac-nrf"]).map(reference.policy),
            "spare_capsules": st.none() | st.integers(0, 10),
            "blend_excess": st.none() | st.sampled_from(["0 %", "3 %"]),
            "drug_overage": st.none() | st.sampled_from(["0 %", "5 %", "10 %"]),
        },
        optional={"fill": masses("60", "300").map(FillToMass)},
    )
