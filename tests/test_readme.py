"""The README shows what the library prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ldn_compound.__main__ import main

README = Path(__file__).parents[1] / "README.md"


def test_the_sheet_in_the_readme_is_the_sheet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The bench sheet in the README begins as the command of the README prints it."""
    text = README.read_text("utf-8")
    (shown,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)

    (command,) = re.findall(r"ldn-compound (plan .*)\n", text)
    assert main(shlex.split(command)) == 0

    assert capsys.readouterr().out.startswith(shown)
