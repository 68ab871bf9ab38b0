"""Wording: sentences that remember their template, so that they can be translated.

A sentence for people is written once, in English, as a template with named values.
It is a plain text everywhere; a catalogue finds its template in another language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from string import Formatter
from typing import Self

from attrs import frozen

from ..quantities.notation import Amount, Number

__all__ = [
    "Run",
    "Wording",
    "cited",
    "day_text",
    "joined",
    "month_text",
    "runs",
    "say",
    "translated",
]


class Wording(str):
    """A text that remembers the template and the values it was made of."""

    __slots__ = ("template", "values")

    template: str
    values: tuple[tuple[str, object], ...]

    def __new__(cls, template: str, values: tuple[tuple[str, object], ...]) -> Self:
        """Make the text from its template."""
        made = super().__new__(cls, template.format(**dict(values)))
        made.template = template
        made.values = values
        return made

    def __getnewargs__(self) -> tuple[str, tuple[tuple[str, object], ...]]:  # type: ignore[override]
        """Let copy and pickle make the same text again."""
        return self.template, self.values


def say(template: str, /, **values: object) -> Wording:
    """Return a sentence that can be translated.

    Parameters
    ----------
    template
        The English sentence, with the names of its values in braces.
    **values
        The values, which become text as they are.

    Returns
    -------
    Wording
        The sentence, a text like any other.

    Examples
    --------
    >>> say("Weigh {mass} of {item}.", mass="1541 mg", item="powder")
    'Weigh 1541 mg of powder.'
    """
    return Wording(template, tuple(values.items()))


def joined(texts: Iterable[object], between: str = "") -> Wording:
    """Return texts as one, each of which can still be translated.

    Parameters
    ----------
    texts
        The texts, or amounts, in their order.
    between
        What stands between two of them; the same in every language.

    Returns
    -------
    Wording
        One text.

    Examples
    --------
    >>> joined([say("fill mass"), say("empty shell")], " + ")
    'fill mass + empty shell'
    """
    named = {f"text_{number}": text for number, text in enumerate(texts)}
    between = between.replace("{", "{{").replace("}", "}}")
    return say(between.join(f"{{{name}}}" for name in named), **named)


def cited(text: str, key: str) -> Wording:
    """Return a sentence with the key of its source.

    Parameters
    ----------
    text
        The sentence.
    key
        Key of the source.

    Returns
    -------
    str
        Both.

    Examples
    --------
    >>> cited("Protect from light.", "naltrexone-label")
    'Protect from light. [naltrexone-label]'
    """
    return say("{text} [{key}]", text=text, key=key)


def day_text(day: dt.date) -> Wording:
    """Return a day for people, as each language writes it.

    Parameters
    ----------
    day
        The day.

    Returns
    -------
    Wording
        Year, month and day.

    Examples
    --------
    >>> import datetime
    >>> day_text(datetime.date(2026, 2, 28))
    '2026-02-28'
    """
    year, month, number = day.isoformat().split("-")
    return say("{year}-{month}-{day}", year=year, month=month, day=number)


def month_text(day: dt.date) -> Wording:
    """Return the month of a day for people, as each language writes it.

    Parameters
    ----------
    day
        A day of that month.

    Returns
    -------
    Wording
        Year and month.

    Examples
    --------
    >>> import datetime
    >>> month_text(datetime.date(2026, 2, 28))
    '2026-02'
    """
    year, month, _ = day.isoformat().split("-")
    return say("{year}-{month}", year=year, month=month)


def translated(text: object, translate: Callable[[str], str]) -> str:
    """Return a text in another language, as far as its template is known there.

    Parameters
    ----------
    text
        A text, or a value in one.
    translate
        Gives the template in the other language, or the same one where it has none.

    Returns
    -------
    str
        The text, its values translated where they are wordings, amounts or numbers; a
        name stays as it is.

    Examples
    --------
    >>> german = {"Weigh {mass} of {item}.": "{mass} {item} einwiegen."}
    >>> text = say("Weigh {mass} of {item}.", mass="1541 mg", item="powder")
    >>> translated(text, lambda template: german.get(template, template))
    '1541 mg powder einwiegen.'
    """
    said = text if isinstance(text, str) else str(text)
    if isinstance(said, Wording):
        values = tuple(
            (name, translated(each, translate)) for name, each in said.values
        )
        return Wording(translate(said.template) if said.template else "", values)
    return said.worded(translate) if isinstance(said, Amount | Number) else said


@frozen
class Run:
    """A stretch of a text that is all words or one amount.

    Parameters
    ----------
    text
        What it says.
    amount
        Whether it is an amount, which no line breaks in.
    value
        Whether it is a value of a sentence, or part of one.
    """

    text: str
    amount: bool = False
    value: bool = False


def runs(text: object, *, values: bool = False) -> Iterator[Run]:
    """Yield the words and the amounts of a text.

    Parameters
    ----------
    text
        A text; one that is no `Wording` is all words, or an amount.
    values
        Whether the values of a sentence are told from its words.

    Yields
    ------
    Run
        Put together in their order, they are the text.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> sentence = say("Weigh {mass} of {item}.", mass=Q("5 mg"), item="it")
    >>> [(run.text, run.amount) for run in runs(sentence)]
    [('Weigh ', False), ('5 mg', True), (' of it.', False)]
    """
    words = Run("")
    for each in _runs(text, within=values, value=False):
        if each.amount or each.value != words.value:
            yield from _shown(words)
            words = Run("", value=each.value)
        if each.amount:
            yield each
        else:
            words = Run(words.text + each.text, value=each.value)
    yield from _shown(words)


def _shown(run: Run) -> Iterator[Run]:
    if run.text:
        yield run


def _runs(text: object, *, within: bool, value: bool) -> Iterator[Run]:
    """Yield the stretches of a text; its values are marked where they count."""
    said = text if isinstance(text, str) else str(text)
    if not isinstance(said, Wording):
        yield Run(said, isinstance(said, Amount), value)
        return
    values = dict(said.values)
    for words, name, *_ in Formatter().parse(said.template):
        yield Run(words, value=value)
        if name is not None:
            yield from _runs(values[name], within=within, value=within)
