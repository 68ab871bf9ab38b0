"""The forms for the two measurements on which a plan rests."""

from __future__ import annotations

import re

import pytest

from ldn_compound.documents import packing_form, tablets_form
from ldn_compound.sheets.content import Facts, Task
from ldn_compound.sheets.pdf import render_pdf
from ldn_compound.sheets.sheet import Sheet
from ldn_compound.sheets.text import render_text
from tests.parsed import check_every_format, pages

TWENTY = [str(number) for number in range(1, 21)]
TEN = TWENTY[:10]


def boxes(sheet: Sheet) -> list[list[str]]:
    """Return the names of the blanks of each task."""
    parts = [part for section in sheet.sections for part in section.parts]
    return [
        [name for name, _ in part.blanks] for part in parts if isinstance(part, Task)
    ]


def test_twenty_tablets_have_twenty_blanks() -> None:
    """And their mean; how many can be chosen."""
    assert boxes(tablets_form()) == [[*TWENTY, "mean, mg"]]
    assert boxes(tablets_form(10)) == [[*TEN, "mean, mg"]]
    assert "Weigh 10 tablets one by one" in render_text(tablets_form(10))


def test_ten_shells_are_weighed_empty_and_filled() -> None:
    """Empty ones first."""
    assert boxes(packing_form()) == [[*TEN, "mean, mg"], [*TEN, "mean, mg"]]
    text = re.sub(r"\s+", " ", render_text(packing_form()))
    assert text.index("Weigh 10 empty shells") < text.index("Fill 10 shells completely")


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        (tablets_form(), ["Product and maker", "Lot", "Coat: none or film", "Balance"]),
        (packing_form(), ["Powder and maker", "Lot, expiry", "Capsule machine"]),
    ],
)
def test_a_form_asks_what_it_was_and_who_did_it(form: Sheet, asked: list[str]) -> None:
    """A figure is of one lot; two people sign; nothing is filled in."""
    (facts,) = [each for each in form.sections[0].parts if isinstance(each, Facts)]

    names = [name for name, _ in facts.rows]
    assert set(asked) < set(names)
    assert names[-3:] == ["Weighed by", "Checked by", "Date"]
    assert not any(value for _, value in facts.rows)


@pytest.mark.parametrize("form", [tablets_form(), packing_form()])
def test_a_form_is_one_page(form: Sheet) -> None:
    """In every format it says what its tree says."""
    check_every_format(form)

    assert len(pages(render_pdf(form))) == len(pages(render_pdf(form, page="Letter")))
    assert len(pages(render_pdf(form))) == 1
