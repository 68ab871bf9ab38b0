"""The process: the library opens no socket, starts no program and writes no file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.requirement("R97")
def test_nothing_leaves_the_process() -> None:
    """Planning, printing, JSON, FHIR and columns only compute; all imports included."""
    run = subprocess.run(
        [sys.executable, "-B", "-m", "tests.security.watching"],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )

    done, *on_purpose = run.stdout.splitlines()
    assert done == "done"  # nothing was noted before
    assert on_purpose == ["write /dev/null", "socket.__new__"]
