"""Profile and order from the command line: begun, checked and changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ldn_compound import DocumentError, FieldError, Q
from ldn_compound.commands.order import main as order
from ldn_compound.commands.profile import main as profile
from ldn_compound.commands.schema import main as schema
from ldn_compound.interop.json import json_schema
from ldn_compound.orders import (
    NEW_ORDER,
    NEW_PROFILE,
    Order,
    Profile,
    changed_profile,
    made_schema,
    order_schema,
    profile_schema,
)
from tests.orders.examples import PROFILE


def test_new_files_are_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is read as it is; what is there is not written over."""
    files = tmp_path / "profile.toml", tmp_path / "order.toml"
    for command, file in zip((profile, order), files, strict=True):
        assert command(["new", str(file)]) == 0
        assert capsys.readouterr().out == f"{file}\n"
        assert command(["new", str(file)]) == 2
        assert "file: expected the name of a file that" in capsys.readouterr().err
        assert command(["new", "\0"]) == 2
        capsys.readouterr()

    assert Profile.load(files[0]) == Profile.loads(NEW_PROFILE)
    assert Order.loads(files[1].read_text("utf-8")) == Order.loads(NEW_ORDER)


def test_what_lacks_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line each, and status 1; nothing where nothing lacks, and 0."""
    file = tmp_path / "profile.toml"
    file.write_text(PROFILE, "utf-8")
    assert profile(["check", str(file)]) == 0
    assert capsys.readouterr().out == "nothing lacks\n"
    assert profile(["check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []

    file.write_text(NEW_PROFILE, "utf-8")
    assert profile(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("materials: expected a drug source")
    assert told.endswith("profile forms` prints the sheets to measure it with\n")
    assert profile(["check", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0] == {
        "path": "materials",
        "message": "expected a drug source, got none",
        "hint": "state [materials.NAME]",
    }

    file.write_text("a = 1\nb = 2\n", "utf-8")
    assert profile(["check", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_the_forms_to_measure_with_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Tablets one by one, and shells full and empty."""
    assert profile(["forms", "--language", "en"]) == 0

    text = capsys.readouterr().out
    assert "tablet" in text.splitlines()[0].lower()
    assert "shell" in text


def test_values_are_changed_and_comments_kept(tmp_path: Path) -> None:
    """Only the value is another."""
    file = tmp_path / "profile.toml"
    text = PROFILE.replace("weighed = 20", "weighed = 20  # by AB")
    file.write_text(text, "utf-8")

    changes = ["materials.tablets50.weighed=30", "balances.main.sensitivity = 6 mg"]
    assert profile(["set", str(file), *changes]) == 0

    changed = file.read_text("utf-8")
    assert "weighed = 30 # by AB" in changed.replace("  #", " #")
    loaded = Profile.loads(changed)
    assert loaded.balance("main").sensitivity == Q("6 mg")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "materials.tablets50.weighed=x",
            "tablets50.weighed: expected a whole",
        ),
        ("weighed", "changes: expected PATH=VALUE, got 'weighed'"),
        ("pharmacy.name.x=1", "path: expected the path of a value"),
        ("=1", "expected one of the keys"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str, told: str
) -> None:
    """The file stays as it was."""
    file = tmp_path / "profile.toml"
    file.write_text(PROFILE, "utf-8")

    assert profile(["set", str(file), change]) == 2
    assert told in capsys.readouterr().err
    assert file.read_text("utf-8") == PROFILE


def test_a_value_is_taken_out_and_a_table_begun() -> None:
    """`None` takes it out; what leads to a new value is made."""
    changed = changed_profile(
        PROFILE,
        {
            "pharmacy.policy": None,
            "trays.small.holes": 24,
            "materials.ph105.lots[0].on_hand": "250 g",
        },
    )

    loaded = Profile.loads(changed)
    assert loaded.tray("small").holes == 24
    assert "policy" not in changed
    assert loaded.material("ph105", "filler").lots[0].on_hand == Q("250 g")
    with pytest.raises(FieldError, match="path: expected the path"):
        changed_profile(PROFILE, {"pharmacy.phone": None})
    with pytest.raises(DocumentError, match="valid TOML"):
        changed_profile("a = ", {})


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("order", order_schema()),
        ("profile", profile_schema()),
        ("made", made_schema()),
        ("document", json_schema()),
    ],
)
def test_schemas_are_printed(
    capsys: pytest.CaptureFixture[str], of: str, expected: object
) -> None:
    """As JSON, for another program."""
    assert schema([of]) == 0
    assert json.loads(capsys.readouterr().out) == expected
