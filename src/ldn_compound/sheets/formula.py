r"""Formulas: small expression trees that print themselves as words and as LaTeX.

Figures are written once, and a formula is plain arithmetic on them::

    (capsules + spare_capsules) * (1 + blend_excess)

The text that comes of it can be translated, name by name, and remembers its tree.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import Literal, Self, TypeAlias

from attrs import frozen

from ..quantities.notation import NO_BREAK_SPACE, decimal
from ..quantities.units import Quantity
from .wording import Wording, joined, say

__all__ = [
    "Bracketed",
    "Expression",
    "Figure",
    "Inputs",
    "Largest",
    "OrLeastLoad",
    "Term",
    "inputs_of",
    "latex_of",
]

#: Name and value of each input of a formula.
Inputs: TypeAlias = tuple[tuple[str, Quantity | str], ...]

#: How a name or a figure of a formula is set; `None` where it has no figure.
_Setter: TypeAlias = "Callable[[Figure], str | None]"

_SIGNS = {sign: rf"\{sign}" for sign in "#$%&_{}"} | {
    "\\": r"{\backslash}",
    "^": r"{\wedge}",
    "~": r"{\sim}",
    NO_BREAK_SPACE: r"\ ",
}
_PLAIN_OR_SIGN = re.compile(rf"([#$%&_{{}}\\^~{NO_BREAK_SPACE}])")


class Term:
    """A part of a formula; sums, differences, products and quotients of it are too."""

    __slots__ = ()

    def __add__(self, other: Term) -> Sum:
        return Sum(self, (("+", other),))

    def __radd__(self, number: int) -> Sum:
        return Sum(_Number(Fraction(number)), (("+", self),))

    def __sub__(self, other: Term) -> Sum:
        return Sum(self, (("-", other),))

    def __rsub__(self, number: int) -> Sum:
        return Sum(_Number(Fraction(number)), (("-", self),))

    def __mul__(self, other: Term) -> Product:
        return Product(_factor(self), (("x", _factor(other)),))

    def __rmul__(self, number: int | Fraction) -> Product:
        return Product(_Number(Fraction(number)), (("x", _factor(self)),))

    def __truediv__(self, other: Term) -> Product:
        return Product(_factor(self), (("/", _divisor(other)),))

    @abstractmethod
    def words(self) -> Iterator[str]:
        """Yield the formula in words, name by name and sign by sign."""

    @abstractmethod
    def figures(self) -> Iterator[Figure]:
        """Yield the figures in it, in the order of the formula."""

    @abstractmethod
    def latex(self, setter: _Setter) -> str | None:
        """Return it as LaTeX; `None` where a figure is missing."""


@frozen
class Figure(Term):
    """A name in a formula, and the figure that it stands for.

    Parameters
    ----------
    name
        What it is called.
    value
        Its figure, or `None` where the formula only names it.
    given
        What it is called among the inputs, where that says more than *name*.
    short
        What it is called in words, where *name* would repeat what stands before it.
    """

    name: str
    value: Quantity | str | None = None
    given: str | None = None
    short: str | None = None

    def words(self) -> Iterator[str]:
        """Yield its name."""
        yield self.short or self.name

    def figures(self) -> Iterator[Figure]:
        """Yield itself."""
        yield self

    def latex(self, setter: _Setter) -> str | None:
        """Return its name or its figure."""
        return setter(self)


@frozen
class _Number(Term):
    """A number of the formula itself.

    Parameters
    ----------
    value
        The number.
    """

    value: Fraction

    def words(self) -> Iterator[str]:
        yield decimal(self.value)

    def figures(self) -> Iterator[Figure]:
        return iter(())

    def latex(self, _setter: _Setter) -> str:
        return decimal(self.value)


@frozen
class Bracketed(Term):
    """A term in brackets, also where the order of operations needs none.

    Parameters
    ----------
    inner
        What stands in them.
    """

    inner: Term

    def words(self) -> Iterator[str]:
        """Yield it between its brackets."""
        yield from ("(", *self.inner.words(), ")")

    def figures(self) -> Iterator[Figure]:
        """Yield the figures in it."""
        return self.inner.figures()

    def latex(self, setter: _Setter) -> str | None:
        """Return it between brackets that are as high as it is."""
        inner = self.inner.latex(setter)
        return None if inner is None else rf"\left({inner}\right)"


@frozen
class Sum(Term):
    """Terms added to or taken from the first one.

    Parameters
    ----------
    first
        The first term.
    others
        The others, each with its sign.
    """

    first: Term
    others: tuple[tuple[Literal["+", "-"], Term], ...]

    def __add__(self, other: Term) -> Sum:
        return Sum(self.first, (*self.others, ("+", other)))

    def __sub__(self, other: Term) -> Sum:
        return Sum(self.first, (*self.others, ("-", other)))

    def words(self) -> Iterator[str]:
        """Yield the terms with their signs."""
        yield from self.first.words()
        for sign, term in self.others:
            yield f" {sign} "
            yield from term.words()

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of every term."""
        return chain.from_iterable(
            each.figures() for each in (self.first, *(term for _, term in self.others))
        )

    def latex(self, setter: _Setter) -> str | None:
        """Return the terms with their signs."""
        parts = [self.first.latex(setter)]
        for sign, term in self.others:
            parts += [f" {sign} ", term.latex(setter)]
        return _together(parts)


@frozen
class Product(Term):
    """Factors that the first one is multiplied with or divided by.

    Parameters
    ----------
    first
        The first factor.
    others
        The others, each with its sign.
    """

    first: Term
    others: tuple[tuple[Literal["x", "/"], Term], ...]

    def __mul__(self, other: Term) -> Product:
        return Product(self.first, (*self.others, ("x", _factor(other))))

    def __truediv__(self, other: Term) -> Product:
        return Product(self.first, (*self.others, ("/", _divisor(other))))

    def words(self) -> Iterator[str]:
        """Yield the factors with their signs."""
        yield from self.first.words()
        for sign, factor in self.others:
            yield f" {sign} "
            yield from factor.words()

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of every factor."""
        return chain.from_iterable(
            each.figures() for each in (self.first, *(part for _, part in self.others))
        )

    def latex(self, setter: _Setter) -> str | None:
        """Return the factors, as a fraction where one divides."""
        above = [self.first, *(part for sign, part in self.others if sign == "x")]
        below = [part for sign, part in self.others if sign == "/"]
        if not below:
            return _times(above, setter)
        return _together(
            [r"\frac{", _alone(above, setter), "}{", _alone(below, setter), "}"]
        )


@frozen
class Largest(Term):
    """The larger of two terms.

    Parameters
    ----------
    one
        A term.
    other
        Another.
    """

    one: Term
    other: Term

    def words(self) -> Iterator[str]:
        """Yield both in the brackets of ``max``."""
        yield from ("max(", *self.one.words(), ", ", *self.other.words(), ")")

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of both."""
        yield from (*self.one.figures(), *self.other.figures())

    def latex(self, setter: _Setter) -> str | None:
        """Return both in the brackets of ``max``."""
        sides = [self.one.latex(setter), ", ", self.other.latex(setter)]
        return _together([r"\max\left(", *sides, r"\right)"])


@frozen
class OrLeastLoad(Term):
    """A mass, or the least load of the balance if that is more.

    Parameters
    ----------
    mass
        The mass.
    least_load
        The least load of the balance.
    """

    mass: Term
    least_load: Figure

    def words(self) -> Iterator[str]:
        """Yield the formula of the mass, and what else may decide."""
        formula = joined(self.mass.words())
        yield say("{formula}, or the least load if that is more", formula=formula)

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of the mass, and the least load."""
        yield from (*self.mass.figures(), self.least_load)

    def latex(self, setter: _Setter) -> str | None:
        """Return the formula of the mass."""
        return self.mass.latex(setter)


class Expression(Wording):
    """A formula in words that remembers its tree."""

    __slots__ = ("term",)

    term: Term

    @classmethod
    def of(cls, term: Term) -> Self:
        """Return a term in words.

        Parameters
        ----------
        term
            The formula.

        Returns
        -------
        Expression
            Its names and signs; each name can still be translated.

        Examples
        --------
        >>> blend, size = Figure("blend"), Figure("batch size")
        >>> print(Expression.of(blend / (size - 1 * size)))
        blend / (batch size - 1 x batch size)
        """
        words = joined(term.words())
        made = cls(words.template, words.values)
        made.term = term
        return made

    def __reduce__(self) -> tuple[Callable[[Term], Expression], tuple[Term]]:
        """Let copy and pickle make the same formula again."""
        return Expression.of, (self.term,)


def inputs_of(term: Term) -> Inputs:
    """Return the figures of a formula, each once, in the order of the formula.

    Parameters
    ----------
    term
        The formula.

    Returns
    -------
    Inputs
        Their names and values.

    Examples
    --------
    >>> inputs_of(Figure("blend", "13 g") / Figure("batch size", "100 capsules"))
    (('blend', '13 g'), ('batch size', '100 capsules'))
    """
    found = {
        each.given or each.name: each.value
        for each in term.figures()
        if each.value is not None
    }
    return tuple(found.items())


def latex_of(
    name: str, formula: str, inputs: Iterable[tuple[str, object]], result: Quantity
) -> str:
    r"""Return a formula, its figures and its result as LaTeX.

    Parameters
    ----------
    name
        What the figure is.
    formula
        How it is found; a text that is no `Expression` is set as text.
    inputs
        Name and value of each input, listed where the formula does not show them all.
    result
        The figure.

    Returns
    -------
    str
        Lines, aligned.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> term = Figure("blend", Q("13 g")) / Figure("batch size", Q("100 capsule"))
    >>> print(latex_of("fill", Expression.of(term), (), Q("130 mg/capsule")))
    $$\begin{aligned}
    \text{fill} &= \frac{\text{blend}}{\text{batch size}} \\
    &= \frac{\text{13 g}}{\text{100 capsules}} \\
    &= \text{130 mg/capsule}
    \end{aligned}$$
    """
    term = formula.term if isinstance(formula, Expression) else Figure(formula)
    names, figures = term.latex(lambda each: _text(each.name)), term.latex(_figure)
    lines = [f"{_text(name)} &= {names}"]
    if figures not in (None, names):
        lines.append(f"&= {figures}")
    if isinstance(term, OrLeastLoad):
        lines[-1] += _text(", or the least load if that is more")
    lines.append(f"&= {_text(str(result))}")
    if figures is None or isinstance(term, OrLeastLoad):
        lines += [f"{_text(each)} &= {_text(str(value))}" for each, value in inputs]
    sides = " \\\\\n".join(lines)
    return f"$$\\begin{{aligned}}\n{sides}\n\\end{{aligned}}$$"


def _factor(term: Term) -> Term:
    """Return a term as a factor: a sum in brackets."""
    return Bracketed(term) if isinstance(term, Sum) else term


def _divisor(term: Term) -> Term:
    """Return a term as what divides: a sum or a product in brackets."""
    return Bracketed(term) if isinstance(term, (Sum, Product)) else term


def _figure(figure: Figure) -> str | None:
    return None if figure.value is None else _text(str(figure.value))


def _together(parts: Iterable[str | None]) -> str | None:
    """Return parts as one; `None` where one of them is missing."""
    found = list(parts)
    known = [each for each in found if each is not None]
    return "".join(known) if len(known) == len(found) else None


def _times(factors: list[Term], setter: _Setter) -> str | None:
    parts: list[str | None] = []
    for each in factors:
        parts += [r" \times ", each.latex(setter)]
    return _together(parts[1:])


def _alone(factors: list[Term], setter: _Setter) -> str | None:
    """Return the factors of one side of a fraction; one alone needs no brackets."""
    (first, *others) = factors
    if isinstance(first, Bracketed) and not others:
        return first.inner.latex(setter)
    return _times(factors, setter)


def _text(words: str) -> str:
    r"""Return words as LaTeX: ``100 %`` as ``\text{100 }\%``.

    Signs such as ``%`` stand outside ``\text{}``: in it, some notebooks print the
    backslash before them too.
    """
    runs = [each for each in _PLAIN_OR_SIGN.split(words) if each]
    return "".join(_SIGNS.get(each) or rf"\text{{{each}}}" for each in runs)
