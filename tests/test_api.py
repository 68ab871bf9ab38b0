"""The public names: what another program calls stays as it is, or says that it goes.

Where a test here fails, a caller may trip. `docs/explanation/versioning.md` says what
to do; what is meant is written down with ``python -m tests.api``.
"""

from __future__ import annotations

import re
from difflib import unified_diff
from importlib import import_module
from pathlib import Path

import pytest

from tests.api import (
    CODES,
    OPTIONS,
    PUBLIC,
    breakages,
    exported,
    parts,
    recorded,
)
from tests.finding_codes import finding_codes

ROOT = Path(__file__).parents[1]
_BROKEN = """\
These changes break callers:
  {broken}
Keep the old name, deprecated, beside the new one (changelog.d/+slug.deprecated.md), or
say what breaks (changelog.d/+slug.breaking.md); then record it: python -m tests.api"""
_CHANGED = """\
The public names are not those in tests/public-api.txt:
{difference}
If that is meant, say so in changelog.d/+slug.added.md (or .results, .breaking,
.deprecated) and record it: python -m tests.api"""
_IMPORT = re.compile(
    r"^(?:>>> |\.\.\. )?from (ldn_compound[\w.]*) import (\([^)]*\)|.*)", re.MULTILINE
)


@pytest.mark.requirement("R91")
def test_nothing_that_others_call_broke() -> None:
    """No name, parameter, field or code of a finding is gone or has another default."""
    broken = breakages(recorded(), parts())

    assert not broken, _BROKEN.format(broken="\n  ".join(broken))


@pytest.mark.requirement("R91")
def test_every_public_name_is_written_down() -> None:
    """What is new or has changed is written down, on purpose and with a fragment."""
    old, new = recorded(), parts()
    difference = [
        f"{part}: {line}"
        for part in sorted(old.keys() | new.keys())
        for line in unified_diff(
            old.get(part, "").splitlines(),
            new.get(part, "").splitlines(),
            n=0,
            lineterm="",
        )
        if not line.startswith(("---", "+++", "@@"))
    ]

    assert not difference, _CHANGED.format(difference="\n".join(difference))


@pytest.mark.parametrize("module", PUBLIC)
def test_every_name_that_is_exported_is_there(module: str) -> None:
    """A module gives each of the names that it exports, and at least one."""
    names = exported(module)

    assert names
    assert all(hasattr(import_module(module), name) for name in names)


def test_documents_import_public_names_only() -> None:
    """What README and docs show to a user is a name that stays."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    texts = [page.read_text("utf-8") for page in pages if "_build" not in page.parts]
    imported = {
        (module, name)
        for text in texts
        for module, names in _IMPORT.findall(text)
        for name in re.findall(r"\w+", names)
    }

    assert imported
    unknown = {
        (module, name)
        for module, name in imported
        if f"{module}.{name}" not in PUBLIC
        if module not in PUBLIC or name not in exported(module)
    }
    assert not unknown


def test_every_code_in_use_is_recorded() -> None:
    """A program that acts on a finding finds its code in the record, by severity."""
    lines = [f"{code}: {' or '.join(each)}" for code, each in finding_codes().items()]

    assert recorded()[CODES].splitlines() == lines


def test_codes_of_findings_are_words_with_hyphens() -> None:
    """A code can be a key, a file name or part of an address in any system."""
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in finding_codes())


# -- what is noticed: each case is an old record, and what the new one did to it

OLD = """\
class Tray:
    def __init__(self, holes, *, name='tray') -> None: ...
    holes: int
    def filled(self, capsules: int) -> int: ...
def plan(order: str, *, spare: int = 0) -> int: ...
from ldn_compound import Q"""
CHANGES = [
    ("    holes: int\n", "", "shop.Tray.holes: Public object was removed"),
    (
        "    def filled(self, capsules: int) -> int: ...\n",
        "",
        "shop.Tray.filled: Public object was removed",
    ),
    ("holes, *", "holes, size, *", "Tray.__init__(size): Parameter was added as req"),
    ("holes, *, ", "*, holes, ", "Tray.__init__(holes): Parameter kind was changed"),
    ("name='tray'", "name='T'", "Tray.__init__(name): Parameter default was changed"),
    ("spare: int", "spares: int", "shop.plan(spare): Parameter was removed"),
    ("def plan", "def plans", "shop.plan: Public object was removed"),
    ("from ldn_compound import Q", "", "shop.Q: Public object was removed"),
]


@pytest.mark.parametrize(("old", "new", "told"), CHANGES, ids=[x[2] for x in CHANGES])
def test_what_breaks_a_caller_is_noticed(old: str, new: str, told: str) -> None:
    """A name or a parameter that goes, moves or means something else is a breakage."""
    (broken,) = breakages({"shop": OLD}, {"shop": OLD.replace(old, new)})

    assert told in broken


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("spare: int = 0", "spare: int = 0, excess: int = 0"),
        ("    holes: int\n", "    holes: int\n    maker: str\n"),
        ("from ldn_compound import Q", "def Q(value: str) -> str: ..."),
    ],
)
def test_what_breaks_nobody_is_no_breakage(old: str, new: str) -> None:
    """An option, a field or another home of a name leaves old calls as they were."""
    assert breakages({"shop": OLD}, {"shop": OLD.replace(old, new)}) == []


@pytest.mark.parametrize("part", [CODES, OPTIONS])
def test_a_code_or_option_that_goes_is_a_breakage(part: str) -> None:
    """A code or an option of the command that is renamed or graded anew breaks."""
    old, new = {part: "allergen: stop\nopioid: stop"}, {part: "allergen: stop"}

    assert breakages(old, new) == [f"{part}: 'opioid: stop' is gone"]
    assert breakages(new, old) == []


def test_a_module_that_goes_is_a_breakage() -> None:
    """A module that is moved breaks whoever imports from it."""
    assert breakages({"shop": OLD}, {}) == ["shop: gone"]
