"""Wording: sentences that remember their template, so that they can be translated.

A sentence for people is written once, in English, as a template with named values.
It is a plain text everywhere; a catalogue finds its template in another language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from string import Formatter
from typing import Self

__all__ = ["Wording", "cited", "joined", "pieces", "say", "translated"]


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


def joined(texts: Iterable[str], between: str = "") -> Wording:
    """Return texts as one, each of which can still be translated.

    Parameters
    ----------
    texts
        The texts, in their order.
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


def translated(
    text: object,
    translate: Callable[[str], str],
    value: Callable[[object], str] = str,
) -> str:
    """Return a text in another language, as far as its template is known there.

    Parameters
    ----------
    text
        A text, or a value in one.
    translate
        Gives the template in the other language, or the same one where it has none.
    value
        Gives what is no `Wording`, such as a name or an amount, as text.

    Returns
    -------
    str
        The text, its values translated where they are wordings too.

    Examples
    --------
    >>> german = {"Weigh {mass} of {item}.": "{mass} {item} einwiegen."}
    >>> text = say("Weigh {mass} of {item}.", mass="1541 mg", item="powder")
    >>> translated(text, lambda template: german.get(template, template))
    '1541 mg powder einwiegen.'
    """
    if not isinstance(text, Wording):
        return value(text)
    values = tuple(
        (name, translated(each, translate, value)) for name, each in text.values
    )
    return Wording(translate(text.template), values)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a sentence, each with the value that follows them.

    Parameters
    ----------
    text
        A text; one that is no `Wording` is all words.

    Yields
    ------
    tuple[str, str]
        Words and the value after them; either may be empty. Put together in their
        order, they are the text.

    Examples
    --------
    >>> list(pieces(say("Weigh {mass} of {item}.", mass="1541 mg", item="powder")))
    [('Weigh ', '1541 mg'), (' of ', 'powder'), ('.', '')]
    """
    if not isinstance(text, Wording):
        yield text, ""
        return
    values = dict(text.values)
    for words, name, style, conversion in Formatter().parse(text.template):
        if name is None:
            yield words, ""
            continue
        converted = f"!{conversion}" if conversion else ""
        styled = f":{style}" if style else ""
        yield words, f"{{{name}{converted}{styled}}}".format(**values)
