"""The record: what was entered stands where it belongs, and nothing in disguise."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Balance,
    FieldError,
    FillToVolume,
    Lot,
    Made,
    Prescription,
    UnknownNameError,
    Weighed,
    dose_made,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.documents import bench_sheet
from ldn_compound.quality import mass_loss, reconcile
from ldn_compound.sheets.content import Task
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.text import render_text
from tests.documents.worksheet.test_sheet import (
    facts,
    plain,
    sheet_of,
    tasks,
    weighing_table,
)
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.fewer import of_forty
from tests.made import as_planned
from tests.parsed import check_every_format
from tests.strategies import plan_arguments, plan_of

STOP = "STOP - NOT TO BE RELEASED"
#: 1541 mg of powder and 11 998 mg of filler for 100 capsules.
PLAN = batch(spare_capsules=0)
WEIGHED = [
    Weighed("A", actual="1541 mg", weighed_by="AB", checked_by="CD"),
    Weighed("B", actual="11998 mg", weighed_by="AB", checked_by="CD"),
]
NOT_YET = "no strength of this batch is stated"


def printed(sheet: Sheet) -> str:
    """Print a sheet on one line."""
    return plain(render_text(sheet))


def blanks(sheet: Sheet) -> dict[str, str]:
    """Return every blank of a task that was filled in."""
    filled = [blank for each in tasks(sheet) for blank in each.blanks if blank[1]]
    return {name: plain(value) for name, value in filled}


@pytest.mark.requirement("R53")
def test_what_was_entered_stands_where_it_belongs() -> None:
    """Each entry in its place, each with its unit, and nothing else is filled in."""
    made = Made(
        batch_number="B-17",
        made_on="2026-11-23",
        master_formula="MF-12, version 3",
        tablets_counted=10,
        tablets_mass="1720 mg",
        weighed=[
            Weighed(
                "A", actual="1548 mg", balance="W1", weighed_by="AB", checked_by="CD"
            ),
            Weighed("sucrose", actual="11.998 g"),
        ],
        blend_mass="13.5 g",
        blend_filled="13.4 g",
        capsules=99,
        rejected=1,
        capsule_masses=["182 mg", "184 mg"],
        shell_masses=["48 mg", "49 mg"],
        destroyed="150 mg",
        destroyed_by="AB, CD",
        description="white, no specks",
        made_by="AB",
        checked_by="CD",
        deviations=["sieved twice", "humid day"],
        problems=["none"],
    )

    sheet = bench_sheet(PLAN, made=made)

    # nine tablets' worth of 172 mg are 1548 mg
    rows = [tuple(map(plain, row)) for row in weighing_table(sheet).rows]
    assert rows[0][4:] == ("1548 mg", "1533 mg to 1563 mg", "1548 mg", "AB", "CD")
    assert rows[1][6:] == ("11 998 mg", "", "")
    assert blanks(sheet) == {
        "balance": "W1",
        "counted": "10 tablets",
        "all, mg": "1720 mg",
        "A to weigh, mg": "1548 mg",
        "least, mg": "1533 mg",
        "greatest, mg": "1563 mg",
        "blend, mg": "13 500 mg",
        "1": "182 mg",
        "2": "184 mg",
        "mean, mg": "183 mg",
        "empty shell, mg": "48.5 mg",
        "found": "white, no specks",
    }
    assert ("mean, mg", "172 mg") in [
        (blank[0], plain(blank[1])) for each in tasks(sheet) for blank in each.blanks
    ]
    assert {name: plain(value) for name, value in facts(sheet).items() if value} == {
        "Preparation": "naltrexone hydrochloride, hard capsules",
        "Strength": "4.5 mg",
        "Capsules": "100 capsules",
        "Shells": "100 of size 3, Torpac",
        "House rules": "usp",
        "SHA-256 begins": PLAN.digest()[:16],
        "Capsules planned": "100 capsules",
        "Batch number": "B-17",
        "Formula number": "MF-12, version 3",
        "Date of making": "2026-11-23",
        "Use by": "2027-05-21",
        "Filled and kept": "99 capsules",
        "Set aside": "1 capsule",
        "Blend filled, mg": "13 400 mg",
        "Destroyed, mg": "150 mg",
        "Destroyed by, witness": "AB, CD",
        "Deviations, and why": "sieved twice; humid day; none",
        "Made by": "AB",
        "Checked by": "CD",
    }


@pytest.mark.requirement("R103")
def test_the_dose_made_is_on_the_record() -> None:
    """450.0584 mg in 13 539 mg, of which 10 g are in 100 capsules: 3.3242 mg."""
    made = Made(
        weighed=WEIGHED, tablets_mass="1712 mg", blend_filled="10 g", capsules=100
    )

    sheet = bench_sheet(PLAN, made=made)

    assert sheet.banner == STOP
    assert (
        "4.5 mg/capsule planned; about 3.324 mg/capsule made, about 73.87 % of the "
        "label. 90 % to 110 % may be released. Calculated from the weights of the "
        "powders and the blend, not an assay." in printed(sheet)
    )
    assert "(dose-outside)" in printed(sheet)


@pytest.mark.requirement("R103")
@pytest.mark.parametrize(
    ("entries", "made"),
    [
        # 450.0584 mg in 80 capsules
        ({"capsules": 80, "blend_mass": "13539 mg"}, "5.626 mg/capsule made"),
        # 7 g of 13.539 g
        ({"capsules": 100, "blend_mass": "7 g"}, "2.327 mg/capsule made"),
    ],
)
def test_what_was_made_wrongly_is_a_stop(entries: dict[str, Any], made: str) -> None:
    """Whatever the single figures say, the dose decides."""
    sheet = bench_sheet(PLAN, made=Made(weighed=WEIGHED, **entries))

    assert sheet.banner == STOP
    assert made in printed(sheet)


@pytest.mark.requirement("R103")
@given(plan_arguments())
def test_the_strength_planned_is_not_that_of_the_batch(
    arguments: dict[str, Any],
) -> None:
    """A record never prints the planned strength as if it were that of the batch.

    Two thirds of the blend are lost: the dose says so.
    """
    plan = plan_of(arguments)
    third = plan.blend_as_weighed / 3
    blank = printed(bench_sheet(plan))
    begun = printed(bench_sheet(plan, made=as_planned(plan, capsules=None)))
    done = bench_sheet(
        plan, made=as_planned(plan, blend_mass=third, blend_filled=third)
    )

    assert NOT_YET in blank
    assert NOT_YET in begun
    for text in (blank, begun):
        assert " made, " not in text
        assert "Strength by the targets" not in text
    words = printed(done).partition("Dose made -")[2]
    assert re.search(r"planned; (about )?[\d.]+ mg/capsule made, (about )?[34]", words)
    assert done.banner is not None
    assert NOT_YET not in printed(done)


def test_no_dose_of_no_capsule() -> None:
    """Where none was filled yet, or all were lost, there is no dose to state."""
    none = Made(weighed=WEIGHED, capsules=0, rejected=0)

    assert NOT_YET in sheet_of(PLAN, made=none)
    with pytest.raises(FieldError, match="capsules: expected capsules that were"):
        dose_made(PLAN, none)


@pytest.mark.requirement("R54")
def test_a_weighing_outside_its_limits_is_seen_at_once() -> None:
    """In its row, and among the findings, before a capsule is filled."""
    caution = bench_sheet(PLAN, made=Made(weighed={"A": "1560 mg"}))
    stop = bench_sheet(PLAN, made=Made(weighed={"A": "1800 mg"}))

    for sheet in (caution, stop):
        assert weighing_table(sheet).stops == (0,)
        assert "(weighing-off)" in printed(sheet)
    assert caution.banner is None
    assert stop.banner == STOP
    assert weighing_table(bench_sheet(PLAN, made=Made(weighed=WEIGHED))).stops == ()


def test_an_estimate_has_no_limits() -> None:
    """By volume, what the cylinder takes is recorded, not held to a target."""
    plan = batch(fill=FillToVolume())

    row = weighing_table(bench_sheet(plan, made=Made(weighed={"B": "12 g"}))).rows[1]

    assert tuple(map(plain, row[4:7])) == (
        "12 358 mg",
        "estimate: as found",
        "12 000 mg",
    )


@pytest.mark.parametrize(
    ("shells", "words"),
    [
        ((), "of the powders and of capsules, less 48 mg for a shell as planned"),
        (("47 mg", "49 mg"), "of the powders, of capsules and of empty shells"),
    ],
)
def test_the_record_says_which_weights_were_used(
    shells: tuple[str, ...], words: str
) -> None:
    """Net masses rest on what a shell weighs: found, or as planned."""
    made = as_planned(PLAN, capsule_masses=["183.4 mg"] * 10, shell_masses=list(shells))

    assert f"Calculated from the weights {words}, not an" in printed(
        bench_sheet(PLAN, made=made)
    )


def test_the_label_says_no_more_capsules_than_were_kept() -> None:
    """99 of 100 are left: a label of 100 would be one too many."""
    sheet = printed(bench_sheet(PLAN, made=as_planned(PLAN, capsules=99, rejected=1)))

    assert "4.5 mg in each capsule, 99 capsules. Stick a copy here" in sheet


def test_the_dose_of_a_dilution_is_explained_with_its_portion() -> None:
    """Who multiplies by the powder alone would be off by the dilution."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
    )

    assert "drug in A x C / (A + B) x share of the blend filled" in printed(
        bench_sheet(plan)
    )
    assert "worked out: drug weighed in x share" in printed(bench_sheet(PLAN))


def test_a_capsule_too_light_for_the_balance_asks_for_another() -> None:
    """Steps of 10 mg weigh 200 mg or more, a capsule here has about 183 mg."""
    words = "may weigh 200 mg or more: take a finer one for the capsules."

    coarse = batch(balance=Balance(readability="10 mg"))

    assert words in printed(bench_sheet(coarse))
    assert words not in printed(bench_sheet(PLAN))


def test_what_was_not_entered_is_not_released() -> None:
    """A record with gaps says which, and is a stop."""
    sheet = bench_sheet(PLAN, made=Made(weighed={"A": "1541 mg"}, capsules=100))

    assert sheet.banner == STOP
    assert "nothing was entered: B" in printed(sheet)


def test_a_batch_as_planned_has_no_banner() -> None:
    """Nothing was found; it is for a person to release it."""
    made = Made(
        weighed=WEIGHED,
        tablets_mass="1712 mg",
        blend_mass="13539 mg",
        capsules=100,
        rejected=0,
    )

    sheet = bench_sheet(PLAN, made=made)

    assert sheet.banner is None
    assert "about 4.501 mg/capsule made, about 100.01 % of the label" in printed(sheet)
    assert facts(sheet)["Released or rejected"] == ""


def test_an_entry_for_nothing_is_refused() -> None:
    """A mass of what the plan does not weigh must not vanish."""
    with pytest.raises(UnknownNameError, match="weighed: expected a known name"):
        bench_sheet(PLAN, made=Made(weighed={"sugar": "1 g"}))


def test_whole_tablets_have_no_powder_to_weigh() -> None:
    """Their mass is recorded; no powder is weighed by it."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)

    sheet = bench_sheet(plan, made=Made(tablets_mass="1540.8 mg"))

    assert blanks(sheet) == {"all, mg": "1540.8 mg", "mean, mg": "171.2 mg"}


def test_more_capsules_than_ten_may_be_weighed() -> None:
    """Twelve were: each has its place, and the mean is that of all."""
    masses = [f"{170 + each} mg" for each in range(12)]

    sheet = bench_sheet(PLAN, made=Made(capsule_masses=masses))

    (task,) = [each for each in tasks(sheet) if "filled capsules" in each.text]
    assert [plain(value) for name, value in task.blanks if name.isdigit()] == masses
    assert plain(dict(task.blanks)["mean, mg"]) == "175.5 mg"


@pytest.mark.requirement("R54")
def test_a_capsule_outside_its_limits_is_named() -> None:
    """150 mg with a shell of 48 mg are 102 mg: less than 125 mg."""
    masses = ["183 mg"] * 9 + ["150 mg"]

    sheet = bench_sheet(PLAN, made=Made(capsule_masses=masses))

    assert "capsules 10 are outside 125 mg to 145 mg without shell" in printed(sheet)


def test_verdicts_stand_with_the_dose() -> None:
    """Each with its figures, its remark; its source stands in the annex."""
    yields = reconcile(
        theoretical_capsules=100,
        filled_capsules=101,
        weighed_in="13.539 g",
        filled="13.539 g",
    )
    made = Made(weighed=WEIGHED, capsules=100)

    sheet = bench_sheet(
        PLAN, made=made, verdicts=[mass_loss("18 g", "17.64 g"), yields], annex=True
    )

    words = printed(sheet).partition("Dose made -")[2]
    assert "Loss of mass: pass" in words
    assert "loss: 2 %, at most 3 %" in words
    assert "Yield: pass [saskoer-yield]" in words
    assert "saskoer-yield:" in words


def test_the_label_is_checked_against_the_order() -> None:
    """What it says, how the capsules look, and who signs."""
    label = [each for each in tasks(bench_sheet(PLAN)) if each.text.startswith("Label")]
    coated = sheet_of(batch(drug=evolve(TABLETS, coat="film")))

    assert plain(label[0].text) == (
        "Label: naltrexone hydrochloride 4.5 mg in each capsule, 100 capsules. Stick a "
        "copy here."
    )
    assert isinstance(label[0], Task)
    assert "even in color but for specks of the tablet coat" in coated


def test_the_lot_of_the_record_is_that_of_the_plan() -> None:
    """A lot with its expiry."""
    drug = evolve(TABLETS, lot=Lot("A17", expires="02/2028"))

    row = weighing_table(bench_sheet(batch(drug=drug), made=Made(capsules=103))).rows[0]

    assert row[2:4] == ("A17", "2028-02-29")


@pytest.mark.slow
@of_forty(20)
@given(plan_arguments())
def test_any_record_reads_back(arguments: dict[str, Any]) -> None:
    """In every format the record says what its tree says."""
    plan = plan_of(arguments)
    made = as_planned(
        plan,
        made_on="2026-11-23",
        blend_mass=plan.blend_as_weighed * 99 / 100,
        capsule_masses=[plan.gross_mass] * 10,
        made_by="AB",
    )

    check_every_format(bench_sheet(plan, made=made))
