r"""LaTeX: a step as a formula that a notebook typesets.

The formula of a step is plain arithmetic in words: names, numbers, ``+ - x /``,
brackets and ``max(a, b)``. It is read back as that, and set with fractions; then once
more with the figures in place of their names. A formula that holds other signs, such as
a name with a slash in it, is set as text. Where a name in a formula has no figure, the
figures that there are stand below it by their own names.

Signs such as ``%`` stand outside ``\text{}``: in it, some notebooks print the backslash
before them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..quantities.notation import NO_BREAK_SPACE
from ..quantities.units import Quantity

__all__ = ["latex_of"]

_TOKENS = re.compile(r"(max\(|\(|\)| \+ | - | x | / |, )")
_NUMBER = re.compile(r"[\d.]+")
_SIGNS = {sign: rf"\{sign}" for sign in "#$%&_{}"} | {
    "\\": r"{\backslash}",
    "^": r"{\wedge}",
    "~": r"{\sim}",
    NO_BREAK_SPACE: r"\ ",
}
_PLAIN_OR_SIGN = re.compile(rf"([#$%&_{{}}\\^~{NO_BREAK_SPACE}])")
#: No formula of ours opens so many; a name may.
_MOST_BRACKETS = 20
_OR_MORE = ", or the least load if that is more"
_ITS_FILL = "its full fill"


def latex_of(
    name: str,
    formula: str,
    inputs: Iterable[tuple[str, Quantity | str]],
    result: Quantity,
) -> str:
    r"""Return a formula with its figures as LaTeX.

    Parameters
    ----------
    name
        What the figure is.
    formula
        How it is found, in words.
    inputs
        Name and value of each input, in the order of the formula.
    result
        The figure.

    Returns
    -------
    str
        Lines, aligned: the formula, its figures, the result.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> inputs = (("blend", Q("13 g")), ("batch size", Q("100 capsule")))
    >>> print(latex_of("fill", "blend / batch size", inputs, Q("130 mg/capsule")))
    $$\begin{aligned}
    \text{fill} &= \frac{\text{blend}}{\text{batch size}} \\
    &= \frac{\text{13 g}}{\text{100 capsules}} \\
    &= \text{130 mg/capsule}
    \end{aligned}$$
    """
    given = tuple(inputs)
    shown = str(formula).removesuffix(_OR_MORE)
    or_more = _text(_OR_MORE) if shown != formula else ""
    read = _set(shown, _text)
    figures = _set(shown, lambda each: _figure(each, dict(given)))
    lines = [f"{_text(name)} &= {read or _text(shown)}"]
    if figures and figures != read:
        lines.append(f"&= {figures}")
    lines[-1] += or_more
    lines.append(f"&= {_text(str(result))}")
    if or_more or not figures:
        lines += [f"{_text(each)} &= {_text(str(value))}" for each, value in given]
    sides = " \\\\\n".join(lines)
    return f"$$\\begin{{aligned}}\n{sides}\n\\end{{aligned}}$$"


def _set(formula: str, name: Callable[[str], str | None]) -> str | None:
    """Return arithmetic in words as LaTeX; `None` where it cannot be read."""
    if formula.count("(") > _MOST_BRACKETS:
        return None
    tokens = _named_in_full([each for each in _TOKENS.split(formula) if each])
    try:
        found = _sum(tokens, name)
    except _UnreadableError:
        return None
    return None if tokens else found


class _UnreadableError(ValueError):
    """A formula is no plain arithmetic, or a name in it has no figure."""


def _named_in_full(tokens: list[str]) -> list[str]:
    """Return the tokens; ``its full fill`` says whose."""
    full = tokens[:2]
    for before, token in zip(tokens, tokens[2:], strict=False):
        whose = before.removeprefix("share of ")
        full.append(f"full fill of {whose}" if token == _ITS_FILL else token)
    return full


def _sum(tokens: list[str], name: Callable[[str], str | None]) -> str:
    found = _product(tokens, name)
    while tokens and tokens[0] in (" + ", " - "):
        found += tokens.pop(0) + _product(tokens, name)
    return found


def _product(tokens: list[str], name: Callable[[str], str | None]) -> str:
    above = [_factor(tokens, name)]
    below: list[str] = []
    while tokens and tokens[0] in (" x ", " / "):
        side = above if tokens.pop(0) == " x " else below
        side.append(_factor(tokens, name))
    if not below:
        return _times(above)
    return rf"\frac{{{_alone(above)}}}{{{_alone(below)}}}"


def _factor(tokens: list[str], name: Callable[[str], str | None]) -> str:
    word = tokens.pop(0) if tokens else ""
    if word in ("(", "max("):
        inner = _sum(tokens, name)
        if word == "max(":
            _take(tokens, ", ")
            inner += f", {_sum(tokens, name)}"
        _take(tokens, ")")
        return (r"\max" if word == "max(" else "") + rf"\left({inner}\right)"
    found = word if _NUMBER.fullmatch(word) else name(word)
    if not word or not found or _TOKENS.fullmatch(word):
        raise _UnreadableError(word)
    return found


def _take(tokens: list[str], sign: str) -> None:
    if not tokens or tokens.pop(0) != sign:
        raise _UnreadableError(sign)


def _times(factors: list[str]) -> str:
    return r" \times ".join(factors)


def _alone(factors: list[str]) -> str:
    """Return the factors of one side of a fraction; one alone needs no brackets."""
    (first, *others) = factors
    if others or not first.startswith(r"\left("):
        return _times(factors)
    return first.removeprefix(r"\left(").removesuffix(r"\right)")


def _figure(name: str, inputs: dict[str, Quantity | str]) -> str | None:
    """Return the figure that a name in a formula stands for, if there is one.

    An input may say more than the formula: where its figure comes from, or that a
    form is one of two whose molar masses are compared.
    """
    for given, value in inputs.items():
        if given in (name, f"molar mass {name}") or given.startswith(f"{name} ("):
            return _text(str(value))
    return None


def _text(words: str) -> str:
    r"""Return words as LaTeX: ``100 %`` as ``\text{100 }\%``."""
    runs = [each for each in _PLAIN_OR_SIGN.split(words) if each]
    return "".join(_SIGNS.get(each) or rf"\text{{{each}}}" for each in runs)
