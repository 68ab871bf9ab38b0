"""Column export: what a spreadsheet reads is what stood in the table, and nothing acts.

The workbooks are read back by openpyxl, the texts by the reader of Python.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ldn_compound import FieldError, Q
from ldn_compound.interop.columns import (
    OUTPUTS,
    PROBLEMS,
    export,
    plan_columns,
    to_csv,
    to_xlsx,
    with_problems,
)
from ldn_compound.interop.columns.export import safe_text
from tests.interop.columns.test_columns import table
from tests.interop.columns.test_frames import KINDS, ORDERS
from tests.lazily import library
from tests.security.hostile import PRINTABLE, UNPRINTABLE

pandas: Any = library("pandas")

#: Texts that a spreadsheet would act on: as seen in a workbook, and in a CSV.
ACTING = {
    "=1+1": ("=1+1", "'=1+1"),
    '=cmd|"/C calc"!A0': ('=cmd|"/C calc"!A0', '\'=cmd|"/C calc"!A0'),
    "+1-1": ("+1-1", "'+1-1"),
    "-2+3": ("-2+3", "'-2+3"),
    "@SUM(A1:A9)": ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
    "  =1+1": ("  =1+1", "'  =1+1"),
    "\t=1+1": (" =1+1", "' =1+1"),
    "\r=1+1": (" =1+1", "' =1+1"),
    "\n=1+1": (" =1+1", "' =1+1"),
    "x;=1+1;y": ("x;=1+1;y", "x;'=1+1;y"),
    "\uff1d1+1": ("\uff1d1+1", "'\uff1d1+1"),
    "\u00a0=1+1": ("\u00a0=1+1", "'\u00a0=1+1"),
    "- none": ("- none", "'- none"),
    "--5": ("--5", "'--5"),
    "-": ("-", "'-"),
}
#: Texts with signs that are not to be seen, and how these are.
HIDDEN = {
    "4.5 mg\u202egm 54": "4.5 mg\\u202egm 54",
    "\u202e=1+1": "\\u202e=1+1",
    "\ufeff=1+1": "\\ufeff=1+1",
    "\x1b]0;title\x07": "\\u001b]0;title\\u0007",
    "a\r\n=1+1": "a =1+1",
    "a\u2028b\tc": "a b c",
    "a\ud800": "a\\ud800",
    "\x00": "\\u0000",
}
#: Texts that are what they are.
CALM = ("-1.5", "+3", "-1,5", "0", "4.5 mg", "R-1", "a=b", "", "2026-12-01", "'=1")


def in_csv(made: Any) -> list[list[str]]:
    """Read the rows of a table from its CSV."""
    return list(csv.reader(io.StringIO(to_csv(made), newline="")))


def in_xlsx(made: Any) -> Any:
    """Read the sheet of a table from its workbook."""
    return load_workbook(io.BytesIO(to_xlsx(made))).active


@pytest.mark.parametrize(("text", "seen"), list(ACTING.items()))
def test_a_text_that_acts_is_kept_from_it(text: str, seen: tuple[str, str]) -> None:
    """By an apostrophe in a CSV, and in a workbook by the mark of a text."""
    in_workbook, expected = seen

    sheet = in_xlsx({text: [text], "n": [1]})

    assert safe_text(text) == expected
    assert in_csv({text: [text], "n": [1]}) == [[expected, "n"], [expected, "1"]]
    for row in (1, 2):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type) == (in_workbook, "s")
        assert cell.quotePrefix


@pytest.mark.parametrize(
    ("text", "seen"), [*HIDDEN.items(), *((each, each) for each in CALM)]
)
def test_other_texts_are_what_they_are(text: str, seen: str) -> None:
    """But nothing in them is hidden, and each is one line."""
    assert safe_text(text) == seen
    assert in_csv({"a": [text], "n": [1]})[1] == [seen, "1"]
    cell = in_xlsx({"a": [text], "n": [1]}).cell(2, 1)
    assert cell.value == (seen or None)
    assert not cell.quotePrefix


@pytest.mark.parametrize("text", [*PRINTABLE, *UNPRINTABLE])
def test_hostile_texts_stay_texts(text: str) -> None:
    """In the row and the column that they stand in."""
    sheet = in_xlsx({"n": [1, 2], "name": ["x", text], "m": [3, 4]})

    assert sheet.cell(3, 2).data_type == "s"
    assert (sheet.cell(3, 1).value, sheet.cell(3, 3).value) == (2, 4)
    assert len(to_csv({"n": [1], "name": [text]}).splitlines()) == 2


@given(text=st.text(max_size=20))
def test_no_text_begins_as_a_formula(text: str) -> None:
    """Unless it is a plain number, which is none; and it stays one line."""
    safe = safe_text(text)

    for part in safe.split(";"):
        if part.strip()[:1] in tuple("=+-@＝＋－＠"):  # noqa: RUF001
            assert part == safe
            assert float(part.replace(",", ".")) == float(part.replace(",", "."))
    assert len(safe.splitlines()) <= 1
    assert safe_text(safe) == safe
    ((_,), (cell,)) = in_csv({"x": [text or "y"]})
    assert cell == (safe if text else "y")


def test_numbers_stay_numbers() -> None:
    """Also those below zero, of every kind; what is no number is an empty cell."""
    cells = {
        "float": [-1.5, 0.1 + 0.2],
        "short": np.array([-1.5, 2.5], dtype=np.float32),
        "whole": np.array([-7, 1 << 40]),
        "decimal": [Decimal("-4.5"), Fraction(1, 4)],
        "gap": [float("nan"), None],
        "gaps": [Decimal("nan"), pandas.NA],
        "truth": [True, np.bool_(False)],  # noqa: FBT003
        "mixed": np.array([np.float64(-1.5), np.int64(3)], dtype=object),
    }
    expected = [
        [-1.5, -1.5, -7, -4.5, None, None, True, -1.5],
        [0.3, 2.5, 1 << 40, 0.25, None, None, False, 3],  # sixteen digits
    ]

    written = in_csv(cells)
    sheet = in_xlsx(cells)

    assert written[1] == ["-1.5", "-1.5", "-7", "-4.5", "", "", "true", "-1.5"]
    third = "0.30000000000000004"
    assert written[2] == [third, "2.5", "1099511627776", "0.25", "", "", "false", "3"]
    assert [[each.value for each in row] for row in sheet.iter_rows(2)] == expected
    assert not any(each.quotePrefix for row in sheet.iter_rows(2) for each in row)


def test_what_is_no_number_of_a_sheet_is_a_text() -> None:
    """Whole numbers that a float would change, infinities, days and amounts."""
    cells = {
        "a": [2**53 + 1, float("inf"), Fraction(10**400), dt.date(2026, 12, 1)],
        "b": [Q("4.5 mg"), dt.time(7), pandas.NaT, ["=1"]],
        "c": np.array(["2026-12-01", "NaT", "2026-12-02", "NaT"], "datetime64[D]"),
    }
    texts = [
        ["9007199254740993", "4.5 mg", "2026-12-01"],
        ["inf", "07:00:00", ""],
        [str(10**400), "", "2026-12-02"],
        ["2026-12-01", "['=1']", ""],
    ]

    assert in_csv(cells)[1:] == texts
    found = [[each.value for each in row] for row in in_xlsx(cells).iter_rows(2)]
    assert [[each or "" for each in row] for row in found] == texts


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_planned_table_is_written_whole(kind: str) -> None:
    """Of every kind, with the words of its findings; and it reads the same again."""
    make, _ = KINDS[kind]
    planned = with_problems(plan_columns(make()))

    head, *rows = in_csv(planned)
    sheet = in_xlsx(planned)

    assert head == [*ORDERS, *OUTPUTS, *PROBLEMS]
    assert [each.value for each in sheet[1]] == head
    first = dict(zip(head, rows[0], strict=True))
    # 100 x 4.5 mg / 50 mg x 171.2 mg
    assert (first["tablets"], first["powder"]) == ("10.0", "1540.8")
    assert (first["ready"], first["patient"]) == ("true", "a")
    assert rows[1][head.index("powder")] == ""
    assert rows[1][head.index("problems")] == "no plan: bad-strength"
    again = plan_columns(
        {name: [row[head.index(name)] for row in rows] for name in (*table(),)}
    )
    assert again["tablets"][0] == 10
    assert sheet.cell(2, head.index("powder") + 1).value == 1540.8
    assert sheet.auto_filter.ref.endswith("4")


def test_the_same_table_gives_the_same_bytes() -> None:
    """No clock is in them; a table without rows or columns is written too."""
    assert to_xlsx(table()) == to_xlsx(table())
    assert to_csv({}) == "\r\n"
    assert in_xlsx({}).max_row == 1
    assert in_csv({"a": []}) == [["a"]]
    assert in_xlsx({"a": []}).cell(1, 1).value == "a"


def test_what_no_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be left out in silence."""
    with pytest.raises(
        FieldError, match=r"^note\[1\]: expected a text of at most 32767 "
    ):
        to_xlsx({"note": ["x" * 32_767, "x" * 32_768]})
    with pytest.raises(FieldError, match="table: expected at most 1048575 rows and"):
        to_xlsx({str(each): [1] for each in range(16_385)})
    monkeypatch.setattr(export, "_MOST_ROWS", 3)
    assert in_xlsx({"a": [1, 2]}).max_row == 3
    with pytest.raises(FieldError, match="table: expected at most 2 rows"):
        to_xlsx({"a": [1, 2, 3]})


@pytest.mark.parametrize("write", [to_csv, to_xlsx])
def test_what_is_no_table_is_refused(write: Any) -> None:
    """By errors of ours."""
    with pytest.raises(FieldError, match="table: expected columns of one length"):
        write({"a": [1], "b": [1, 2]})
    with pytest.raises(FieldError, match="table: expected a mapping of arrays"):
        write(5)
