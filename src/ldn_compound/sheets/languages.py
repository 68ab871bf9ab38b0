"""Languages: a document in the language of those who work with it.

One file for each language, ``locale/<language>/LC_MESSAGES/ldn_compound.po``, holds
every template of a sentence (`wording.say`), and how numbers and dates are written.
German has a decimal comma and the day first, as its pharmacies write. Only values that
are known to be amounts, numbers or dates are written anew (`wording.translated`), never
a finished text: a name or a lot number stays as it is. Units of mass and volume are the
same in all languages, and what is entered is always read with a decimal point.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TypeVar, assert_never

from attrs import evolve

from ..errors import FieldError, shown
from .content import (
    Blank,
    Content,
    Facts,
    Formula,
    Paragraph,
    Part,
    Section,
    Table,
    Task,
)
from .wording import say, translated

__all__ = ["LANGUAGES", "in_language", "page_words"]

S = TypeVar("S", bound=Content)

#: The languages that a document can be had in.
LANGUAGES = ("en", "de")

#: The words that an amount may hold.
AMOUNT_WORDS = (
    say("about"),
    say("capsule"),
    say("capsules"),
    say("day"),
    say("days"),
    say("month"),
    say("months"),
    say("tablet"),
    say("tablets"),
)

#: How a number with decimals is written.
NUMBER_FORM = say("{whole}.{decimals}", whole="4", decimals="5")

_PAGES = say("page {page} of {pages}", page="\0", pages="\0")


def in_language(sheet: S, language: str) -> S:
    """Return a document in another language.

    Parameters
    ----------
    sheet
        The document, in English.
    language
        One of `LANGUAGES`.

    Returns
    -------
    Sheet
        The same document; names and whatever no catalogue knows stay as they are.

    Raises
    ------
    FieldError
        If there is no catalogue of that language.

    Examples
    --------
    >>> sheet = Content(say("Sources"), None, (Section(say("Findings"), ()),))
    >>> in_language(sheet, "de").title
    'Quellen'
    """
    catalogue = _catalogue(language)
    return evolve(
        sheet,
        title=_text(sheet.title, catalogue),
        banner=None if sheet.banner is None else _text(sheet.banner, catalogue),
        sections=tuple(
            Section(
                _text(section.title, catalogue),
                tuple(_part(part, catalogue) for part in section.parts),
            )
            for section in sheet.sections
        ),
        language=language,
    )


def page_words(language: str) -> tuple[str, str]:
    """Return what stands before the number of a page, and before that of all pages.

    Parameters
    ----------
    language
        One of `LANGUAGES`.

    Returns
    -------
    tuple[str, str]
        Words, with their spaces.

    Raises
    ------
    FieldError
        If there is no catalogue of that language.

    Examples
    --------
    >>> page_words("en")
    ('page ', ' of ')
    """
    before, between, _ = _text(_PAGES, _catalogue(language)).split("\0")
    return before, between


@cache
def _translations(language: str) -> NullTranslations:
    path = f"locale/{language}/LC_MESSAGES/ldn_compound.mo"
    with files(__package__).joinpath(path).open("rb") as file:
        return GNUTranslations(file)


def _catalogue(language: str) -> NullTranslations:
    if language not in list(LANGUAGES):
        known = " or ".join(map(repr, LANGUAGES))
        raise FieldError(known, shown(language), field="language")
    return NullTranslations() if language == "en" else _translations(language)


def _part(part: Part, catalogue: NullTranslations) -> Part:
    match part:
        case Paragraph(text):
            return Paragraph(_text(text, catalogue))
        case Facts(rows, columns, notes):
            return Facts(_blanks(rows, catalogue), columns, notes)
        case Table(header, rows, stops, strong):
            cells = tuple(_texts(row, catalogue) for row in rows)
            return Table(_texts(header, catalogue), cells, stops, strong)
        case Task(text, blanks):
            return Task(_text(text, catalogue), _blanks(blanks, catalogue))
        case Formula():
            return Formula(
                name=_text(part.name, catalogue),
                result=_text(part.result, catalogue),
                formula=_text(part.formula, catalogue),
                inputs=tuple(
                    (_text(name, catalogue), _text(value, catalogue))
                    for name, value in part.inputs
                ),
                source=part.source,
            )
        case _:
            assert_never(part)


def _blanks(blanks: Iterable[Blank], catalogue: NullTranslations) -> tuple[Blank, ...]:
    return tuple(
        (_text(name, catalogue), _text(value, catalogue)) for name, value in blanks
    )


def _texts(texts: Iterable[str], catalogue: NullTranslations) -> tuple[str, ...]:
    return tuple(_text(each, catalogue) for each in texts)


def _text(text: str, catalogue: NullTranslations) -> str:
    return translated(text, catalogue.gettext)
