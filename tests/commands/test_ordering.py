"""Ordering: from files, from the input and from options, by one door."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ldn_compound import BatchPlan, Lot, PackStatistic, Q, Trituration
from ldn_compound.commands.plan import main
from ldn_compound.interop.json import loads
from tests.orders.examples import ORDER, PROFILE, shelf
from tests.orders.test_order import order

ASKED = ["--strength", "4.5 mg", "--capsules", "100"]
FILLED = ["--filler-packing", "130 mg"]


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> tuple[str, str]:
    """Write the profile and the order of the examples, and return their names."""
    profile, asked = tmp_path / "profile.toml", tmp_path / "order.toml"
    profile.write_text(PROFILE, "utf-8")
    asked.write_text(ORDER, "utf-8")
    return str(profile), str(asked)


def planned(capsys: pytest.CaptureFixture[str], *arguments: str) -> BatchPlan:
    """Run the command for its JSON, and return the plan in it."""
    assert main([*arguments, "--json"]) in (0, 1)
    plan: BatchPlan = loads(capsys.readouterr().out)
    return plan


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Run the command, which must refuse, and return its lines."""
    assert main(list(arguments)) == 2
    output = capsys.readouterr()
    assert output.out == ""
    begins = "ldn-compound plan: error: "
    return [each.removeprefix(begins) for each in output.err.splitlines()]


def test_an_order_and_a_profile_are_planned(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As in Python, to the last digit."""
    profile, asked = files

    plan = planned(capsys, asked, "--profile", profile)

    assert plan == order().plan(shelf())


def test_an_order_comes_in_as_json(
    files: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From another program, through a pipe."""
    data = {"strength": "4.5 mg", "capsules": 100, "made_on": "2026-12-01"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(data)))

    assert planned(capsys, "-", "--profile", files[0]) == order().plan(shelf())


def test_options_go_before_the_order(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """They say it otherwise for once."""
    profile, asked = files
    typed = ("--capsules", "60", "--tablet-mass", "173 mg", "--tray", "hand")

    (line,) = refused(capsys, asked, "--profile", profile, *typed)
    assert line.startswith("--tablet-strength: expected the strength of a tablet")
    strength = ("--tablet-strength", "50 mg")
    plan = planned(capsys, asked, "--profile", profile, *typed, *strength)

    assert plan.request.prescription.capsules == 60
    assert plan.powder.exact == Q("934.2 mg")  # 60 x 4.5 mg x 173 mg / 50 mg
    assert plan.drug.lot is None
    assert plan.request.tray is not None


def test_parts_that_are_typed_go_into_what_the_order_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the material itself, in place of a name."""
    asked = tmp_path / "order.toml"
    asked.write_text(
        'strength = "4.5 mg"\ncapsules = 100\nfiller = "sucrose"\n'
        'shell = { size = "3", volume = "0.3 mL", empty_mass = "48 mg" }\n'
        'source = { kind = "tablets", strength = "50 mg", mean_mass = "170 mg" }\n',
        "utf-8",
    )
    typed = ("--tablet-mass", "171.2 mg", "--tablet-packing", "200 mg", *FILLED)

    plan = planned(capsys, str(asked), *typed)

    assert plan.powder.exact == Q("1540.8 mg")
    assert plan.fillers[0].item == "sucrose"
    assert plan.ready


def test_a_usual_shell_names_the_packing(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A packing that is typed is one for the shells that are filled."""
    plan = planned(
        capsys, *ASKED, "--profile", files[0], "--filler", "sucrose", *FILLED
    )

    packing = plan.request.fillers[0][0].packing
    assert packing == PackStatistic("130 mg", size="3")


@pytest.mark.parametrize(
    ("typed", "powder"),
    [
        (("--tablet-product", "Adepend", "--tablet-mass", "230 mg"), "2070 mg"),
        (("--bulk-assay", "90 %", "--bulk-basis", "as is"), "500 mg"),
        (("--stock-fraction", "10 %", "--stock-diluent", "lactose"), "4500 mg"),
    ],
    ids=["product", "bulk", "stock"],
)
def test_every_source_can_be_typed(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], powder: str
) -> None:
    """450 mg of drug: 9 tablets of 230 mg; powder of 90 %; a stock of 10 %."""
    assert planned(capsys, *ASKED, *typed).powder.exact == Q(powder)


def test_the_rest_of_an_order_can_be_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Lots, allergens, what is known of the patient, excess and overage."""
    plan = planned(
        capsys,
        *ASKED,
        *("--stock-fraction", "10 %", "--stock-diluent", "lactose"),
        *("--stock-contains", "lactose, soya", "--stock-lot", "S 1 2027-01-31"),
        *("--filler-lot", "M77 2028-01", "--filler-contains", "none", *FILLED),
        *("--conditions", "acute hepatitis", "--intolerances", "lactose"),
        *("--blend-excess", "3 %", "--drug-overage", "5 %", "--fill", "to volume"),
        *("--prescription", "R-1", "--prescriber", "Dr. B", "--made-on", "2026-12-01"),
    )
    stock, filler = plan.request.drug, plan.request.fillers[0][0]

    assert isinstance(stock, Trituration)
    assert stock.lot == Lot("S 1", expires="2027-01-31")
    assert stock.contains == ("lactose", "soya")
    assert (filler.lot, filler.contains) == (Lot("M77", expires="2028-01"), ())
    assert plan.request.prescription.conditions == ("acute hepatitis",)
    assert (plan.blend_excess, plan.drug_overage) == (Q("3 %"), Q("5 %"))
    assert plan.request.made_on is not None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--bulk-assay", "99 %"), "--bulk-basis: expected one of 'as is'"),
        (
            ("--bulk-assay", "99 %", "--tablet-mass", "171 mg"),
            "--bulk-assay: expected ",
        ),
        (
            ("--source", "x", "--tablet-mass", "171 mg"),
            "--tablet-mass: expected one way",
        ),
        (
            ("--source", "x"),
            "--source: expected a name that the profile holds, got 'x'",
        ),
        (
            ("--fill", "to volume", "--fill-mass", "1 g"),
            "--fill-mass: expected one way",
        ),
        (("--tablet-mass", "1 g", "--tablets-lot", "A17"), "--tablets-lot: expected "),
        (("--tablet-mass", "1 g", "--blend-excess", "3"), "--blend-excess: expected "),
        (("--tablet-mass", "1 g", "--prefer", "x"), "--prefer: expected one of 'least"),
        ((), "--source: expected what carries the drug, got nothing; state --tab"),
    ],
)
def test_what_cannot_be_is_told_by_its_option(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], told: str
) -> None:
    """One line, and no sheet."""
    (line, *_) = refused(capsys, *ASKED, *typed)

    assert line.startswith(told)


def test_every_fault_of_a_file_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each, in the order of the file."""
    asked = tmp_path / "order.toml"
    asked.write_text('strength = "4,5 mg"\n\ncapsules = "100"\n', "utf-8")

    told = refused(capsys, str(asked))

    assert [each.split(":")[0] for each in told] == [
        "line 1, strength",
        "line 3, capsules",
    ]


def test_a_file_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An order that is not there, one that is no object, one with a key twice."""
    missing = str(tmp_path / "none.toml")
    assert refused(capsys, missing)[0].startswith(
        "order: expected a file of text in UTF"
    )

    for text, told in (
        (
            '{"strength": "1 mg", "strength": "2 mg"}',
            "$.strength: expected each key once",
        ),
        ("{]", "$: expected valid JSON"),
        ("strength", "expected valid TOML"),
    ):
        file = tmp_path / "order"
        file.write_text(text, "utf-8")
        assert refused(capsys, str(file))[0].startswith(told)


def test_a_profile_that_is_not_there_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the command that writes one."""
    (line,) = refused(capsys, *ASKED, "--profile", "no.toml")

    assert line.startswith("profile: expected a profile in UTF-8, got 'no.toml'")


def test_the_papers_speak_the_language_of_the_pharmacy(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Unless another is asked for."""
    profile, asked = files
    text = PROFILE.replace('policy = "usp"', 'policy = "usp"\nlanguage = "de"')
    Path(profile).write_text(text, "utf-8")

    assert main([asked, "--profile", profile, "--html"]) == 0
    assert 'lang="de"' in capsys.readouterr().out
    assert main([asked, "--profile", profile, "--language", "en"]) == 0
    assert "Bench sheet" in capsys.readouterr().out
