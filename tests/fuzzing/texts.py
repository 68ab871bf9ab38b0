"""Texts for hypothesis: good ones with something wrong put into them, and any.

Hypothesis draws the source of chance, and each example is a hundred texts: drawn sign
by sign, a million would take hours.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .seeds import PIECES, SEEDS

__all__ = ["EACH", "astray", "texts"]

#: Texts in an example.
EACH = 100

_LAST_SIGN = 0x10FFFF


def texts(name: str) -> SearchStrategy[list[str]]:
    """Texts for a target, a hundred at a time."""
    return st.randoms(use_true_random=True).map(
        lambda chance: [astray(SEEDS[name], chance) for _ in range(EACH)]
    )


def astray(seeds: tuple[str, ...], chance: Random) -> str:
    """Return a good text, with up to three stretches cut, doubled or replaced."""
    text = chance.choice(seeds)
    for _ in range(chance.randint(0, 3)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.randint(0, 6))
        put = (text[start:end] * 2, chance.choice(PIECES), _sign(chance), "")
        text = text[:start] + chance.choice(put) + text[end:]
    return text


def _sign(chance: Random) -> str:
    """Return any sign, ASCII ones as often as all the others."""
    return chr(chance.choice((chance.randrange(128), chance.randint(0, _LAST_SIGN))))
