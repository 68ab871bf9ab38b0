"""The monograph: what is published on low-dose naltrexone, and where sources disagree.

It is information for pharmacists and prescribers and recommends no treatment. Each
statement says no more than its sources do, and each of these has an address, a trust
and a date; one without such a source is refused when the data is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from string import ascii_uppercase
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import attrs
from attrs import field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import one_of
from ..sheets.content import Content, Paragraph, Section, Table
from ..sheets.languages import in_language
from ..sheets.sheet import Sheet, Shown
from ..sheets.wording import cited, day_text, joined, month_text, say
from .sources import TRUST_MARKS, DatedSource, dated_source
from .tables import Row, table, unknown

__all__ = [
    "AUDIENCE",
    "EVIDENCE",
    "TOPICS",
    "Conflict",
    "Evidence",
    "Monograph",
    "Statement",
    "Topic",
    "monograph",
    "read_monograph",
]

Topic: TypeAlias = Literal[
    "status",
    "mechanism",
    "conditions",
    "dose",
    "time of day",
    "titration",
    "side effects",
    "interactions",
    "contraindications",
    "fillers",
    "restart",
    "unknown",
]

Evidence: TypeAlias = Literal[
    "product information",
    "handbook",
    "meta-analysis",
    "systematic review",
    "review",
    "information centre",
    "randomised trial",
    "single-blind trial",
    "pilot trial",
    "trial registration",
    "register study",
    "case reports",
    "laboratory study",
    "practice",
]

#: What each topic is called in print, in the order in which they are read.
TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "status": say("What it is"),
        "mechanism": say("How it is thought to work"),
        "conditions": say("Conditions in which it was tried"),
        "dose": say("Doses"),
        "time of day": say("Time of day"),
        "titration": say("Titration"),
        "side effects": say("Side effects"),
        "interactions": say("Interactions"),
        "contraindications": say("Contraindications"),
        "fillers": say("Fillers"),
        "restart": say("Restart after a pause"),
        "unknown": say("What is unknown"),
    }
)

#: What each kind of evidence is called in print.
EVIDENCE: Mapping[str, str] = MappingProxyType(
    {
        "product information": say("product information"),
        "handbook": say("handbook"),
        "meta-analysis": say("meta-analysis"),
        "systematic review": say("systematic review"),
        "review": say("review"),
        "information centre": say("information centre"),
        "randomised trial": say("randomised trial"),
        "single-blind trial": say("single-blind trial"),
        "pilot trial": say("pilot trial"),
        "trial registration": say("trial registration"),
        "register study": say("register study"),
        "case reports": say("case reports"),
        "laboratory study": say("laboratory study"),
        "practice": say("practice"),
    }
)

#: What stands above all else.
AUDIENCE = say(
    "Information for pharmacists and prescribers. It says what is published, and "
    "recommends no treatment and no dose."
)
_HOW_TO_READ = say(
    "The numbers in brackets lead to the sources at the end. A secondary source was "
    "read in a copy, or is a page of little authority; an unverified one was not read. "
    "Evidence called practice is a page of a prescriber, a pharmacy, a supplier or an "
    "organisation. Where sources disagree, they stand together below the topics, each "
    "side with a letter of its own."
)

_DATE = re.compile(r"\d{4}(-\d\d){0,2}|undated, read \d{4}")
_FEWEST_SIDES = 2
_NONE = -1  # no column of a table is read at arm's length


def _readable(
    _record: object, field: attrs.Attribute[Any], sources: tuple[DatedSource, ...]
) -> None:
    """Refuse a statement that nobody can look up: no source, or one of no address."""
    bad = [
        each.key
        for each in sources
        if not (
            each.address.startswith("https://")
            and each.trust in {"read", *TRUST_MARKS}
            and _DATE.fullmatch(each.date)
        )
    ]
    if bad or not sources:
        expected = "sources, each with an https address, a trust and a date"
        raise FieldError(expected, shown(bad), field=field.name)


@frozen(kw_only=True)
class Statement:
    """A sentence of the monograph, with its sources.

    Parameters
    ----------
    key
        Its short name.
    topic
        What it is about: one of `TOPICS`.
    text
        The sentence, in the language of the monograph.
    evidence
        What kind of evidence it rests on: one of `EVIDENCE`.
    sources
        Where it comes from, each with address, trust and date.
    conflicts_with
        Keys of the statements that say otherwise.
    """

    key: str
    topic: Topic = field(validator=one_of(*TOPICS))
    text: str
    evidence: Evidence = field(validator=one_of(*EVIDENCE))
    sources: tuple[DatedSource, ...] = field(validator=_readable)
    conflicts_with: tuple[str, ...] = ()


@frozen(kw_only=True)
class Conflict:
    """A question on which sources disagree.

    Parameters
    ----------
    key
        Its short name.
    question
        The question, in the language of the monograph.
    sides
        Keys of the statements of each side, which agree among themselves.
    """

    key: str
    question: str
    sides: tuple[tuple[str, ...], ...]


@frozen(kw_only=True, repr=False)
class Monograph(Shown):
    """What is published on low-dose naltrexone: information, and no advice.

    Parameters
    ----------
    statements
        The statements, in the order in which they are read.
    conflicts
        The questions on which they disagree.
    language
        The language that it is written in.

    Examples
    --------
    >>> found = monograph()
    >>> for each in found.topic("time of day"):
    ...     print(each.sources[0].key, "-", each.text)
    lavendersky-naltrexone - A practice gives one dose a day at bedtime.
    cree-2010 - A trial in multiple sclerosis gave 4.5 mg at night.
    holistic-charlotte-ldn - Where sleep suffers badly, a practice doses in the morning.
    >>> found.statement("sleep-37").conflicts_with
    ('effects-rare', 'effects-as-placebo')
    """

    statements: tuple[Statement, ...]
    conflicts: tuple[Conflict, ...] = ()
    language: str = "en"

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics there are statements on, in order."""
        return tuple(dict.fromkeys(each.topic for each in self.statements))

    @property
    def sources(self) -> tuple[DatedSource, ...]:
        """The sources, each once, in the order of their numbers in print."""
        return tuple(
            dict.fromkeys(chain.from_iterable(each.sources for each in self.statements))
        )

    def topic(self, name: str) -> tuple[Statement, ...]:
        """Return the statements on one topic.

        Parameters
        ----------
        name
            One of `topics`, such as ``"side effects"``.

        Returns
        -------
        tuple of Statement
            In the order in which they are read.

        Raises
        ------
        UnknownNameError
            If there are no statements on such a topic.
        """
        found = tuple(each for each in self.statements if each.topic == name)
        if not found:
            raise unknown("topic", name, self.topics)
        return found

    def statement(self, key: str) -> Statement:
        """Return one statement.

        Parameters
        ----------
        key
            Its short name, as in `Statement.conflicts_with`.

        Returns
        -------
        Statement
            The statement.

        Raises
        ------
        UnknownNameError
            If there is no such statement.
        """
        for each in self.statements:
            if each.key == key:
                return each
        raise unknown("statement", key, [each.key for each in self.statements])

    def as_sheet(self) -> Sheet:
        """Return the monograph as a document, to print or to save."""
        numbers = {each.key: n for n, each in enumerate(self.sources, start=1)}
        said = partial(_in_language, language=self.language)
        return Sheet(
            said(say("Low-dose naltrexone: what is published")),
            None,
            (
                Section(
                    said(say("For whom this is")),
                    (Paragraph(said(AUDIENCE)), Paragraph(said(_HOW_TO_READ))),
                ),
                *(self._topic_section(name, numbers) for name in self.topics),
                *(self._conflict_section(each, numbers) for each in self.conflicts),
                Section(said(say("Sources")), (self._listed(numbers),)),
            ),
            language=self.language,
        )

    def _topic_section(self, name: str, numbers: Mapping[str, int]) -> Section:
        said = partial(_in_language, language=self.language)
        header = (said(say("Evidence")), said(say("What is published")))
        rows = tuple(
            (said(EVIDENCE[each.evidence]), self._cited(each, numbers))
            for each in self.topic(name)
        )
        return Section(said(TOPICS[name]), (Table(header, rows, strong=_NONE),))

    def _conflict_section(
        self, conflict: Conflict, numbers: Mapping[str, int]
    ) -> Section:
        said = partial(_in_language, language=self.language)
        title = say("Sources disagree: {question}", question=conflict.question)
        header = (said(say("Side")), said(say("What is published")))
        rows = tuple(
            (letter, self._cited(self.statement(key), numbers))
            for letter, side in zip(ascii_uppercase, conflict.sides, strict=False)
            for key in side
        )
        return Section(said(title), (Table(header, rows, strong=_NONE),))

    def _cited(self, statement: Statement, numbers: Mapping[str, int]) -> str:
        """Return a statement with the numbers of its sources, and their trust."""
        said = partial(_in_language, language=self.language)
        marked = (
            joined((numbers[each.key], *map(said, _mark(each))), " ")
            for each in statement.sources
        )
        return cited(statement.text, joined(marked, ", "))

    def _listed(self, numbers: Mapping[str, int]) -> Table:
        """Return the sources by their numbers, and where each is to be found."""
        said = partial(_in_language, language=self.language)
        words = (
            (each.title, _when(each), *_mark(each), each.address)
            for each in self.sources
        )
        rows = tuple(
            (str(number), said(joined(each, " \N{MIDDLE DOT} ")))
            for number, each in zip(numbers.values(), words, strict=True)
        )
        return Table((said(say("No.")), said(say("Source"))), rows, strong=_NONE)

    def __repr__(self) -> str:
        return (
            f"<Monograph: {len(self.statements)} statements, "
            f"{len(self.conflicts)} conflicts, {len(self.sources)} sources, "
            f"language {self.language!r}>"
        )

    def __str__(self) -> str:
        return str(self.as_sheet())


def monograph(language: str = "en") -> Monograph:
    """Return what is published on low-dose naltrexone, each sentence with its sources.

    It is information for pharmacists and prescribers, and recommends no treatment.
    Sources that disagree all stand, and each statement names those that say otherwise.

    Parameters
    ----------
    language
        ``en`` or ``de``.

    Returns
    -------
    Monograph
        The statements by topic, and the conflicts; a notebook shows it as a document.

    Raises
    ------
    FieldError
        If there is no such language.

    Examples
    --------
    >>> found = monograph()
    >>> final = found.statement("fibromyalgia-final")
    >>> final.evidence, final.sources[0].date, final.sources[0].trust
    ('randomised trial', '2024', 'read')
    >>> final.conflicts_with
    ('fibromyalgia-2009', 'fibromyalgia-2013', 'fibromyalgia-pooled')
    >>> print(monograph("de").statement("bedtime").text)
    Eine Praxis gibt einmal täglich eine Dosis zur Nacht.
    """
    return read_monograph(table("monograph"), language)


def read_monograph(found: Mapping[str, Any], language: str = "en") -> Monograph:
    """Return the monograph that the tables of its data file hold.

    Parameters
    ----------
    found
        The tables ``statement`` and ``conflict``, as `tables.parsed` gives them.
    language
        ``en`` or ``de``.

    Returns
    -------
    Monograph
        The statements, and the conflicts.

    Raises
    ------
    FieldError
        If a statement has no source with an address, a trust and a date, if two bear
        one key, or if a conflict has no two sides; or if there is no such language.
    UnknownNameError
        If a source or a statement is named that does not exist.
    """
    said = partial(_in_language, language=language)
    keys = [row["id"] for row in found["statement"]]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise FieldError("each statement once", shown(twice), field="statement")
    conflicts = tuple(
        Conflict(
            key=row["id"], question=said(row["question"]), sides=_sides_of(row, keys)
        )
        for row in found.get("conflict", ())
    )
    statements = tuple(
        Statement(
            key=row["id"],
            topic=row["topic"],
            text=said(row["text"]),
            evidence=row["evidence"],
            sources=_sources_of(row),
            conflicts_with=tuple(_opponents(row["id"], conflicts)),
        )
        for row in found["statement"]
    )
    return Monograph(statements=statements, conflicts=conflicts, language=language)


def _sources_of(row: Row) -> tuple[DatedSource, ...]:
    return tuple(dated_source(key) for key in row.get("sources", ()))


def _sides_of(row: Row, keys: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return the sides of a conflict: two or more, none empty or on another too."""
    sides = tuple(map(tuple, row["sides"]))
    named = [*chain.from_iterable(sides)]
    if len(sides) < _FEWEST_SIDES or not all(sides) or len(named) != len(set(named)):
        expected = "two sides or more, each of statements of its own"
        raise FieldError(expected, shown(sides), field="sides")
    for key in named:
        if key not in keys:
            raise unknown("statement", key, keys)
    return sides


def _opponents(key: str, conflicts: tuple[Conflict, ...]) -> Iterator[str]:
    """Yield the statements that stand on another side than one does."""
    for each in conflicts:
        if any(key in side for side in each.sides):
            yield from chain.from_iterable(
                side for side in each.sides if key not in side
            )


def _mark(each: DatedSource) -> tuple[str, ...]:
    """Return how far to trust a source, where that is not plain."""
    return tuple(filter(None, [TRUST_MARKS.get(each.trust)]))


def _when(each: DatedSource) -> str:
    """Return the date of a source, for people."""
    undated, _, date = each.date.rpartition(", read ")
    if undated:
        return say("undated, read in {year}", year=date)
    match [*map(int, date.split("-"))]:
        case [year, month, day]:
            return day_text(dt.date(year, month, day))
        case [year, month]:
            return month_text(dt.date(year, month, 1))
        case _:
            return date


def _in_language(text: str, language: str) -> str:
    return in_language(Content(text, None, ()), language).title
