"""Titrations: published ways to go up to a dose, and what a patient is told."""

from __future__ import annotations

from attrs import field, frozen

from ..model.period import Period, period
from ..quantities.fields import convert_by_kind
from ..quantities.kinds import Mass
from ..quantities.units import Q
from .leaflet import time_told
from .tables import rows, unknown

__all__ = ["Titration", "patient_sentences", "titration", "titration_names"]


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Titration:
    """A published way to go up to a dose.

    Parameters
    ----------
    name
        Its start and how long each dose is taken.
    start
        The first dose of a day. [mg]
    step
        How much more each time. [mg]
    every
        How long each dose is taken.
    target
        The last dose of a day. [mg]
    source
        Key of the source.
    note
        What the source says about it.
    """

    name: str
    start: Mass = field(converter=Q)
    step: Mass = field(converter=Q)
    every: Period = field(converter=period)
    target: Mass = field(converter=Q)
    source: str
    note: str


def titration_names() -> tuple[str, ...]:
    """Return the names of the published titrations.

    Returns
    -------
    tuple of str
        The names, in the order of the table.

    Examples
    --------
    >>> "1.5-mg-every-14-days" in titration_names()
    True
    """
    return tuple(row["name"] for row in rows("titrations", "titration"))


def titration(name: str) -> Titration:
    """Return a published way to go up to a dose.

    Parameters
    ----------
    name
        Its name.

    Returns
    -------
    Titration
        Start, step, interval and target, with their source.

    Raises
    ------
    UnknownNameError
        If there is no such titration.

    Examples
    --------
    >>> found = titration("0.5-mg-every-7-days")
    >>> found.step, str(found.every), found.target
    (Q('0.5 mg'), '7 days', Q('4.5 mg'))
    """
    for row in rows("titrations", "titration"):
        if row["name"] == name:
            return Titration(**row)
    raise unknown("titration", name, titration_names())


def patient_sentences(time_of_day: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return what a patient may be told along with a schedule.

    Parameters
    ----------
    time_of_day
        ``morning``, ``evening`` or ``bedtime``, as prescribed; `None` says what is
        usual.

    Returns
    -------
    tuple of tuple of str
        Each sentence with the key of its source.

    Raises
    ------
    FieldError
        If there is no such time of day.

    Examples
    --------
    >>> patient_sentences()[0]
    ('Take the dose of the day once, at bedtime.', 'lavendersky-naltrexone')
    """
    told = [(row["text"], row["source"]) for row in rows("titrations", "sentence")]
    if time_of_day is None:
        return tuple(told)
    said_instead = [row["usual_time"] for row in rows("titrations", "sentence")]
    others = (each for each, usual in zip(told, said_instead, strict=True) if not usual)
    return (time_told(time_of_day), *others)
