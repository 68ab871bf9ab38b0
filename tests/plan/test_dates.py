"""Until when the capsules of a plan may be used."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    FieldError,
    Filler,
    Lot,
    PackStatistic,
    Trituration,
)
from ldn_compound.calc.dating import beyond_use_date
from ldn_compound.documents.patient.label import container_label
from ldn_compound.documents.patient.leaflet import patient_leaflet
from ldn_compound.documents.records.compounding_record import compounding_record
from ldn_compound.documents.records.master_formulation_record import (
    master_formulation_record,
)
from ldn_compound.errors import ExpiredError
from ldn_compound.interop.fhir import medication
from ldn_compound.model.beyond_use import BeyondUseDate, OwnLimit
from ldn_compound.model.master_formula import MasterFormula
from ldn_compound.plan.dates import (
    beyond_use_of,
    component_expiries,
    refuse_later_than_lots,
)
from tests.examples import BULK, FILLER, TABLETS, batch

TABLET_POWDER = "powder of crushed naltrexone hydrochloride tablets"
SHELLS = "shells of size 3"
STOCK = "naltrexone hydrochloride 10 % in sucrose"


def lot(expires: str) -> Lot:
    """Return a lot that expires so."""
    return Lot("A17", expires=expires)


def stated(plan: BatchPlan) -> dict[str, str | None]:
    """List what each component of a plan states as its expiry."""
    return {
        name: until.stated if until else None
        for name, until in component_expiries(plan).items()
    }


def stock(**changes: Any) -> Trituration:
    """Return a stock dilution as the drug source."""
    packing = PackStatistic("130 mg", size="3")
    return Trituration("10 %", diluent="sucrose", packing=packing, **changes)


class TestComponents:
    """Every component is listed with its expiry, or as one whose expiry is unknown."""

    def test_lots_give_the_dates(self) -> None:
        """Drug source, additive and filler bring the expiry of their lots."""
        plan = batch(
            drug=evolve(TABLETS, lot=lot("11/2025")),
            filler=evolve(FILLER, lot=lot("2027-03-31")),
            additives=Additive("colloidal silica", share="0.5 %", lot=lot("2026-06")),
        )

        assert stated(plan) == {
            TABLET_POWDER: "2025-11",
            "colloidal silica": "2026-06",
            "sucrose": "2027-03-31",
            SHELLS: None,
        }

    @pytest.mark.requirement("R45")
    def test_what_has_no_lot_is_unknown(self) -> None:
        """No component is left out because nobody wrote down its lot."""
        assert stated(batch()) == {TABLET_POWDER: None, "sucrose": None, SHELLS: None}

    def test_two_lots_of_one_name_are_both_there(self) -> None:
        """Two lots of a filler are two components, told apart by a number."""
        other = Filler(
            "sucrose", packing=PackStatistic("131 mg", size="3"), lot=lot("2026-06")
        )
        third = evolve(other, lot=lot("2026-07"))
        mixed = ((evolve(FILLER, lot=lot("2027-03")), 1), (other, 1), (third, 1))

        assert stated(batch(filler=mixed)) == {
            TABLET_POWDER: None,
            "sucrose": "2027-03",
            "sucrose (2)": "2026-06",
            "sucrose (3)": "2026-07",
            SHELLS: None,
        }

    @pytest.mark.parametrize(
        ("readability", "listed"),
        [
            # 450 mg of drug are below 1000 mg, the least mass at 50 mg: triturated
            ("50 mg", "2026-06"),
            # and above 20 mg, the least mass at 1 mg: weighed as it is
            ("1 mg", None),
        ],
    )
    def test_a_diluent_counts_where_it_is_used(
        self, readability: str, listed: str | None
    ) -> None:
        """A diluent is in the capsules only where there is something to dilute."""
        diluent = Filler(
            "mannitol", packing=PackStatistic("140 mg", size="3"), lot=lot("2026-06")
        )
        plan = batch(
            drug=BULK, diluent=diluent, balance=Balance(readability=readability)
        )

        assert stated(plan).get("mannitol") == listed

    def test_a_filler_that_dilutes_is_one_component(self) -> None:
        """A filler named as diluent too is listed once, and is never lost."""
        filler = evolve(FILLER, lot=lot("2026-06"))

        assert stated(batch(filler=filler, diluent=filler)) == {
            TABLET_POWDER: None,
            "sucrose": "2026-06",
            SHELLS: None,
        }


class TestDate:
    """The date of a plan is that of its components, by the rule."""

    @pytest.mark.requirement("R45")
    def test_the_first_lot_to_expire_sets_it(self) -> None:
        """Tablets to the end of November end the use of the capsules."""
        plan = batch(drug=evolve(TABLETS, lot=lot("11/2025")))

        found = beyond_use_of(plan, "2025-07-05")

        assert found.date == dt.date(2025, 11, 30)
        assert found.binding == TABLET_POWDER
        assert found.unknown == ("sucrose", SHELLS)

    def test_it_is_the_date_of_the_formula(self) -> None:
        """A plan adds nothing to the formula but the names and dates of its lots."""
        plan = batch(drug=evolve(TABLETS, lot=lot("11/2025")))
        own = OwnLimit("90 days", reason="this blend cakes")

        of_plan = beyond_use_of(
            plan,
            "2025-07-05",
            rule="usp-795-2014",
            day_count="elapsed",
            own_limit=own,
        )
        by_formula = beyond_use_date(
            "2025-07-05",
            rule="usp-795-2014",
            day_count="elapsed",
            component_expiry={TABLET_POWDER: "11/2025", "sucrose": None, SHELLS: None},
            own_limit=own,
        )

        assert of_plan == by_formula

    def test_a_stock_dilution_has_its_own_date(self) -> None:
        """A stock dilution as the source ends the use by its own date, by that name."""
        plan = batch(drug=stock(lot=lot("2025-09-15")))

        found = beyond_use_of(plan, "2025-07-05")

        assert found.binding == f"stock dilution {STOCK}"
        assert found.candidates[0].kind == "stock dilution"
        assert found.unknown == ("sucrose", SHELLS)

    @pytest.mark.parametrize("argument", ["stock_dilutions", "component_expiry"])
    def test_the_date_of_a_stock_dilution_may_be_given(self, argument: str) -> None:
        """A stock dilution without a lot takes the date it is given, once."""
        dates: dict[str, Any] = {argument: {STOCK: "2025-09-15"}}

        found = beyond_use_of(batch(drug=stock()), "2025-07-05", **dates)

        assert [each.name for each in found.candidates] == [
            f"stock dilution {STOCK}",
            "usp-795-2023",
        ]
        assert found.unknown == ("sucrose", SHELLS)

    def test_unknown_dates_may_be_given(self) -> None:
        """The shells and what else has no lot take their dates by name."""
        dates: dict[str, Any] = {
            TABLET_POWDER: "2027-01",
            "sucrose": "2027-01",
            SHELLS: "2025-10",
            "desiccant": None,
        }

        found = beyond_use_of(batch(), "2025-07-05", component_expiry=dates)

        assert (found.binding, found.date) == (SHELLS, dt.date(2025, 10, 31))
        assert found.unknown == ("desiccant",)

    @pytest.mark.parametrize("other", ["2025-12", "2025-11-30", None])
    def test_the_date_of_a_lot_is_not_replaced(self, other: str | None) -> None:
        """Two dates for one component are one too many, and so is taking one away."""
        plan = batch(drug=evolve(TABLETS, lot=lot("11/2025")))
        message = r"^component_expiry\['powder of .*'\]: .* of the lot, .*2025-11-30"

        with pytest.raises(FieldError, match=message):
            beyond_use_of(plan, "2025-07-05", component_expiry={TABLET_POWDER: other})

    @pytest.mark.parametrize(
        ("argument", "dates", "place"),
        [
            ("component_expiry", {"talc": "soon"}, r"component_expiry\['talc'\]"),
            ("stock_dilutions", {"talc": "soon"}, r"stock_dilutions\['talc'\]"),
            ("stock_dilutions", {STOCK: "2027"}, r"stock_dilutions\['naltrexone .*'\]"),
        ],
    )
    def test_a_date_that_is_none_is_named_by_its_argument(
        self, argument: str, dates: Any, place: str
    ) -> None:
        """Of two arguments with dates, the error says in which it stands."""
        plan = batch(drug=stock(lot=lot("11/2025")))

        with pytest.raises(FieldError, match=f"^{place}: "):
            beyond_use_of(plan, "2025-07-05", **{argument: dates})

    def test_the_same_date_twice_is_no_fault(self) -> None:
        """A date that the lot gives already may be repeated."""
        plan = batch(drug=evolve(TABLETS, lot=lot("11/2025")))

        found = beyond_use_of(
            plan, "2025-07-05", component_expiry={TABLET_POWDER: "2025-11"}
        )

        assert found == beyond_use_of(plan, "2025-07-05")

    @pytest.mark.requirement("R47")
    def test_an_expired_lot_is_an_error(self) -> None:
        """Nothing is compounded from tablets that are out of date."""
        plan = batch(drug=evolve(TABLETS, lot=lot("2025-07-04")))

        with pytest.raises(ExpiredError, match=r"powder of .* until 2025-07-04; take"):
            beyond_use_of(plan, "2025-07-05")


PAST = (
    "no day after 2026-03-31 (stated as 2026-03), when sucrose expires, got 2026-06-30"
)


@pytest.mark.requirement("R47")
@pytest.mark.parametrize(
    "use",
    [
        lambda plan, until: compounding_record(plan, beyond_use=until),
        lambda plan, until: container_label(plan, beyond_use=until),
        lambda plan, until: master_formulation_record(
            plan, formula=MasterFormula("MF-12"), beyond_use=until
        ),
        lambda plan, until: patient_leaflet(plan, beyond_use=until),
        lambda plan, until: medication(plan, "R5", batch_number="B", beyond_use=until),
        lambda plan, until: medication(
            plan, "R5", batch_number="B", beyond_use=until.date
        ),
    ],
    ids=["record", "label", "formula", "leaflet", "fhir", "fhir, day"],
)
def test_the_date_of_another_plan_is_refused(
    use: Callable[[BatchPlan, BeyondUseDate], object],
) -> None:
    """A lot that is out of date before the last day of use says it is not its date."""
    other = batch(filler=evolve(FILLER, lot=lot("2026-06-30")))
    plan = batch(filler=evolve(FILLER, lot=lot("2026-03")))
    until = beyond_use_of(other, "2026-01-02")
    assert until.date == dt.date(2026, 6, 30)

    with pytest.raises(FieldError, match=rf"^beyond_use: expected {re.escape(PAST)}"):
        use(plan, until)
    assert use(other, until)


def test_no_date_is_later_than_no_lot() -> None:
    """A blank says nothing, and a lot without a date is not compared."""
    refuse_later_than_lots(batch(), dt.date(2099, 1, 1))
    refuse_later_than_lots(batch(filler=evolve(FILLER, lot=lot("2026-03"))), None)


@pytest.mark.requirement("R102")
def test_the_first_date_is_the_earliest() -> None:
    """The first is the one that is used, so no other may come before it."""
    found = beyond_use_of(
        batch(filler=evolve(FILLER, lot=lot("2026-03"))), "2026-01-02"
    )
    assert len(found.candidates) > 1

    with pytest.raises(FieldError, match=r"^candidates: expected dates, the earliest"):
        evolve(found, candidates=found.candidates[::-1])
    with pytest.raises(FieldError, match=r"^candidates: .* first, got none"):
        evolve(found, candidates=())
