"""Columns: each row as one plan would have it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import attrs
import numpy as np
import pytest

from ldn_compound import (
    Balance,
    CompoundError,
    Density,
    FieldError,
    Filler,
    PackStatistic,
    Prescription,
    Q,
    Shell,
    Tablets,
    choose_shell,
    plan_batch,
    reference,
)
from ldn_compound.interop.columns import OUTPUTS, Found, plan_columns

SHELL = reference.shell("3")
GOOD: dict[str, Any] = {
    "strength": [4.5, 1.5, 0.5],
    "capsules": [100, 100, 30],
    "tablet_strength": [50, 50, 50],
    "tablet_mass": [171.2, 171.2, 171.2],
    "tablet_full_fill": [200, 200, 200],
    "filler_full_fill": [130, 130, 130],
}
CODES = {
    Found.DOSE_UNUSUAL: "dose-unusual",
    Found.STRENGTH_OFF: "strength-off",
    Found.CONTENT_OUTSIDE: "content-outside",
    Found.FEW_TABLETS: "few-tablets",
    Found.SMALL_BATCH: "small-batch",
    Found.NEEDS_TRITURATION: "triturated",
    Found.TABLET_STRENGTH_UNUSUAL: "tablet-strength-unusual",
}


def table(**columns: Any) -> dict[str, Any]:
    """Make a table of the good rows, with some columns changed."""
    return {name: np.array(cells) for name, cells in (GOOD | columns).items()}


def orders(rows: int, seed: int) -> dict[str, Any]:
    """Draw orders of decimals, among them many that take whole tablets."""
    draw = np.random.default_rng(seed)
    return {
        "strength": draw.integers(1, 100, rows) / 10,
        "capsules": draw.integers(1, 30, rows) * 10,
        "tablet_strength": draw.choice([25.0, 50.0, 100.0], rows),
        "tablet_mass": draw.integers(1200, 4000, rows) / 10,
        "tablet_full_fill": draw.integers(100, 400, rows) / 1.0,
        "filler_full_fill": draw.integers(80, 300, rows) / 1.0,
        "drug_overage": draw.choice([0.0, 5.0, 10.0], rows),
        "assay": draw.choice([100.0, 95.0, 104.5], rows),
        "spare_capsules": draw.choice([0, 3], rows),
    }


def mg(number: float) -> str:
    """Write a number of a table as a person does."""
    return f"{np.format_float_positional(number, trim='-')} mg"


def single(row: dict[str, Any], balance: Balance | None, policy: str) -> Any:
    """Plan one row by itself."""
    drug = Tablets(
        mg(row["tablet_strength"]),
        mean_mass=mg(row["tablet_mass"]),
        packing=PackStatistic(mg(row["tablet_full_fill"]), size="3"),
        assay=f"{row['assay']:g} %",
    )
    return plan_batch(
        Prescription(mg(row["strength"]), capsules=int(row["capsules"])),
        drug=drug,
        filler=Filler(
            "filler", packing=PackStatistic(mg(row["filler_full_fill"]), size="3")
        ),
        shell=SHELL,
        balance=balance,
        policy=reference.policy(policy),
        spare_capsules=int(row["spare_capsules"]),
        drug_overage=f"{row['drug_overage']:g} %",
    )


@pytest.mark.requirement("R75")
@pytest.mark.parametrize("policy", ["usp", "dac-nrf"])
@pytest.mark.parametrize("readability", [None, "0.1 mg", "1 mg", "10 mg"])
def test_a_row_is_a_plan(readability: str | None, policy: str) -> None:
    """Counts are equal, amounts to 1e-12, findings are those of the plan."""
    balance = None if readability is None else Balance(readability=readability)
    drawn = orders(150, seed=5)
    planned = plan_columns(drawn, balance=balance, policy=reference.policy(policy))

    for number in range(150):
        row = {name: cells[number] for name, cells in drawn.items()}
        found = Found(int(planned["findings"][number]))
        try:
            plan = single(row, balance, policy)
        except CompoundError:
            assert int(found) & (int(Found.NEEDS_TRITURATION) * 2 - 1)
            assert np.isnan(planned["tablets"][number])
            continue
        amounts = {
            "drug_needed": plan.drug_needed,
            "powder": plan.powder.exact,
            "filler": plan.fillers[0].exact,
            "blend_mass": plan.blend_mass,
            "fill_mass": plan.fill_mass,
        }
        if plan.trituration is None:
            assert plan.tablets is not None
            assert planned["tablets"][number] == plan.tablets.to_crush
            amounts |= {
                "powder_to_weigh": plan.powder.to_weigh,
                "filler_to_weigh": plan.fillers[0].to_weigh,
            }
            claim = float(plan.label_claim.m_as("%"))
            assert planned["label_claim"][number] == pytest.approx(claim, rel=1e-12)
        else:
            assert np.isnan(planned["tablets"][number])
            codes = {"triturated"}
        for name, amount in amounts.items():
            expected = float(amount.m_as("mg"))
            # floats of a few products are good to 1e-12; small rests of a
            # difference, to 1e-12 of what they are the rest of
            scale = float(plan.blend_mass.m_as("mg"))
            assert planned[name][number] == pytest.approx(
                expected, rel=1e-12, abs=1e-12 * scale
            )
        codes = {each.code for each in plan.findings}
        if plan.trituration is None:
            for flag, code in CODES.items():
                assert (flag in found) == (code in codes), (code, row)
        else:
            assert Found.NEEDS_TRITURATION in found


def test_texts_of_plain_decimals_are_read() -> None:
    """A column that came as text is read by the strict rule, cell by cell."""
    texts = table(strength=np.array(["4.5", "1.5", "0.5"], dtype=object))

    assert list(plan_columns(texts)["tablets"]) == list(
        plan_columns(table())["tablets"]
    )


def test_dates_are_no_numbers() -> None:
    """A column of another kind is bad in every row."""
    days = np.array(["2026-01-01"] * 3, dtype="datetime64[D]")

    planned = plan_columns(table(strength=days))

    assert {Found(int(each)) for each in planned["findings"]} == {Found.BAD_STRENGTH}


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_frame_gives_a_frame(library: str) -> None:
    """A data frame comes back as one of its kind, with the plan beside the orders."""
    module: Any = import_module(library)
    make = module.table if library == "pyarrow" else module.DataFrame
    strengths = [4.5, None, 0.5]
    frame = make({**GOOD, "strength": strengths})

    planned = plan_columns(frame)

    assert type(planned) is type(frame)
    tablets = [float(each) for each in np.asarray(planned["tablets"])]
    assert tablets[0] == 10  # 9 x 1.05 = 9.45
    assert np.isnan(tablets[1])
    names = planned.column_names if library == "pyarrow" else list(planned.columns)
    assert names == [*GOOD, *OUTPUTS]


def test_other_names_units_and_constants() -> None:
    """Columns may be called and measured otherwise, and need not be columns."""
    planned = plan_columns(
        {"dose_g": np.array([0.0045]), "n": np.array([100])},
        columns={"strength": "dose_g", "capsules": "n"},
        units={"strength": "g", "tablet_mass": "g/tablet"},
        constants={
            "tablet_strength": 50,
            "tablet_mass": "0.1712",
            "tablet_full_fill": 200,
            "filler_full_fill": 130,
        },
    )

    assert planned["powder"][0] == pytest.approx(1540.8, rel=1e-12)
    assert list(planned) == ["dose_g", "n", *OUTPUTS]


def test_the_policy_gives_what_is_not_given() -> None:
    """DAC/NRF adds 10 % of drug to a low dose; a reserve is crushed too."""
    rules = attrs.evolve(reference.policy("dac-nrf"), reserve_tablets=2)

    planned = plan_columns(table(), policy=rules)

    # 450 mg x 1.1 = 495 mg, 9.9 tablets, with 5 % to be left over 10.395: 11 and 2
    assert planned["drug_needed"][0] == pytest.approx(495, rel=1e-12)
    assert planned["tablets"][0] == 13


@pytest.mark.requirement("R75")
def test_the_policy_s_pool_is_crushed() -> None:
    """100 x 4.5 mg take 9 tablets, with 5 % 9.45; a policy pools eleven at least."""
    rules = attrs.evolve(reference.policy(), name="ours", pool_tablets=11)

    planned = plan_columns(table(), policy=rules)

    assert planned["tablets"][0] == 11
    # 11 x 171.2 - 1540.8 mg
    assert planned["powder_left"][0] == pytest.approx(342.4, rel=1e-9)


SHELLS = tuple(reference.shell(size) for size in ("5", "4", "3", "0"))


def test_the_shell_is_the_one_a_plan_would_choose() -> None:
    """By density the smallest shell is chosen, row by row, to the last drop."""
    drawn = orders(120, seed=3)
    draw = np.random.default_rng(4)
    drawn["tablet_density"] = draw.integers(1, 9, 120) / 10
    drawn["filler_density"] = draw.integers(3, 9, 120) / 10
    # 18 mg of powder at 0.06 g/mL fill the 0.3 mL of size 3 exactly
    drawn["strength"][0], drawn["tablet_density"][0] = 4.5, 0.06
    drawn["tablet_strength"][0], drawn["tablet_mass"][0] = 50, 200
    drawn["drug_overage"][0], drawn["assay"][0] = 0, 100

    planned = plan_columns(drawn, shells=SHELLS)

    assert planned["shell"][0] == "3"
    assert len(set(planned["shell"])) >= 4
    for number in range(120):
        row = {name: cells[number] for name, cells in drawn.items()}
        dense = f"{row['tablet_density']:g} g/mL"
        light = f"{row['filler_density']:g} g/mL"
        try:
            shell = choose_shell(
                Prescription(mg(row["strength"]), capsules=int(row["capsules"])),
                drug=Tablets(
                    mg(row["tablet_strength"]),
                    mean_mass=mg(row["tablet_mass"]),
                    assay=f"{row['assay']:g} %",
                    packing=Density(dense, basis="bulk"),
                ),
                filler=Filler("filler", packing=Density(light, basis="bulk")),
                shells=SHELLS,
                drug_overage=f"{row['drug_overage']:g} %",
            )
        except CompoundError:
            assert planned["shell"][number] is None
        else:
            assert planned["shell"][number] == shell.size


@pytest.mark.requirement("R100")
@pytest.mark.parametrize("name", ["tablet_density", "filler_density"])
def test_a_density_that_no_powder_has_is_flagged(name: str) -> None:
    """Powders are published at 0.1 to 1.3 g/mL, both ends among them."""
    drawn = table(tablet_density=[0.5, 0.5, 0.5, 0.5], filler_density=[0.5] * 4)
    drawn = {each: np.resize(cells, 4) for each, cells in drawn.items()}
    drawn[name] = np.array([0.09, 0.1, 1.3, 1.31])

    planned = plan_columns(drawn, shells=SHELLS)

    flagged = (planned["findings"] & int(Found.PACKING_UNUSUAL)) != 0
    assert flagged.tolist() == [True, False, False, True]


@pytest.mark.requirement("R76")
def test_too_much_for_every_shell() -> None:
    """A powder that no shell holds is flagged, and has no shell."""
    planned = plan_columns(
        {"strength": np.array([9.0]), "capsules": np.array([10])},
        constants={
            "tablet_strength": 1,
            "tablet_mass": 500,
            "tablet_density": 0.5,
            "filler_density": 0.5,
        },
        shells=[Shell("9", volume="0.01 mL", empty_mass="1 mg")],
    )

    assert planned["shell"][0] is None
    assert Found(int(planned["findings"][0])) & Found.SHELL_OVERFILLED


@pytest.mark.requirement("R76")
def test_filler_that_no_display_shows() -> None:
    """0.26 mg of filler on a balance of 1 mg are nothing: no plan, no zero."""
    # 10 capsules of 10 mg tablets of 100 mg: 1000 mg take 9.998 shells of 100.02 mg
    planned = plan_columns(
        table(
            strength=[9.9],
            capsules=[10],
            tablet_strength=[50],
            tablet_mass=[500],
            tablet_full_fill=[99.02],
            filler_full_fill=[130],
        ),
        balance=Balance(readability="1 mg"),
    )

    # 990 mg take 9.99798 shells; 0.00202 x 130 mg = 0.2626 mg are left
    found = Found(int(planned["findings"][0]))
    assert Found.TOO_LITTLE_TO_WEIGH in found
    assert np.isnan(planned["filler_to_weigh"][0])


def test_half_a_step_goes_up() -> None:
    """100 x 4.5 mg of 200 mg tablets take 9 shells: 91 x 130.5 mg = 11875.5 mg."""
    planned = plan_columns(
        table(tablet_mass=[200] * 3, filler_full_fill=[130.5] * 3),
        balance=Balance(readability="1 mg"),
    )

    assert planned["filler"][0] == 11875.5
    assert planned["filler_to_weigh"][0] == 11876


def test_the_least_mass_itself_may_be_weighed() -> None:
    """10 x 0.5 mg of 200 mg tablets are 20 mg, what a balance of 1 mg may weigh."""
    planned = plan_columns(
        table(strength=[0.5] * 3, capsules=[10, 9, 11], tablet_mass=[200] * 3),
        balance=Balance(readability="1 mg"),
    )

    needs = [
        Found.NEEDS_TRITURATION in Found(int(each)) for each in planned["findings"]
    ]
    assert needs == [False, True, False]


def test_what_is_triturated_is_not_judged_as_weighed() -> None:
    """15.4 mg of powder need a trituration: the tablets and weights are another plan's.

    1 x 4.5 mg / 50 mg x 171.2 mg = 15.408 mg; 15 mg of them would be 2.6 % off.
    """
    planned = plan_columns(
        table(capsules=[1, 1, 1]), balance=Balance(readability="1 mg")
    )

    # one capsule is no usual number, and nothing makes up for loss
    assert Found(int(planned["findings"][0])) == (
        Found.NEEDS_TRITURATION | Found.FIGURE_UNUSUAL | Found.NO_LOSS_ALLOWANCE
    )
    assert planned["powder"][0] == pytest.approx(15.408, rel=1e-12)
    assert np.isnan(planned["tablets"][0])


def test_a_powder_that_just_fits_is_planned() -> None:
    """4.5 mg are 15.408 mg of powder: a shell of 15.408 mg is full, not overfull."""
    planned = plan_columns(
        table(strength=[4.5] * 3, tablet_full_fill=[15.408, 15.407, 15.409])
    )

    over = [Found.SHELL_OVERFILLED in Found(int(each)) for each in planned["findings"]]
    assert over == [False, True, False]
    assert planned["filler"][0] == pytest.approx(0, abs=1e-9)


def test_a_display_of_many_places_is_exact_too() -> None:
    """Numbers beyond six places are worked out as the decimals they stand for."""
    planned = plan_columns(
        table(
            strength=[0.1 + 0.2],
            capsules=[50],
            tablet_strength=[15.000000000000002],
            tablet_mass=[100],
            tablet_full_fill=[200],
            filler_full_fill=[130],
        ),
        policy=attrs.evolve(reference.policy(), least_powder_left="0 %"),
    )

    # 0.30000000000000004 x 50 = 15.000000000000002: one tablet, not two
    assert planned["tablets"][0] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"columns": {"dose": "x"}}, "columns: expected names among strength"),
        ({"units": {"dose": "mg"}}, "units: expected names among strength"),
        ({"constants": {"dose": 1}}, "constants: expected names among strength"),
        ({"units": {"strength": "mL"}}, "units: strength: expected a unit like"),
        ({"columns": {"strength": "gone"}}, "columns: strength: expected a column 'go"),
        ({"columns": {"assay": "gone"}}, "columns: assay: expected a column 'gone', "),
    ],
)
def test_what_is_no_option_is_refused(arguments: dict[str, Any], message: str) -> None:
    """A slip in a name would plan another table."""
    with pytest.raises(CompoundError, match=message):
        plan_columns(table(), **arguments)


@pytest.mark.requirement("R76")
def test_columns_must_match() -> None:
    """Columns of several lengths, of two dimensions, or none at all, are no table."""
    with pytest.raises(FieldError, match=r"table: expected columns of one length"):
        plan_columns(table(strength=[4.5]))
    with pytest.raises(FieldError, match=r"columns among .* got none; rename"):
        plan_columns({})


@pytest.mark.requirement("R76")
def test_headers_that_do_not_fit_are_named() -> None:
    """Who reads the error sees which column stands for the one that is missing."""
    orders = table()
    orders["dose"] = orders.pop("strength")
    with pytest.raises(
        FieldError, match="'strength', got none; it has 'dose'; or name"
    ):
        plan_columns(orders)
    with pytest.raises(
        FieldError, match=r"columns among strength, .*; it has 'Dose', 5"
    ):
        plan_columns({"Dose": [1], 5: [1]})


@pytest.mark.requirement("R76")
@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Assay", "assay"),
        ("assay_%", "assay"),
        ("spare capsules", "spare_capsules"),
        ("drug_overages", "drug_overage"),
        ("Strength (mg)", "strength"),
    ],
)
def test_a_header_that_is_nearly_a_column_is_not_left_out(
    header: str, name: str
) -> None:
    """The usual number would be taken in silence, and the one in the table not."""
    orders = table()
    orders[header] = orders.pop(name, [90.0] * len(orders["capsules"]))

    with pytest.raises(FieldError, match=rf"table: expected a column '{name}', got"):
        plan_columns(orders)


def test_other_columns_of_a_table_are_none_of_our_business() -> None:
    """A patient, a date and a remark stay beside the plan."""
    orders: dict[Any, Any] = table()
    rows = len(orders["capsules"])
    orders |= {
        "patient": ["x"] * rows,
        "assay_date": ["2026-01-05"] * rows,
        7: [1] * rows,
    }

    planned = plan_columns(orders)

    assert planned["patient"] == ["x"] * rows
    assert "powder" in planned
    with pytest.raises(FieldError, match="table: strength: expected one-dimensional "):
        plan_columns({**table(), "strength": np.ones((3, 3))})
    with pytest.raises(FieldError, match="table: expected a column or a constant 'cap"):
        plan_columns({"strength": np.array([4.5])})


def test_an_empty_table_is_planned() -> None:
    """No order, no row."""
    planned = plan_columns({name: np.array([]) for name in GOOD})

    assert all(len(planned[name]) == 0 for name in OUTPUTS)


def test_the_input_is_left_alone() -> None:
    """Planning changes no cell of the table that came."""
    given = table(strength=[4.5, -1, 0.5])
    before = {name: cells.copy() for name, cells in given.items()}

    plan_columns(given, balance=Balance(readability="1 mg"))

    for name, cells in before.items():
        assert (given[name] == cells).all()


def test_units_of_outputs_are_known() -> None:
    """Every output column has a unit or says what it is."""
    planned = plan_columns(table())

    assert set(planned) == set(GOOD) | set(OUTPUTS)
    assert Q("1 mg").m_as(OUTPUTS["powder"]) == 1
