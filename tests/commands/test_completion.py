"""Completion: a shell completes commands and options."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

from ldn_compound.commands.completion import main
from ldn_compound.commands.names import COMMANDS


def test_bash_completes_commands_and_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As bash itself does it, with what was printed."""
    assert main(["bash"]) == 0
    script = tmp_path / "completion"
    script.write_text(capsys.readouterr().out, "utf-8")
    bash = which("bash")
    assert bash is not None

    def completed(*words: str) -> list[str]:
        """Return what bash offers for the last of some words."""
        code = (
            f"source {script}; COMP_WORDS=({' '.join(words)}); "
            f"COMP_CWORD={len(words) - 1}; _shtab_ldn_compound; "
            'echo "${COMPREPLY[@]}"'
        )
        run = subprocess.run(  # noqa: S603 - bash, with a script of ours
            [bash, "-c", code], capture_output=True, text=True, check=True
        )
        return run.stdout.split()

    assert completed("ldn-compound", "pa") == ["papers"]
    assert "--tablet-mass" in completed("ldn-compound", "plan", "--tablet-m")
    assert completed("ldn-compound", "schema", "or") == ["order"]


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_have_every_command(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In their own language."""
    assert main([shell]) == 0
    text = capsys.readouterr().out

    assert all(name in text for name in COMMANDS)
