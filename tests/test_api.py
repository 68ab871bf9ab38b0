"""The public names: what another program calls stays as it is, or says that it goes.

Where a test here fails, a caller may trip. `docs/explanation/versioning.md` says what
to do; what is meant is written down with ``python -m tests.api``.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from difflib import unified_diff
from importlib import import_module
from typing import Any

import griffe
import pytest

from tests.api import (
    CODES,
    OPTIONS,
    PUBLIC,
    RECORD,
    ROOT,
    breakages,
    exported,
    lines,
    parts,
    promises,
    recorded,
    released,
    unannounced,
)
from tests.finding_codes import finding_codes

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
_UNSAID = """\
These changes since the last release break callers, and no new fragment says so:
  {unsaid}
Write changelog.d/+slug.breaking.md, or .deprecated.md if the old name stays for now."""
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


@pytest.mark.requirement("R91")
def test_what_broke_since_the_last_release_is_said() -> None:
    """Whoever records a break writes a fragment that tells the callers of it."""
    record, fragments = released()
    present = {path.name for path in (ROOT / "changelog.d").glob("*.md")}
    unsaid = unannounced(record, RECORD.read_text("utf-8"), present - fragments)

    assert not unsaid, _UNSAID.format(unsaid="\n  ".join(unsaid))


def test_every_name_that_is_exported_is_there() -> None:
    """A module gives each of the names that it exports, and at least one."""
    names = {module: exported(module) for module in PUBLIC}

    missing = [
        f"{module}.{name}"
        for module in PUBLIC
        for name in names[module]
        if not hasattr(import_module(module), name)
    ]

    assert all(names.values())
    assert missing == []


def test_documents_import_public_names_only() -> None:
    """What README and docs show to a user is a name that stays."""
    parts = [each for each in (ROOT / "docs").iterdir() if each.name != "_build"]
    pages = [path for part in parts for path in (part, *part.rglob("*.md"))]
    texts = [
        page.read_text("utf-8")
        for page in (ROOT / "README.md", *pages)
        if page.suffix == ".md"
    ]
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


# -- what the lines say: each case is a made-up package, and what was done to it

SHOP = {
    "__init__.py": '''\
from attrs import field, frozen
from .sizes import _HOLES, Size
@frozen(kw_only=True)
class Tray:
    holes: int = field(default=_HOLES)
    def filled(self, capsules=_HOLES):
        """Fill it.

        Raises
        ------
        FieldError
            If there are more capsules than holes.
        """
def plan(order, *, sizes=(_HOLES, "small"), kind=Size):
    """Plan a batch.

    Raises
    ------
    UnitError
        If a comma stands in an amount.
    FieldError
        If nothing is ordered.
    """
''',
    "sizes.py": """\
_ROWS = 10
_HOLES = 10 * _ROWS
class Size: ...
""",
}


def shop(**changed: str) -> dict[str, str]:
    """Return what is public of the shop, with other text in some of its files."""
    sources = SHOP | {f"{name}.py": text for name, text in changed.items()}
    with griffe.temporary_visited_package(
        "shop", sources, resolve_aliases=True
    ) as package:
        each = [
            line for name in ("Tray", "plan") for line in lines(name, package[name])
        ]
    return {"shop": "\n".join(each)}


def test_a_line_shows_the_value_of_a_default_and_the_documented_errors() -> None:
    """A reader of the record sees what a caller gets who says nothing, and when not."""
    assert (
        shop()["shop"]
        == """\
class Tray:
    def __init__(self, *, holes=10 * 10) -> None: ...
    holes: int
    def filled(self, capsules=10 * 10): ...
    # Tray.filled raises FieldError
def plan(order, *, sizes=(10 * 10, 'small'), kind=Size): ...
# plan raises FieldError
# plan raises UnitError"""
    )


def test_another_value_behind_the_name_of_a_default_is_a_breakage() -> None:
    """A call that leaves the tray to the library gets another one: that is told."""
    new = shop(sizes=SHOP["sizes.py"].replace("_ROWS = 10", "_ROWS = 6"))

    broken = breakages(shop(), new)

    assert [each.split(": ")[0] for each in broken] == [
        "shop.Tray.__init__(holes)",
        "shop.Tray.filled(capsules)",
        "shop.plan(sizes)",
    ]


def test_another_name_for_the_same_default_breaks_nobody() -> None:
    """What a constant is called inside the library may change at any time."""
    renamed = {
        name.removesuffix(".py"): text.replace("_HOLES", "_USUAL")
        for name, text in SHOP.items()
    }

    assert shop(**renamed) == shop()


def test_another_documented_error_is_another_line() -> None:
    """A reviewer sees that a caller who catches an error has to catch another."""
    new = shop(__init__=SHOP["__init__.py"].replace("UnitError", "DoseError"))

    changed = set(new["shop"].splitlines()) ^ set(shop()["shop"].splitlines())

    assert changed == {"# plan raises DoseError", "# plan raises UnitError"}


# -- the commands: each case is an option, and what was done to it


def command(*names: str, **options: Any) -> dict[str, str]:
    """Return what is public of a command that has one option."""
    parser = ArgumentParser(prog="shop", add_help=False)
    if names:
        parser.add_argument(*names, **options)
    return {OPTIONS: "\n".join(promises(parser))}


TAKEN = [
    ({}, ["takes a value", "is None by default"]),
    ({"default": "3"}, ["takes a value", "is '3' by default"]),
    ({"required": True}, ["takes a value", "is required"]),
    ({"action": "store_true"}, ["takes nothing", "is False by default"]),
    ({"nargs": "+"}, ["takes a value, + times", "is None by default"]),
    (
        {"choices": ["a", "b"], "default": "a"},
        ["takes the value 'a'", "takes the value 'b'", "is 'a' by default"],
    ),
]


@pytest.mark.parametrize(("options", "said"), TAKEN, ids=[str(x[0]) for x in TAKEN])
def test_what_an_option_takes_is_told(options: dict[str, Any], said: list[str]) -> None:
    """A script relies on what an option takes, and on what it is without it."""
    assert command("--size", **options)[OPTIONS].splitlines() == [
        f"shop --size {each}" for each in said
    ]


def test_every_way_to_write_an_option_is_told() -> None:
    """A script may use the short name or the long one."""
    old, new = command("-s", "--size", required=True), command("--size", required=True)

    assert breakages(old, new) == [f"{OPTIONS}: 'shop -s takes a value' is gone"]


SIZE = command("--size", choices=["3", "4"])
BROKEN = [
    ({"choices": ["3"]}, ["takes the value '4'"]),
    ({"choices": ["3", "4"], "default": "3"}, ["is None by default"]),
    (
        {"choices": ["3", "4"], "nargs": "+"},
        ["takes the value '3'", "takes the value '4'"],
    ),
    (
        {"action": "store_true", "default": None},
        ["takes the value '3'", "takes the value '4'"],
    ),
]


@pytest.mark.parametrize(("options", "gone"), BROKEN, ids=[str(x[0]) for x in BROKEN])
def test_an_option_that_changes_is_a_breakage(
    options: dict[str, Any], gone: list[str]
) -> None:
    """A script trips over an option that takes or means something else."""
    assert breakages(SIZE, command("--size", **options)) == [
        f"{OPTIONS}: {f'shop --size {each}'!r} is gone" for each in gone
    ]


def test_a_new_option_breaks_only_where_it_is_required() -> None:
    """A script that does not know an option still runs, unless it has to be given."""
    (broken,) = breakages(command(), command("--size", required=True))

    assert broken == f"{OPTIONS}: 'shop --size is required' is new"
    assert breakages(command(), SIZE) == []


def test_one_more_choice_breaks_nobody() -> None:
    """Every value that an option took is still taken."""
    assert breakages(SIZE, command("--size", choices=["3", "4", "5"])) == []


@pytest.mark.parametrize("prog", ["ldn-compound", "ldn-compound plan"])
def test_the_options_of_a_command_are_recorded(prog: str) -> None:
    """A script that calls a command finds in the record what it may rely on."""
    assert f"{prog} --help takes nothing" in recorded()[OPTIONS].splitlines()


# -- what is said of a break: each case is two records and the fragments between them

HEAD = "# What other programs may call.\n"
BEFORE = f"{HEAD}\n## shop\n{OLD}\n"
AFTER = BEFORE.replace("def plan", "def plans")


@pytest.mark.parametrize("fragments", [set[str](), {"+plan.added.md", "+p.fixed.md"}])
def test_a_break_without_a_fragment_is_told(fragments: set[str]) -> None:
    """A removal that the changelog keeps from the callers is found."""
    assert unannounced(BEFORE, AFTER, fragments) == [
        "shop.plan: Public object was removed"
    ]


@pytest.mark.parametrize(
    "name", ["+p.breaking.md", "+p.deprecated.md", "8.breaking.1.md"]
)
def test_a_break_with_its_fragment_is_said(name: str) -> None:
    """A removal that the changelog tells the callers of is as it should be."""
    assert unannounced(BEFORE, AFTER, {"+other.added.md", name}) == []


def test_what_breaks_nobody_needs_no_fragment_of_a_break() -> None:
    """What is only new, or as it was, needs no word of a break."""
    assert unannounced(BEFORE, BEFORE, ()) == []
    assert unannounced(BEFORE, BEFORE + "def sell() -> None: ...\n", ()) == []


@pytest.mark.parametrize("before", ["", BEFORE.replace("# What", "# Form 1. What")])
def test_without_a_record_of_the_same_form_nothing_is_told(before: str) -> None:
    """Without a checkout, or with a record of another form, nothing is compared."""
    assert unannounced(before, AFTER, ()) == []
