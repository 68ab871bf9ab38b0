"""The version of the published figures: it follows the data files and nothing else."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import pytest

from ldn_compound.reference.version import data_version


@pytest.mark.requirement("R81")
def test_it_is_the_hash_of_all_data_files() -> None:
    """Names and texts, in the order of the alphabet, each ended by a zero byte."""
    tables = {
        each.name: each.read_text("utf-8")  # which reads every line break as one
        for each in files("ldn_compound.reference").iterdir()
        if each.name.endswith(".toml")
    }

    whole = "".join(f"{name}\0{tables[name]}\0" for name in sorted(tables))

    assert len(tables) > 5
    assert data_version() == sha256(whole.encode()).hexdigest()
