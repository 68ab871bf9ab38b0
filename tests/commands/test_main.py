"""The command line: which command runs, and how little is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from runpy import run_module

import pytest

from ldn_compound.__main__ import main
from ldn_compound.commands.names import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It has a parser, which has its name, and its help ends well."""
    module = import_module(f"ldn_compound.commands.{name}")

    assert module.parser().prog == f"ldn-compound {name}"
    with pytest.raises(SystemExit, match=r"^0$"):
        main([name, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: ldn-compound {name}")


def test_a_command_gets_the_rest_of_the_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its status is that of the program."""
    assert main(["plan", "--strength", "4,5 mg"]) == 2
    assert "ldn-compound plan: error: --strength" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["plam"], "argument COMMAND: invalid choice: 'plam' (choose from"),
        (["--strength", "4.5 mg"], "required: COMMAND"),
    ],
)
def test_what_is_no_command_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """In one line, with the commands there are."""
    with pytest.raises(SystemExit, match=r"^2$"):
        main(arguments)

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("ldn-compound: error: ")
    assert told in line


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The version as installed, without a batch."""
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["--version"])

    assert capsys.readouterr().out == f"ldn-compound {version('ldn-compound')}\n"


def test_the_command_line_of_the_process_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where none is given."""
    monkeypatch.setattr(sys, "argv", ["ldn-compound", "schema", "order"])

    assert main() == 0
    assert '"title": "Order"' in capsys.readouterr().out


def test_the_module_ends_with_the_status_of_its_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m ldn_compound` is the command line."""
    monkeypatch.setattr(sys, "argv", ["ldn_compound", "plan", "--strength", "4,5 mg"])
    monkeypatch.delitem(sys.modules, "ldn_compound.__main__")
    with pytest.raises(SystemExit, match=r"^2$"):
        run_module("ldn_compound", run_name="__main__", alter_sys=True)

    assert capsys.readouterr().out == ""


def test_help_loads_no_units() -> None:
    """Nobody waits for pint to read which commands there are."""
    code = (
        "import sys; from ldn_compound.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print('pint' in sys.modules)"
    )
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert run.stdout.endswith("False\n")
