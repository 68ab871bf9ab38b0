"""The data files say what their sources print: each figure stands twice.

`as_printed.toml` has the figures as their pages print them, written down from the notes
on the sources; here they are read, and compared with those that the library uses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ldn_compound import Q
from ldn_compound.model.period import Period, period
from ldn_compound.reference.tables import SENTENCES, rows, table

PRINTED = tomllib.loads(Path(__file__).with_name("as_printed.toml").read_text("utf-8"))
#: Begins the reason of a figure that no page prints.
HOUSE = "house: "
#: Figures, by source or file, name and whatever else tells one from the other.
Figures = dict[tuple[str, ...], Any]


def amount(text: str) -> Any:
    """Return what a text says: an amount, or what one operation makes of two."""
    if operated := re.fullmatch(r"(.+) ([-*/]) (.+)", text):
        one, other = amount(operated[1]), amount(operated[3])
        match operated[2]:
            case "-":
                return one - other
            case "*":
                return one * other
            case _:
                return one / other
    if re.fullmatch(r"[\d.]+", text):
        return Fraction(text)
    return Q(f"0{text}" if text.startswith(".") else text)


def lasting(text: str) -> Period:
    """Return the period that a text says; a week has 7 days, a year 12 months."""
    number, _, unit = text.rpartition(" ")
    count = int(number or 1)
    match unit.removesuffix("s"):
        case "week":
            return Period(7 * count, "day")
        case "year":
            return Period(12 * count, "month")
        case _:
            return period(text)


def of_file(value: Any) -> Any:
    """Return a figure of a data file."""
    if isinstance(value, int):
        return Fraction(value)
    return period(value) if re.search(r"days?$|months?$", value) else Q(value)


def as_on_page(figure: str) -> Any:
    """Return a figure of a page."""
    is_period = re.search(r"(day|week|month|year)s?$", figure)
    return lasting(figure) if is_period else amount(figure)


def cells(printed: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield each cell of a printed table: first column, heading, and what it says."""
    for row in printed["rows"]:
        for heading, cell in zip(printed["columns"][1:], row[1:], strict=True):
            name, _, unit = heading.partition(" [")
            if cell:
                yield row[0], name, amount(f"{cell} {unit.rstrip(']')}".strip())


def full_name(name: str) -> str:
    """Return what the library calls a filler that a page calls otherwise."""
    (found,) = [
        row["name"]
        for row in table("fillers")["filler"]
        if name in (row["name"], *row["also"])
    ]
    return str(found)


def shells_printed() -> Figures:
    """Return the figures of shells as printed."""
    return {
        (page["source"], page["maker"], page.get("note", ""), size, name): value
        for page in PRINTED["shells"]
        for size, name, value in cells(page)
    }


def shells_used() -> Figures:
    """Return the figures of shells that the library has."""
    kinds = {page.get("note", "") for page in PRINTED["shells"]}
    return {
        (
            *(row["source"], row["maker"], row["note"] if row["note"] in kinds else ""),
            *(row["size"], name),
        ): Q(row[name])
        for row in rows("shells", "shell")
        for name in ("volume", "empty_mass")
        if name in row
    }


def packings_printed() -> Figures:
    """Return the figures of how fillers pack as printed."""
    page = PRINTED["pack_statistics"]
    full: Figures = {
        (page["source"], full_name(name), size): Q(f"{value} {page['unit']}")
        for size, name, value in cells(page)
    }
    dense: Figures = {
        (page["source"], full_name(name), basis): value
        for page in PRINTED["densities"]
        for name, basis, value in cells(page)
    }
    return full | dense


def packings_used() -> Figures:
    """Return the figures of how fillers pack that the library has."""
    full: Figures = {
        (row["source"], row["filler"], row["size"]): Q(row["mass"])
        for row in rows("fillers", "pack_statistic")
    }
    dense: Figures = {
        (row["source"], row["filler"], row["basis"]): Q(row["value"])
        for row in rows("fillers", "density")
    }
    return full | dense


def single_printed() -> Figures:
    """Return the single figures as printed."""
    return {
        (file, group, name): as_on_page(figure)
        for file in ("policies", "quality_limits", "usual", "titrations", "beyond_use")
        for group, figures in PRINTED[file].items()
        for name, (figure, _) in figures.items()
    }


def single_used() -> Figures:
    """Return the single figures that the library has."""
    found = {
        (file, group, name): row["value"]
        for file in ("policies", "quality_limits")
        for group, figures in table(file).items()
        for name, row in figures.items()
    }
    found |= {
        ("usual", group, end): row[end]
        for group, row in table("usual").items()
        for end in ("least", "greatest")
    }
    found |= {
        ("titrations", row["name"], name): row[name]
        for row in rows("titrations", "titration")
        for name in ("start", "step", "every", "target")
    }
    found |= {
        ("beyond_use", row["name"], name): row[name]
        for key, name in (("rule", "limit"), ("study", "length"))
        for row in rows("beyond_use", key)
    }
    return {
        place: of_file(value)
        for place, value in found.items()
        if not isinstance(value, bool) and re.match(r"\d", str(value))
    }


def codes_printed() -> Figures:
    """Return codes, formulas and molar masses as printed."""
    codes = {
        ("identifiers", *place.split(", ")): value
        for place, value in PRINTED["identifiers"].items()
    }
    return codes | {
        ("molecules", name, field): value
        for name, fields in PRINTED["molecules"].items()
        for field, value in fields.items()
    }


def codes_used() -> Figures:
    """Return codes, formulas and molar masses that the library has."""
    codes = {
        ("identifiers", row["name"], row["system"]): row["value"]
        for row in rows("identifiers", "code")
    }
    return codes | {
        ("molecules", row["name"], field): row[field]
        for row in rows("molecules", "form")
        for field in ("formula", "molar_mass", "unii")
        if field in row
    }


def formats_printed() -> Figures:
    """Return the formats of the elements of GS1 as the dictionary writes them."""
    return {
        (f"{code:0{len(first)}}",): PRINTED["application_identifiers"][key]
        for key in PRINTED["application_identifiers"]
        for first, _, last in [key.partition("-")]
        for code in range(int(first), int(last or first) + 1)
    }


def formats_used() -> Figures:
    """Return the formats of the elements of GS1 that the library has, as it does."""
    return {
        (f"{code:0{len(first)}}",): f"{star}{row['format']}"
        for row in rows("application_identifiers", "identifier")
        for first, _, last in [row["codes"].partition("-")]
        for star in ["* " if row.get("predefined") else ""]
        for code in range(int(first), int(last or first) + 1)
    }


def sentences_printed() -> Figures:
    """Return the figures in sentences for people as printed."""
    return {(place,): figures for place, figures in PRINTED["sentences"].items()}


def sentences_used() -> Figures:
    """Return the figures in the sentences that people read, by file, row and field."""
    found = {
        (f"{file}, {row.get('id') or row.get('name') or row.get('code')}, {field}",): (
            re.findall(r"\d+(?:\.\d+)?", row.get(field, ""))
        )
        for file, fields in SENTENCES.items()
        for key in table(file)
        for row in table(file)[key]
        for field in fields
    }
    return {place: figures for place, figures in found.items() if figures}


@pytest.mark.requirement("R81")
@pytest.mark.parametrize(
    ("printed", "used"),
    [
        pytest.param(shells_printed, shells_used, id="shells"),
        pytest.param(packings_printed, packings_used, id="fillers"),
        pytest.param(single_printed, single_used, id="rules and limits"),
        pytest.param(codes_printed, codes_used, id="codes"),
        pytest.param(formats_printed, formats_used, id="elements of GS1"),
        pytest.param(sentences_printed, sentences_used, id="sentences"),
    ],
)
def test_every_figure_is_that_of_its_page(printed: Any, used: Any) -> None:
    """No digit of a figure is another than on its page, and no figure is left out."""
    on_pages, in_files = printed(), used()

    other = {
        place: (on_pages[place], in_files[place])
        for place in on_pages.keys() & in_files.keys()
        if on_pages[place] != in_files[place]
    }

    assert on_pages.keys() == in_files.keys()
    assert other == {}


def test_every_figure_stands_in_its_words() -> None:
    """Each number that a figure is made of is among the words of the page beside it."""
    missing = [
        (file, group, name, number)
        for file in ("policies", "quality_limits", "usual", "titrations", "beyond_use")
        for group, figures in PRINTED[file].items()
        for name, (figure, words) in figures.items()
        if not words.startswith(HOUSE)
        for number in re.findall(r"[\d.]+|week|year", figure)
        if number != "100"  # the whole, of which pages name the ends of a window
        if number not in re.findall(r"\d+(?:\.\d+)?|week|year", words)
    ]

    assert missing == []


def test_a_reason_is_given_for_choices_of_ours_only() -> None:
    """What no page prints is a choice of this library, and the data files say so."""
    for file in ("policies", "quality_limits"):
        for group, figures in PRINTED[file].items():
            for name, (_, words) in figures.items():
                source = table(file)[group][name]["source"]
                assert words.startswith(HOUSE) == (source == "house"), (group, name)
    for group, ends in PRINTED["usual"].items():
        for _, words in ends.values():
            source = table("usual")[group]["source"]
            assert words.startswith(HOUSE) == (source == "house"), group


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".50 mL", Q("0.5 mL")),
        ("558 mg / 0.6 g/mL", Q("0.93 mL")),
        ("110 % - 100 %", Q("10 %")),
        ("1.3 g/mL * 2", Q("2.6 g/mL")),
        ("670 g/L", Q("0.67 g/mL")),
        ("60", Fraction(60)),
    ],
)
def test_what_a_page_prints_is_read(text: str, expected: Any) -> None:
    """A naked decimal point and another unit are those of the page."""
    assert amount(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2 weeks", Period(14, "day")), ("year", Period(12, "month"))],
)
def test_what_a_page_calls_a_time_is_read(text: str, expected: Period) -> None:
    """A fortnight is 14 days, and a year 12 months of the calendar."""
    assert lasting(text) == expected
