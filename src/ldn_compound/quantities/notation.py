"""Notation: how an exact number and a unit become text for people.

The rules are those of the ISMP list of error-prone dose designations [ismp-dose]_:
a zero before the decimal point, none after the last digit, a space before the unit,
no plural and no full stop on it, micrograms as ``mcg``.

Numbers of five digits and more are grouped by a no-break space, as SI has it. They
are never grouped by a comma: half of the world reads it as the decimal mark. It is that
in a document of a language that writes it so (`Number.worded`, `Amount.worded`).

A number without a finite decimal, or with a very long one, is rounded half up here
and says so: ``about 33.333333 mg``. Nothing is ever computed from such a text.

.. [ismp-dose] Error-prone dose designations (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor, log10
from typing import Self

__all__ = [
    "NO_BREAK_SPACE",
    "SYMBOLS",
    "Amount",
    "Number",
    "count_text",
    "decimal",
    "expression",
    "finite_decimal",
    "percent",
    "text",
    "unit_text",
]

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

#: How each unit is printed; a unit that is missing here is printed by its name.
SYMBOLS = {
    "milligram": "mg",
    "gram": "g",
    "kilogram": "kg",
    "microgram": "mcg",
    "milliliter": "mL",
    "liter": "L",
    "percent": "%",
}

_DECIMALS = 6
_SIGNIFICANT = 3
_COUNTED = ("tablet", "capsule", "day", "month")
_ABOUT = "about "
#: Where the decimal mark stands; a catalogue may hold the same with another mark.
_WITH_DECIMALS = "{whole}.{decimals}"
_SINGULAR = ("1", "about 1")
_UNGROUPED_DIGITS = 4


def finite_decimal(number: Fraction) -> str | None:
    """Return *number* written out in full, or None where its decimals never end.

    Parameters
    ----------
    number
        An exact number.

    Returns
    -------
    str or None
        Digits without grouping; zero or more decimals, the last one not zero.

    Examples
    --------
    >>> finite_decimal(Fraction(9, 2))
    '4.5'
    >>> finite_decimal(Fraction(100, 3)) is None
    True
    """
    denominator, twos, fives = number.denominator, 0, 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return None
    return _written_out(number, max(twos, fives))


class Number(str):
    """A number without a unit, as text, which can be written in another language."""

    __slots__ = ()

    def worded(self, translate: Callable[[str], str]) -> Self:
        r"""Return the number as another language writes it.

        Parameters
        ----------
        translate
            Gives a word in that language, or the same one where it has none.

        Returns
        -------
        Self
            The number, with the word and the decimal mark of that language.

        Examples
        --------
        >>> german = {"{whole}.{decimals}": "{whole},{decimals}", "about": "etwa"}
        >>> Number("about 1.5").worded(lambda text: german.get(text, text))
        'etwa\xa01,5'
        """
        number = _number_worded(self, translate)
        return (
            self if number == self else type(self)(number.replace(" ", NO_BREAK_SPACE))
        )


def decimal(number: Fraction, decimals: int = _DECIMALS) -> Number:
    """Return *number* for people: grouped, and marked ``about`` where rounded.

    Parameters
    ----------
    number
        An exact number.
    decimals
        Decimals to show at the most. A number so small that three significant
        digits need more gets more.

    Returns
    -------
    Number
        The number as people read it.

    Examples
    --------
    >>> decimal(Fraction(1, 2)), decimal(Fraction(5)), decimal(Fraction(100, 3), 2)
    ('0.5', '5', 'about 33.33')
    >>> decimal(Fraction(1, 30_000_000))
    'about 0.0000000333'
    """
    if number:
        decimals = max(decimals, _SIGNIFICANT - 1 - _magnitude(abs(number)))
    shift = 10**decimals
    rounded = Fraction(floor(abs(number) * shift + Fraction(1, 2)), shift)
    sign = "-" if number < 0 else ""
    about = "" if rounded == abs(number) else _ABOUT
    return Number(about + sign + _grouped(_trimmed(_written_out(rounded, decimals))))


def percent(value: float, decimals: int = 2) -> Amount:
    """Return an estimated percentage for people: rounded, as estimates are.

    Parameters
    ----------
    value
        A float: the result of statistics, never an amount. [%]
    decimals
        Decimals to show at the most.

    Returns
    -------
    str
        The percentage, without zeros at its end.

    Examples
    --------
    >>> percent(2.5), percent(87.04321, 1)
    ('2.5 %', '87 %')
    """
    return Amount(decimal(Fraction(f"{value:.{decimals}f}")), "%")


def unit_text(units: Mapping[str, int]) -> str:
    """Return units for people.

    Parameters
    ----------
    units
        Names of units with their powers.

    Returns
    -------
    str
        Symbols, those of negative powers each after a stroke.

    Examples
    --------
    >>> unit_text({"milligram": 1, "capsule": -1})
    'mg/capsule'
    """
    above, below = _symbols(units, 1), _symbols(units, -1)
    if not above:
        return "per " + " per ".join(below)
    return "/".join([" ".join(above), *below])


class Amount(str):
    """A number with its unit, as text, which no line breaks in.

    It remembers its parts, so that it can be said and written in another language.
    """

    __slots__ = ("number", "unit")

    number: str
    unit: str

    def __new__(cls, number: str, unit: str, between: str = " ") -> Self:
        """Make the text from its parts."""
        made = super().__new__(cls, f"{number}{between}{unit}")
        made.number = number
        made.unit = unit
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        """Let copy and pickle make the same text again."""
        return type(self), (self.number, self.unit, self[len(self.number)])

    def about(self) -> Self:
        """Return the amount as one that only says what to expect."""
        number = self.number.removeprefix(_ABOUT)
        return type(self)(f"{_ABOUT}{number}", self.unit)

    def worded(self, translate: Callable[[str], str]) -> Self:
        r"""Return the amount as another language says and writes it.

        Parameters
        ----------
        translate
            Gives a word in that language, or the same one where it has none.

        Returns
        -------
        Self
            The amount, with the words and the decimal mark of that language; where a
            word has changed, with spaces that do not break.

        Examples
        --------
        >>> german = {"{whole}.{decimals}": "{whole},{decimals}", "days": "Tage"}
        >>> def in_german(text):
        ...     return german.get(text, text)
        >>> Amount("4.5", "mg").worded(in_german)
        '4,5 mg'
        >>> Amount("9", "days").worded(in_german)
        '9\xa0Tage'
        """
        number = _number_worded(self.number, translate)
        unit = "/".join(
            translate(each) if each.rstrip("s") in _COUNTED else each
            for each in self.unit.split("/")
        )
        if (number, unit) == (self.number, self.unit):
            return self
        if unit == self.unit and not self.number.startswith(_ABOUT):
            return type(self)(number, unit, self[len(self.number)])
        held = number.replace(" ", NO_BREAK_SPACE)
        return type(self)(held, unit, NO_BREAK_SPACE)


def count_text(number: int, unit: str) -> Amount:
    """Return a number of things for people.

    Parameters
    ----------
    number
        How many.
    unit
        What one of them is called.

    Returns
    -------
    Amount
        Number, space, and the unit or its plural.

    Examples
    --------
    >>> count_text(30, "capsule"), count_text(1, "tablet")
    ('30 capsules', '1 tablet')
    """
    return Amount(str(number), unit if number == 1 else f"{unit}s")


def text(
    number: Fraction, units: Mapping[str, int], decimals: int = _DECIMALS
) -> Amount:
    """Return an amount for people.

    Parameters
    ----------
    number
        An exact number.
    units
        Names of its units with their powers.
    decimals
        Decimals to show at the most.

    Returns
    -------
    str
        Number, space, unit; a unit that is counted takes its plural.

    Examples
    --------
    >>> text(Fraction(9, 2), {"milligram": 1, "capsule": -1})
    '4.5 mg/capsule'
    >>> text(Fraction(9), {"tablet": 1}), text(Fraction(1), {"tablet": 1})
    ('9 tablets', '1 tablet')
    """
    unit, written = unit_text(units), decimal(number, decimals)
    if unit in _COUNTED and written not in _SINGULAR:
        unit += "s"
    return Amount(written, unit)


def expression(number: Fraction, units: Mapping[str, int], longest: int) -> str:
    """Return the Python expression that makes an amount.

    Parameters
    ----------
    number
        An exact number.
    units
        Names of its units with their powers.
    longest
        The longest text that `Q` reads.

    Returns
    -------
    str
        An expression of `Q`; evaluating it gives the amount back.

    Examples
    --------
    >>> expression(Fraction(9, 2), {"milligram": 1}, 40)
    "Q('4.5 mg')"
    >>> expression(Fraction(100, 3), {"milligram": 1}, 40)
    "Q('100 mg') / 3"
    """
    above, below = _symbols(units, 1), _symbols(units, -1)
    if not above:
        number, above = number * 100, ["%"]
    unit = "/".join([above[0], *below[:1]])
    sign, size = ("-", -number) if number < 0 else ("", number)
    exact = finite_decimal(size)
    written = f"{exact or size.numerator} {unit}"
    if len(written) > longest:
        made = f"Q('1 {unit}') * {size.numerator} / {size.denominator}"
    else:
        made = f"Q('{written}')" if exact else f"Q('{written}') / {size.denominator}"
    more = [f" * Q('1 {name}')" for name in above[1:]]
    more += [f" / Q('1 {name}')" for name in below[1:]]
    return sign + made + "".join(more)


def _symbols(units: Mapping[str, int], sign: int) -> list[str]:
    """Return the symbols above (1) or below (-1) the stroke, repeated by power."""
    return [
        SYMBOLS.get(name, name)
        for name, power in sorted(units.items())
        for _ in range(int(sign * power))
    ]


def _magnitude(number: Fraction) -> int:
    """Return the power of ten of the first significant digit."""
    return floor(log10(number.numerator) - log10(number.denominator))


def _written_out(number: Fraction, decimals: int) -> str:
    """Return a number that ends within *decimals*, digit by digit."""
    digits = number.numerator * 10**decimals // number.denominator
    sign, digits = ("-", -digits) if digits < 0 else ("", digits)
    whole = str(digits).rjust(decimals + 1, "0")
    if not decimals:
        return sign + whole
    return f"{sign}{whole[:-decimals]}.{whole[-decimals:]}"


def _trimmed(written: str) -> str:
    """Return the digits without the zeros that end the decimals."""
    return written.rstrip("0").rstrip(".") if "." in written else written


def _grouped(written: str) -> str:
    """Return the digits in groups of three, from five digits on."""
    whole, point, decimals = written.partition(".")
    if len(whole) > _UNGROUPED_DIGITS:
        whole = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    return whole + point + decimals


def _number_worded(number: str, translate: Callable[[str], str]) -> str:
    """Return a number with the word and the decimal mark of another language."""
    about = _ABOUT if number.startswith(_ABOUT) else ""
    whole, point, decimals = number.removeprefix(about).partition(".")
    if point:
        whole = translate(_WITH_DECIMALS).format(whole=whole, decimals=decimals)
    return f"{translate(about.strip())} {whole}" if about else whole
