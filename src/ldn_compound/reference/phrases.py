"""Phrases: what a text of a prescription names, and what it says of it.

A name is looked for in a folded text: without case, accents and hyphens. An umlaut of a
table may stand there as two letters: "Abhängigkeit" is found as "ABHAENGIGKEIT" too.

A clause denies a name where the whole of it is a sequence of words from a short list,
with one negation: "no opioids", "denies use of opioids or narcotics", "Opioide: keine".
Any other word in it, such as "except", leaves the name as said. So a denial may be
overlooked, and a name may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import combining, normalize

from .tables import Row, rows

__all__ = ["clauses", "denies", "folded", "meanings", "spans", "without"]

#: Clauses are parted by these; a hyphen, a slash and a colon part none.
_CLAUSE = re.compile(r"[,;.()\[\]\n]+(?:\s|$)|;")
_HYPHENS = re.compile(r"[-_'\u2019\u2010-\u2015\u2212/:]+")
_FREE = re.compile(r"\s+(?:free|frei)(?!\w)")
_FREI = re.compile(r"frei(?:e[mnrs]?)?$")
_UMLAUTS = re.compile("[äöü]")

#: An age in a phrase, as one number.
_AGE = re.compile(
    r"(?<!\w)(?:"
    r"(?:age|aged|alter|alter von)\s+(?P<after>\d{1,3})(?!\w)"
    r"|(?P<before>\d{1,3})\s*(?:(?:years?|yrs?|y)\s+(?:old|of age)|yo|y o|yrs?"
    r"|jahre alt|jahrig\w*|months? old|monate alt)(?!\w))"
)
#: One letter for each word of a clause, and what a denial is made of: N a negation,
#: H what it denies, U use, K known, S a state, O and/or, T a test, M a negative one.
_DENIALS = (
    re.compile(r"[UK]*N[UK]*H(?:O[UK]*H)*S*[UK]*"),
    re.compile(r"U*H(?:OH)*[SU]*NU*"),
    re.compile(r"[UT]*M[UT]*H[ST]*"),
    re.compile(r"U*H[STU]*M"),
)
_LETTERS = {
    "no": "N",
    "use": "U",
    "known": "K",
    "state": "S",
    "joining": "O",
    "test": "T",
    "negative": "M",
}
_HIT = "\0"


def folded(text: str) -> str:
    """Return a text as it is searched.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Without case, accents, hyphens and invisible signs.

    Examples
    --------
    >>> folded("Opioid-ABHÄNGIGKEIT"), folded("Codéine")
    ('opioid abhangigkeit', 'codeine')
    """
    signs = normalize("NFKD", text.casefold())
    plain = (each for each in signs if not combining(each) and each.isprintable())
    return _HYPHENS.sub(" ", "".join(plain))


def spans(row: Row, text: str) -> list[tuple[int, int]]:
    """Return where a folded text holds what a row looks for.

    Parameters
    ----------
    row
        With ``words``, ``codes``, ``all_of`` or ``below_age``; see ``screening.toml``.
    text
        A folded text.

    Returns
    -------
    list of tuple
        Start and end of each; empty where there is none.
    """
    text = without(tuple(row.get("but_not", ())), text)
    found = _found(row.get("words", ()), row.get("endings", ()), text)
    found += [
        each.span() for each in _codes(tuple(row.get("codes", ()))).finditer(text)
    ]
    groups = [_found(each, (), text) for each in row.get("all_of", ())]
    if groups and all(groups):
        found += [span for group in groups for span in group]
    below = row.get("below_age", 0)
    found += [
        each.span()
        for each in _AGE.finditer(text)
        if int(each["after"] or each["before"]) < below
    ]
    return sorted(found)


def without(words: tuple[str, ...], text: str) -> str:
    """Return a folded text in which blanks stand for the words, of the same length."""
    if not words:
        return text
    return _pattern(words, ()).sub(lambda found: " " * len(found[0]), text)


def clauses(text: str) -> list[str]:
    """Return the clauses of a folded text that say anything."""
    return [each.strip() for each in _CLAUSE.split(text) if each.strip()]


def denies(row: Row, clause: str, *, state: bool) -> bool:
    """Return whether a clause says that what was found in it is not so.

    Parameters
    ----------
    row
        What is looked for.
    clause
        A folded clause.
    state
        Whether a word such as "allergy" must stand in it too: "no lactose" refuses
        lactose, "no lactose allergy" denies the allergy.

    Returns
    -------
    bool
        Whether the whole of it is a denial.

    Examples
    --------
    >>> row = {"words": ["opioid*", "tramadol"]}
    >>> denies(row, "no opioids or tramadol", state=False)
    True
    >>> denies(row, "no opioids except tramadol", state=False)
    False
    """
    letters = letters_of(clause, spans(row, clause))
    if "all_of" in row:  # words of several groups are one thing
        letters = re.sub("H+", "H", letters)
    if state and "S" not in letters:
        return False
    return any(each.fullmatch(letters) for each in _DENIALS)


def letters_of(clause: str, found: Iterable[tuple[int, int]]) -> str:
    """Return a letter for each word of a clause; "?" for one that is on no list."""
    signs = list(clause)
    for start, end in found:
        signs[start:end] = _HIT * (end - start)
    text = re.sub(f"{_HIT}+", f" {_HIT} ", "".join(signs))
    text = text.replace(" use disorder", " disorder")
    letters = _letters()
    return "".join(
        "H" if word == _HIT else letters.get(word, "?")
        for word in re.findall(rf"{_HIT}|[^\s,;.()\[\]]+", text)
    )


def meanings(row: Row, text: str, found: Iterable[str]) -> frozenset[str]:
    """Return what a phrase says of what it names.

    Parameters
    ----------
    row
        What is looked for.
    text
        The whole folded text.
    found
        The clauses of it that name that.

    Returns
    -------
    frozenset of str
        ``past`` where each of the clauses says so, and none that it is so now;
        ``state``, such as dependence; ``sensitive``, such as an allergy; ``spared``
        where none of the clauses says that it is taken, but that there is an allergy to
        it, or that it is a relative's.
    """
    said = {row["name"]: row for row in rows("phrases", "meaning")}

    def says(name: str, phrase: str) -> bool:
        return bool(spans(said[name], phrase))

    parts = list(found)
    meant = {name for name in ("state", "sensitive") if says(name, text)}
    if not any(says("now", each) for each in parts):
        if all(says("past", each) or _is_free(row, each) for each in parts):
            meant.add("past")
        if all(
            says("relative", each)
            or (says("sensitive", each) and not says("state", text))
            for each in parts
        ):
            meant.add("spared")
    return frozenset(meant)


def _is_free(row: Row, clause: str) -> bool:
    """Return whether a clause says "free" of all that a row looks for in it."""
    found = spans(row, clause)
    return bool(found) and all(
        _FREE.match(clause, end) or _FREI.search(clause[start:end])
        for start, end in found
    )


def _found(
    words: Iterable[str], endings: Iterable[str], text: str
) -> list[tuple[int, int]]:
    words = tuple(words)
    if not words:
        return []
    pattern = _pattern(words, tuple(endings))
    return [each.span() for each in pattern.finditer(text)]


@cache
def _pattern(words: tuple[str, ...], endings: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the words, whole; a star is any letters."""
    ends = "|".join(map(_escaped, endings))
    grown = f"(?:{ends})?" if ends else ""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_escaped, words))}){grown}(?!\w)")


def _escaped(word: str) -> str:
    """Return the pattern of a word, in which an umlaut may be two letters."""
    whole = "".join(_sign(each) for each in normalize("NFC", word.casefold()))
    return re.sub(" +", r"\\s+", whole)


def _sign(sign: str) -> str:
    if sign == "*":
        return r"\w*"
    plain = folded(sign)
    if not plain.strip():
        return " "
    return f"{plain}e?" if _UMLAUTS.match(sign) else re.escape(plain)


@cache
def _codes(codes: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the codes of the ICD-10, and what is below them."""
    if not codes:
        return re.compile(r"(?!)")
    written = "|".join(folded(each).replace(".", r"\.?") for each in codes)
    return re.compile(rf"(?<!\w)(?:{written})(?:\.?[\dx]{{1,4}}|\.)?(?!\w)")


@cache
def _letters() -> dict[str, str]:
    (denial,) = rows("phrases", "denial")
    return {
        word: letter
        for key, letter in reversed(_LETTERS.items())
        for phrase in denial[key]
        for word in _words(phrase)
    }


def _words(phrase: str) -> Iterator[str]:
    """Yield the folded words of a phrase, with umlauts as one letter and as two."""
    yield from folded(phrase).split()
    yield from folded(_UMLAUTS.sub(lambda found: f"{found[0]}e", phrase)).split()
