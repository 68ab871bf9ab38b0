"""The command line: one batch in, one worksheet out, or one line of error."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from pypdf import PdfReader

from ldn_compound.commands.plan import main, parser

ORDER = ["--strength", "4.5 mg", "--capsules", "100", "--tablet-mass", "171.2 mg"]
MEASURED = ["--tablet-packing", "200 mg", "--filler-packing", "130 mg"]
#: What every refusal begins with.
ERROR = "ldn-compound plan: error:"
#: Every option that takes a value.
OPTIONS = re.findall(r"^  (--[a-z-]+) [A-Z]", parser().format_help(), re.MULTILINE)


def order_but(option: str, value: str) -> list[str]:
    """Return the order with another value of one option."""
    asked = dict(zip(ORDER[::2], ORDER[1::2], strict=True)) | {option: value}
    return [f"{name}={text}" for name, text in asked.items()]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command, which must succeed, and return what it printed."""
    assert main([*ORDER, *arguments]) in (0, 1)  # a draft is a sheet too
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command, which must refuse in one line, and return that line."""
    try:
        status = main(list(arguments))
    except SystemExit as stopped:
        assert stopped.code == 2
    else:
        assert status == 2
    output = capsys.readouterr()
    assert output.out == ""
    (line,) = output.err.splitlines()
    return line


@pytest.mark.requirement("R87")
def test_the_main_job_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """9 tablets' worth, 1540.8 mg: crush 10, weigh 1541 mg, 171 mg left."""
    sheet = " ".join(printed(capsys).split())

    assert "Count 10 tablets, each of 50 mg naltrexone hydrochloride, whole" in sheet
    assert "Powder A is the mean mass found x 9." in sheet
    assert "Target: 1541 mg" in sheet


@pytest.mark.requirement("R87")
def test_published_packing_makes_a_draft(capsys: pytest.CaptureFixture[str]) -> None:
    """Packing figures that nobody measured head the sheet as a draft and are marked."""
    sheet = printed(capsys, "--annex")

    assert "DRAFT - NOT FOR COMPOUNDING" in sheet
    assert "(published, not measured)" in sheet


def test_measured_packing_makes_a_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    """With both powders measured the sheet is no draft."""
    assert "DRAFT" not in printed(capsys, *MEASURED)


def test_markdown_is_printed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    """The same sheet as Markdown."""
    sheet = printed(capsys, "--markdown")

    assert sheet.startswith("# Bench sheet: 100 capsules of naltrexone hydrochloride")


def test_every_option_reaches_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """Tray, spares, fill mass, house rules, balance and coat are on the sheet."""
    sheet = " ".join(
        printed(
            capsys,
            *MEASURED,
            *("--tray", "60", "--spare-capsules", "3", "--fill-mass", "130 mg"),
            *("--policy", "dac-nrf", "--readability", "0.1 mg"),
            *("--tablets-weighed", "20", "--tablets-sd", "2 mg"),
            *("--tablets-coat", "film", "--other-medicines", "sertraline, insulin"),
            "--annex",
        ).split()
    )

    assert "100 capsules to dispense, 3 spare" in sheet
    assert "Load 1 of 2" in sheet
    assert "Other medicines entered: sertraline, insulin." in sheet
    assert "Fill of one capsule: 130 mg" in sheet
    assert "House rules: dac-nrf" in sheet
    assert "It reads to 0.1 mg and may weigh 10 mg or more" in sheet
    assert "(film-coat)" in sheet


@pytest.mark.parametrize(
    ("stated", "noted"),
    [
        ((), True),
        (("--tablets-weighed", "20"), True),
        (("--tablets-weighed", "20", "--tablets-sd", "2 mg"), False),
    ],
)
def test_the_spread_of_the_tablets_can_be_stated(
    capsys: pytest.CaptureFixture[str], stated: tuple[str, ...], *, noted: bool
) -> None:
    """The note that asks for it goes where number and standard deviation came."""
    assert noted == ("(mass-spread-unknown)" in printed(capsys, "--annex", *stated))


@pytest.mark.parametrize(
    ("stated", "finding"),
    [
        ((), "(coat-unknown)"),
        (("--tablets-coat", "film"), "(film-coat)"),
        (("--tablets-coat", "none"), None),
    ],
)
def test_the_coat_of_the_tablets_can_be_stated(
    capsys: pytest.CaptureFixture[str], stated: tuple[str, ...], finding: str | None
) -> None:
    """The sheet asks for a coat that is unknown, warns of a film, else is silent."""
    sheet = printed(capsys, "--annex", *stated)

    found = [each for each in ("(coat-unknown)", "(film-coat)") if each in sheet]
    assert found == ([] if finding is None else [finding])


#: Texts that are no strength, each for a reason of its own.
NO_STRENGTHS = (
    *("4,5 mg", "1.5", "mg", "1 Mg", "1 MG", "1 gr", ".5 mg", "5. mg", "5 units"),
    *("10 mg/5 mL", "007 mg", "-1 mg", "5-10 mg", "5 mg + 3 mg", "9**9**9 mg"),
    *("nan mg", "inf mg", "1e400 mg", "1_000 mg", "1,000 mg", "٤ mg", "4.5.1 mg"),
    *("4. 5 mg", "0 mg", "50 mg", "4.5 mL"),
)


@pytest.mark.requirement("R87")
def test_a_bad_strength_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Each text that is no strength gives one line that names the option."""
    for strength in NO_STRENGTHS:
        line = refused(capsys, *order_but("--strength", strength))

        assert line.startswith("ldn-compound plan: error: --strength: expected "), (
            strength
        )


@pytest.mark.requirement("R87")
@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--capsules", "0", "--capsules: expected 1 to 100000 capsules, got 0"),
        ("--capsules", "100001", "--capsules: expected 1 to 100000 capsules, got 1"),
        ("--capsules", "1000000", "--capsules: expected 1 to 100000 capsules, got 1"),
        ("--capsules", "9" * 40, "--capsules: expected a whole number such as 100"),
        ("--capsules", "9" * 41, "--capsules: expected a whole number such as 100"),
        ("--capsules", "100.0", "--capsules: expected a whole number such as 100"),
        ("--capsules", "٤", "--capsules: expected a whole number such as 100"),
        ("--capsules", "", "--capsules: expected a whole number such as 100"),
        ("--capsules", "9" * 5000, "--capsules: expected a whole number such as 100"),
        ("--tablet-mass", "171,2 mg", "--tablet-mass: expected an amount"),
        ("--tablet-mass", "17.12 mg", "--tablet-mass: expected more than the 50 mg"),
        ("--tablet-strength", "50", "--tablet-strength: expected an amount"),
        ("--tablets-weighed", "0", "--tablets-weighed: expected 1 to 100000 tablets"),
        ("--tablets-weighed", "1000000", "--tablets-weighed: expected 1 to 100000 tab"),
        ("--tablets-sd", "2", "--tablets-sd: expected an amount"),
        ("--tablets-sd", "-2 mg", "--tablets-sd: expected "),
        ("--tablets-sd", "", "--tablets-sd: expected an amount"),
        ("--tablets-coat", "enteric", "--tablets-coat: expected 'none', 'film'"),
        ("--tablets-coat", "", "--tablets-coat: expected 'none', 'film'"),
        ("--tablets-assay", "9.8 %", "--tablets-assay: expected an assay of 50-150 %"),
        ("--tablets-contain", "", "--tablets-contain: expected one line"),
        ("--filler-contains", "lactose,", "--filler-contains: expected one line"),
        ("--sensitivity", "6", "--sensitivity: expected an amount"),
        ("--tablet-packing", "0 mg", "--tablet-packing: expected a mass above zero"),
        ("--filler-packing", "130", "--filler-packing: expected an amount"),
        ("--filler", "flour", "--filler: expected one of"),
        ("--filler", "lactose", "--filler: expected a known name, such as 'lactose "),
        ("--shell", "7", "--shell: expected one of"),
        ("--shell", "5", "--filler-packing: expected one of"),
        ("--fill-mass", "1 mg", "--fill-mass: expected 15.408 mg or more"),
        ("--fill-mass", "x", "--fill-mass: expected an amount"),
        ("--fill-mass", "", "--fill-mass: expected an amount"),
        ("--pdf", "\0", "--pdf: expected the name of a file that can be written"),
        ("--pdf", "", "--pdf: expected the name of a file that can be written, got ''"),
        ("--readability", "90 g", "--readability: expected a dilution of"),
        ("--readability", "1", "--readability: expected an amount"),
        ("--tray", "0", "--tray: expected 1 to 100000 holes"),
        ("--tray", "1000000", "--tray: expected 1 to 100000 holes"),
        ("--spare-capsules", "-1", "--spare-capsules: expected a whole number"),
        ("--spare-capsules", "1000000", "--spare-capsules: expected 0 to 100000"),
        ("--policy", "fda", "--policy: expected one of 'usp', 'dac-nrf'"),
    ],
)
def test_a_bad_option_is_one_line(
    capsys: pytest.CaptureFixture[str], option: str, value: str, message: str
) -> None:
    """Each option that cannot be is named in one line, with what was expected."""
    line = refused(capsys, *order_but(option, value))

    assert line.startswith(f"ldn-compound plan: error: {message}")


@pytest.mark.requirement("R87")
def test_an_option_is_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Of two values neither is taken: the batch may be meant with either."""
    assert len(OPTIONS) > 40
    for option in OPTIONS:
        line = refused(capsys, f"{option}=4.5 mg", option, "1.5 mg")

        told = f"{option}: expected one value, got '4.5 mg' and '1.5 mg'"
        assert line == f"ldn-compound plan: error: {told}"


@pytest.mark.requirement("R87")
def test_the_same_value_twice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that is repeated, or is the default, is still given twice."""
    line = refused(capsys, *ORDER, "--shell", "3", "--shell", "3")

    assert (
        line == "ldn-compound plan: error: --shell: expected one value, got '3' and '3'"
    )


@pytest.mark.requirement("R42")
@pytest.mark.parametrize("pool", ["12", "12 tablet"])
def test_tablets_are_pooled(capsys: pytest.CaptureFixture[str], pool: str) -> None:
    """Nine tablets hold the drug; twelve are crushed and mixed."""
    assert main([*ORDER, "--pool", pool]) == 1

    assert "12 tablets" in capsys.readouterr().out


@pytest.mark.requirement("R42")
def test_a_pool_is_named_by_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    """No tablet is crushed by half."""
    line = refused(capsys, *ORDER, "--pool", "2.5 tablet")

    assert line.startswith("ldn-compound plan: error: --pool: ")


@pytest.mark.requirement("R87")
def test_a_sheet_has_one_form(capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown and PDF together are refused: neither is quietly left out."""
    line = refused(capsys, *ORDER, "--markdown", "--pdf", "sheet.pdf")

    assert "argument --pdf: not allowed with argument --markdown" in line


@pytest.mark.requirement("R13")
def test_the_tablet_mass_has_no_default(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody knows what a tablet weighs without weighing it."""
    order = ("--strength", "4.5 mg", "--capsules", "100")
    for more in ((), ("--tablet-strength", "50 mg")):
        assert "--tablet-mass" in refused(capsys, *order, *more)


@pytest.mark.requirement("R87")
def test_options_are_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    """A part of an option's name is no option."""
    line = refused(capsys, *ORDER, "--tablet", "5")

    assert "unrecognized arguments" in line


def test_what_was_typed_does_not_act_in_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An escape that would rename the window is shown, not sent."""
    line = refused(capsys, *ORDER, "\x1b]0;owned\x07")

    assert "owned" in line
    assert line.isprintable()


def test_a_sheet_is_printed_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal that cannot show a name is said to be so, in one line."""
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO(), encoding="ascii"))

    assert main([*ORDER, *MEASURED, "--filler=λ"]) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert "expected a terminal that shows '\\u03bb', got ascii" in line


class Stopped(BytesIO):
    """A file that fails as it is written to."""

    def __init__(self, failure: BaseException) -> None:
        """Remember how."""
        super().__init__()
        self.failure = failure

    def write(self, _: object) -> int:
        """Fail."""
        raise self.failure


@pytest.mark.requirement("R87")
@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 141),
    ],
)
def test_what_is_stopped_ends_quietly(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failure: BaseException,
    status: int,
) -> None:
    """Ctrl-C is no fault, nor is a reader that has seen enough: no traceback."""
    stopped = TextIOWrapper(Stopped(failure), encoding="utf-8", write_through=True)
    monkeypatch.setattr(sys, "stdout", stopped)

    assert main([*ORDER, *MEASURED]) == status

    stopped.detach()
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What could not be written is said, with the reason of the system."""
    full = OSError(28, "No space left on device")
    stopped = TextIOWrapper(Stopped(full), encoding="utf-8", write_through=True)
    monkeypatch.setattr(sys, "stdout", stopped)

    assert main([*ORDER, *MEASURED]) == 2

    stopped.detach()
    (line,) = capsys.readouterr().err.splitlines()
    assert "No space left on device" in line


@pytest.mark.parametrize("closed", [True, False])
def test_no_output_at_all_is_no_success(
    monkeypatch: pytest.MonkeyPatch, *, closed: bool
) -> None:
    """A program that is started without an output must not report a sheet."""
    output = TextIOWrapper(BytesIO(), encoding="utf-8")
    output.close()
    monkeypatch.setattr(sys, "stdout", output if closed else None)

    assert main([*ORDER, *MEASURED]) == 141


@pytest.mark.requirement("R87")
@pytest.mark.parametrize(
    "command",
    [
        ["ldn_compound", "plan", *ORDER],
        ["ldn_compound", "--help"],
        ["ldn_compound.selftest"],
    ],
    ids=["sheet", "help", "selftest"],
)
def test_a_closed_pipe_is_no_success(command: list[str]) -> None:
    """`| head` that has ended: status 141, and nothing on standard error."""
    reads, writes = os.pipe()
    os.close(reads)
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", *command],
        stdout=writes,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writes)

    assert (run.returncode, run.stderr) == (141, b"")


def test_what_it_ends_with_says_what_came_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """0 a batch that is ready, 1 a draft, 2 no plan at all."""
    assert main([*ORDER, *MEASURED]) == 0
    assert main(ORDER) == 1
    assert main(order_but("--strength", "4,5 mg")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_module_runs() -> None:
    """`python -m ldn_compound plan` prints the sheet and ends with 0."""
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "ldn_compound", "plan", *ORDER, *MEASURED],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert run.returncode == 0
    assert "Count 10 tablets" in run.stdout


@pytest.mark.requirement("R87")
def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A script that misspells an option must not take the batch for planned."""
    line = refused(capsys, *ORDER, "--capsule", "200")

    assert "unrecognized arguments: --capsule" in line


def test_the_worksheet_can_be_german(capsys: pytest.CaptureFixture[str]) -> None:
    """The same batch in the language of the house."""
    sheet = " ".join(printed(capsys, "--language", "de").split())

    assert "gepulverte Tabletten mit Naltrexonhydrochlorid" in sheet
    assert "Soll: 1541 mg" in sheet


def test_the_worksheet_can_be_a_file_of_pdf(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It is written to the file that was named, and nothing is printed."""
    file = tmp_path / "sheet.pdf"

    assert printed(capsys, "--pdf", str(file)) == ""
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("asked", "size"),
    [((), (210, 297)), (("--paper", "Letter"), (215.9, 279.4))],
)
def test_the_paper_can_be_chosen(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    asked: tuple[str, ...],
    size: tuple[float, float],
) -> None:
    """A4 where nothing is said, or Letter; in millimetres of 72/25.4 points."""
    file = tmp_path / "sheet.pdf"

    printed(capsys, "--pdf", str(file), *asked)

    box = PdfReader(file).pages[-1].mediabox
    millimetres = [float(each) * 25.4 / 72 for each in (box.width, box.height)]
    assert millimetres == pytest.approx(size, abs=0.005)  # points have three decimals


@pytest.mark.requirement("R87")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--language", "fr"), "--language: expected 'en' or 'de', got 'fr'"),
        (("--paper", "A5"), "--paper: expected 'A4' or 'Letter', got 'A5'"),
        (("--pdf", "/no/folder/sheet.pdf"), "(No such file or directory); name a file"),
    ],
)
def test_what_cannot_be_printed_is_one_line(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], words: str
) -> None:
    """An unknown language or paper, no such folder: one line, status 2."""
    assert words in refused(capsys, *ORDER, *options)


def test_what_the_notes_ask_for_can_be_stated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Assay, spread, coat, contents and sensitivity: nothing is left to ask for."""
    stated = {
        "--tablets-weighed": "20",
        "--tablets-sd": "2 mg",
        "--tablets-assay": "98 %",
        "--tablets-coat": "none",
        "--tablets-contain": "lactose, gluten",
        "--filler-contains": "none",
        "--sensitivity": "6 mg",
        "--spare-capsules": "3",
        "--other-medicines": "none",
    }
    options = [text for option in stated.items() for text in option]

    sheet = " ".join(printed(capsys, *MEASURED, *options, "--annex").split())

    assert re.findall(r"\(([a-z-]+)\) \[", sheet) == []
    # 103 x 4.5 / 50 / 0.98 x 171.2 mg, and 6 mg / 5 %
    assert "Target: 1619 mg" in sheet
    assert "may weigh 120 mg or more" in sheet
    assert "Allergens: Contains lactose, gluten" in sheet


def test_contents_of_a_published_filler_can_be_stated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its packing stays published, and the sheet a draft."""
    sheet = printed(capsys, "--annex", "--filler-contains", "gluten")

    assert "Contains gluten" in " ".join(sheet.split())
    assert "(packing-published)" in sheet
