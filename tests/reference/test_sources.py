"""Sources: every key that the library prints leads to one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ldn_compound
from ldn_compound import FieldError, UnknownNameError, reference
from ldn_compound.reference.sources import sources_part
from ldn_compound.reference.tables import rows, table, with_source


def test_a_source_says_what_it_is() -> None:
    """A source has a title, a whole address or none, and a word on its trust."""
    for found in map(reference.source, table("sources")):
        assert found.title, found
        assert found.address == "" or found.address.startswith("http"), found
        assert found.trust in {"read", "secondary", "unverified", "own"}, found


#: The lists of rows in the data files.
LISTS = (
    ("shells", "shell"),
    ("fillers", "pack_statistic"),
    ("fillers", "density"),
    ("molecules", "form"),
    ("screening", "filler"),
    ("screening", "shell"),
    ("screening", "allergen"),
    ("screening", "medicine"),
    ("screening", "condition"),
    ("identifiers", "code"),
    ("application_identifiers", "identifier"),
)


@pytest.mark.requirement("R81")
def test_every_row_leads_to_its_source() -> None:
    """A row of a data file names a source that exists."""
    for name, key in LISTS:
        for row in rows(name, key):
            assert reference.source(row["source"]).title, row


def test_every_citation_leads_to_its_source() -> None:
    """What a docstring cites can be looked up."""
    library = Path(ldn_compound.__file__).parent
    cited = {
        key
        for module in library.rglob("*.py")
        for key in re.findall(
            r"^ *\.\. \[([a-z0-9.-]+)\] ", module.read_text("utf-8"), re.MULTILINE
        )
    }

    assert len(cited) > 40
    assert cited <= set(table("sources"))


def test_an_unknown_source_is_refused() -> None:
    """A key that leads nowhere is an error, not an empty citation."""
    with pytest.raises(UnknownNameError, match=r"source: .* such as 'letco-td-005'"):
        reference.source("letco")


@pytest.mark.requirement("R81")
def test_a_row_without_source_is_refused() -> None:
    """The loader takes no figure that nobody vouches for."""
    row = {"size": "3", "volume": "0.3 mL"}

    with pytest.raises(FieldError, match=r"source: expected a source .* shells\.toml"):
        with_source([row], "shells")


@pytest.mark.requirement("R81")
def test_the_page_of_references_lists_every_source() -> None:
    """What a finding or a formula names can be looked up, with how far to trust it."""
    page = (Path(__file__).parents[2] / "docs" / "references.md").read_text("utf-8")

    for key in table("sources"):
        each = reference.source(key)
        entry = page.partition(f"### {key}\n")[2].partition("\n### ")[0]
        assert f"- Title: {each.title}" in entry.replace("\\", ""), key
        assert each.address in entry, key
        assert f"- Trust: `{each.trust}`" in entry, key
        date = table("sources")[key].get("date")
        assert ("- Date: " in entry) == (f"- Date: {date}\n" in entry) == bool(date), (
            key
        )


def test_the_sources_of_a_document_are_listed_once_each() -> None:
    """By key, with title, trust where it is not plain, and address if there is one."""
    part = sources_part(["letco-capsules", "acg-sizes", "letco-capsules"])

    letco, acg = map(reference.source, ("letco-capsules", "acg-sizes"))
    assert part.rows == (
        ("acg-sizes", f"ACG capsule sizes, Knowt note (secondary) {acg.address}"),
        ("letco-capsules", f"Formulating Capsules Guide, Letco {letco.address}"),
    )


#: Where people upload copies: an inspector cannot hold such a page against the book.
_UPLOADED = (
    *("123dok", "coursehero", "drugfuture", "imedi.", "knowt", "medikamio"),
    *("myhealthbox", "newdruginfo", "passeidireto", "pharmacopeia.cn", "scribd"),
    *("studylib", "stuvia", "trabalhosfeitos", "trungtamthuoc", "uspbpep", "yumpu"),
)


@pytest.mark.requirement("R81")
def test_a_copy_that_somebody_uploaded_is_marked_in_print() -> None:
    """Exam papers, uploads and mirrors stand on no sheet as if they were the book."""
    for key in table("sources"):
        each = reference.source(key)
        copied = any(host in each.address for host in _UPLOADED)
        if copied or each.note.startswith(("a mirror", "an uploaded", "a copy of the")):
            assert each.trust in {"secondary", "unverified"}, key
            ((_, printed),) = sources_part([key]).rows
            assert f"({each.trust})" in printed, key


@pytest.mark.requirement("R81")
@pytest.mark.parametrize(
    ("file", "kind", "where", "says"),
    [
        ("shells", "shell", {"maker": "novapharma"}, "complete joined capsule"),
        ("shells", "shell", {"maker": "capslr", "volume": "0.9 mL"}, "0.93 mL"),
        ("molecules", "form", {"molar_mass": "413.895"}, "(dihydrate-humidity)"),
        (
            "fillers",
            "filler",
            {"name": "hydroxypropyl methylcellulose K100"},
            "100,000 cps",
        ),
        ("fillers", "density", {"source": "iff-avicel"}, "a range"),
    ],
)
def test_a_figure_says_what_its_page_says_of_it(
    file: str, kind: str, where: dict[str, str], says: str
) -> None:
    """What a page adds to its figure is not dropped."""
    found = [
        row
        for row in table(file)[kind]
        if all(row.get(name) == value for name, value in where.items())
    ]

    assert found
    assert all(says in row["note"] for row in found)


@pytest.mark.requirement("R81")
def test_the_conflict_on_how_full_a_shell_is_stands_beside_the_figure() -> None:
    """One page advises 80-95 %, another fills shells completely."""
    note = table("policies")["common"]["least_filled"]["note"]

    assert "80-95 %" in note
    assert "letco-capsules fills shells completely" in note
