r"""The worksheet read as a stranger reads it: its printed words, and nothing else.

The words are taken from the plain text, in English or German, and the strength in a
capsule is worked out from what they ask to weigh. A load of :math:`l` for :math:`k`
shells, of a blend of the masses :math:`m`, puts into each capsule

.. math:: \frac{l}{k} \cdot \frac{c \, m_1 \prod_i p_i / t_i}{\sum m}

of drug, where :math:`c` is the drug in one mg of the powder by the printed formulas,
and :math:`p_i` the portion taken of the mass :math:`t_i` of each trituration.

A weighing may be off by half a step of the balance, a number printed with *about* by
half of its sixth decimal; the strength may be off by all of these together.

The patterns are written out by hand for each language and not made from the templates
of the library: a translation that exchanges two values is to be noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

__all__ = ["Reading", "UnreadableSheetError", "read_sheet"]

_Kind: TypeAlias = Literal["diluent", "portion", "load", "last load", "in"]

_LAST_DECIMAL = Fraction(1, 1_000_000)
#: No worksheet rounds its weighings as much.
_MOST_ROUNDING = Fraction(1, 4)
#: Thousands are parted by a space that does not break.
_THOUSANDS = re.compile(r"(?<=[0-9])\N{NO-BREAK SPACE}(?=[0-9]{3}(?![0-9]))")


class UnreadableSheetError(Exception):
    """A text that is no worksheet, or whose numbers cannot be followed."""


@frozen(kw_only=True)
class Reading:
    """What the numbers on a worksheet say; masses in mg.

    Parameters
    ----------
    aim
        Drug meant to be in a capsule, overage included.
    stated
        Drug that the sheet says is in it, by the powder as weighed.
    least
        Drug in a capsule of the weakest load, computed forward.
    greatest
        Drug in a capsule of the strongest load, computed forward.
    rounding
        How far all roundings together may move it, as a share.
    adds_up
        Whether the masses to weigh add up to the blend that is expected.
    enough_tablets
        Whether as many tablets are counted as crushed, they weigh what is expected,
        and hold the powder to weigh.
    strength_off
        Whether a finding on the sheet says that its strength is off.
    """

    aim: Fraction
    stated: Fraction
    least: Fraction
    greatest: Fraction
    rounding: Fraction
    adds_up: bool
    enough_tablets: bool
    strength_off: bool

    @property
    def agrees(self) -> bool:
        """Whether every capsule holds what is stated and meant, but for rounding."""
        meant = self.strength_off or self._gives(self.aim)
        usual = 0 <= self.rounding <= _MOST_ROUNDING
        sums = self.adds_up and self.enough_tablets
        return sums and usual and meant and self._gives(self.stated)

    def _gives(self, strength: Fraction) -> bool:
        low, high = strength * (1 - self.rounding), strength * (1 + self.rounding)
        return low <= self.least <= self.greatest <= high


@frozen(kw_only=True)
class _Words:
    """What a worksheet says in one language: the patterns of its sentences."""

    number: str
    about: str
    sections: tuple[str, str, str, str]
    tasks: tuple[tuple[_Kind, str], ...]
    all_powder: str
    readability: str
    blend: str
    label: str
    overage: str
    stated: str
    counted: str
    crushed: str
    assay: str
    by_tablets: str
    tablet_strength: str
    tablet_mass: str
    by_share: str
    share: str
    water: str
    solvents: str
    molar_mass: str


_EN = r"(?:about )?[0-9]{1,12}(?:\.[0-9]{1,12})?"
_EN_MASS = rf"(?P<mass>{_EN}) mg"
_EN_SHELLS = r"over all (?P<shells>[0-9]{1,6}) shells"
# a German sheet may print a decimal point or a decimal comma
_DE = r"(?:etwa )?[0-9]{1,12}(?:[.,][0-9]{1,12})?"
_DE_MASS = rf"(?P<mass>{_DE}) mg"
_DE_SHELLS = r"auf alle (?P<shells>[0-9]{1,6}) Hüllen"

_LANGUAGES = {
    "en": _Words(
        number=_EN,
        about="about ",
        sections=("Identity", "At the bench", "Formulas", "Sources"),
        tasks=(
            ("diluent", rf"Weigh {_EN_MASS} of .+ for trituration [0-9]+ of "),
            ("portion", rf"Weigh {_EN_MASS} of trituration [0-9]+ of .+ Destroy the"),
            ("load", rf"Weigh {_EN_MASS} of blend for load .+ {_EN_SHELLS}"),
            ("last load", rf"All (?:of the blend|that is left), .+ {_EN_SHELLS}"),
            ("in", rf"Weigh a vessel of .+, with more than {_EN_MASS} in it"),
            ("in", rf"Weigh {_EN_MASS} of"),
        ),
        all_powder=rf"Use all of the tablet powder, about {_EN_MASS}",
        readability=rf"It reads to {_EN_MASS}",
        blend=rf"Weigh the blend: {_EN_MASS} is expected",
        label=rf"Label: .+? ({_EN}) mg in each capsule",
        overage=rf"drug overage ({_EN}) %",
        stated=rf"not an assay\): ({_EN}) mg/capsule",
        counted=rf"Count ([0-9]+) tablets?, whole, .*?: {_EN_MASS} is expected",
        crushed=r"Crush ([0-9]+) tablets? to a fine powder",
        assay=rf" assay(?: it is taken for)? ({_EN}) %",
        by_tablets="= drug needed / tablet strength",
        tablet_strength=rf"tablet strength ({_EN}) mg/tablet",
        tablet_mass=rf"mean tablet mass ({_EN}) mg/tablet",
        by_share="= drug needed / share",
        share=rf" share ({_EN}) %",
        water=rf" water ({_EN}) %",
        solvents=rf" solvents ({_EN}) %",
        molar_mass=rf"molar mass [a-z ]+ ({_EN}) g/mol",
    ),
    "de": _Words(
        number=_DE,
        about="etwa ",
        sections=("Identität", "Am Arbeitsplatz", "Formeln", "Quellen"),
        tasks=(
            ("diluent", rf"{_DE_MASS} .+ für Verreibung [0-9]+ \(.+\) einwiegen"),
            (
                "portion",
                rf"{_DE_MASS} Verreibung [0-9]+ \(.+ einwiegen\. Den Rest vernichten",
            ),
            ("load", rf"{_DE_MASS} der Mischung für Beschickung .+ {_DE_SHELLS}"),
            (
                "last load",
                rf"(?:Die gesamte Mischung|Den gesamten Rest), .+ {_DE_SHELLS}",
            ),
            ("in", rf"Ein Gefäß mit .+ wiegen, darin mehr als {_DE_MASS}"),
            ("in", rf"{_DE_MASS} .+ einwiegen"),
        ),
        all_powder=rf"Das gesamte Tablettenpulver verwenden, etwa {_DE_MASS}",
        readability=rf"Sie zeigt Schritte von {_DE_MASS}",
        blend=rf"Die Mischung wiegen: {_DE_MASS} werden erwartet",
        label=rf"Etikett: .+? ({_DE}) mg je Kapsel",
        overage=rf"Wirkstoffzuschlag ({_DE}) %",
        stated=rf"keine Gehaltsbestimmung\): ({_DE}) mg/Kapsel",
        counted=rf"([0-9]+) Tabletten? abzählen, .*?: {_DE_MASS} werden erwartet",
        crushed=r"([0-9]+) Tabletten? fein pulvern",
        assay=rf"(?: Gehalt|angerechneter Gehalt) ({_DE}) %",
        by_tablets="= benötigter Wirkstoff / Tablettenstärke",
        tablet_strength=rf"Tablettenstärke ({_DE}) mg/Tablette",
        tablet_mass=rf"mittlere Tablettenmasse ({_DE}) mg/Tablette",
        by_share="= benötigter Wirkstoff / Anteil",
        share=rf" Anteil ({_DE}) %",
        water=rf" Wasser ({_DE}) %",
        solvents=rf" Lösungsmittel ({_DE}) %",
        molar_mass=rf"molare Masse [A-Za-z -]+ ({_DE}) g/mol",
    ),
}


@frozen(kw_only=True)
class _Amount:
    """What one task asks to weigh, in mg; how far rounding took it, as a share."""

    kind: _Kind
    mass: Fraction = Fraction(0)
    shells: int = 0
    error: Fraction = Fraction(0)


def read_sheet(text: str, language: str) -> Reading:
    """Return what follows from the words of a worksheet.

    Parameters
    ----------
    text
        The worksheet, as plain text.
    language
        ``en`` or ``de``.

    Returns
    -------
    Reading
        The strength computed forward, beside what the sheet says of it.

    Raises
    ------
    UnreadableSheetError
        If words that a worksheet must have are missing, or its numbers cannot be
        followed: nothing is weighed, or spread over no shells.
    """
    plain = _THOUSANDS.sub("", text).replace("\N{NO-BREAK SPACE}", " ")
    try:
        return _Reader(language).reading(" ".join(plain.split()))
    except ArithmeticError as error:
        raise UnreadableSheetError(text) from error


class _Reader:
    """Reads a worksheet in one language."""

    def __init__(self, language: str) -> None:
        self.words = _LANGUAGES[language]

    def reading(self, sheet: str) -> Reading:
        words = self.words
        identity, at_bench, formulas_of, sources = words.sections
        findings = sheet.partition(f" {identity} -")[0]
        bench = self._read(f"{at_bench} -+ (.+) {formulas_of} -+ ", sheet)
        formulas = self._read(f"{formulas_of} -+ (.+) {sources} -+ ", sheet)
        tasks = re.split(r"\[ \] [0-9]+\. ", bench)[1:]
        display = re.search(words.readability, bench)
        step = self._number(display["mass"]) if display else Fraction(0)

        amounts = [each for task in tasks for each in self._amounts(task, step)]
        whole = re.search(words.all_powder, bench)
        if whole is not None:
            amounts.insert(0, _Amount(kind="in", mass=self._number(whole["mass"])))
        mass, drug = _blend(amounts, self._drug_in_one_mg(formulas))
        loads = list(_loads(amounts, mass))
        if not loads or not mass:
            raise UnreadableSheetError(sheet)
        strengths = [drug / mass * taken / shells for taken, shells in loads]
        blend = re.search(words.blend, bench)

        label = self._number(self._read(words.label, bench))
        overage = self._number(self._read(words.overage, formulas)) / 100
        stated = self._read(words.stated, formulas)
        # the last load is what the others leave: what all masses are off is in it
        smallest = min(taken for taken, _ in loads)
        rounding = 1 / (1 - self._unseen(stated))
        for each in amounts:
            rounding /= 1 - each.error * max(Fraction(1), each.mass / smallest)
        # every mass may have been rounded, and their sum once more
        unseen = _LAST_DECIMAL / 2 * (len(amounts) + 1)
        return Reading(
            aim=label * (1 + overage),
            stated=self._number(stated),
            least=min(strengths),
            greatest=max(strengths),
            rounding=rounding - 1,
            adds_up=blend is None or abs(mass - self._number(blend["mass"])) <= unseen,
            enough_tablets=self._enough_tablets(bench, formulas, amounts[0].mass),
            strength_off="(strength-off)" in findings,
        )

    def _amounts(self, task: str, step: Fraction) -> Iterator[_Amount]:
        """Yield what a task asks to weigh, if it asks for anything."""
        for kind, pattern in self.words.tasks:
            match = re.match(pattern, task)
            if match is not None:
                parts = {"mass": "0", "shells": "0"} | match.groupdict()
                mass = self._number(parts["mass"])
                of_step = step / 2 / mass if mass else Fraction(0)
                yield _Amount(
                    kind=kind,
                    mass=mass,
                    shells=int(parts["shells"]),
                    error=of_step + self._unseen(parts["mass"]),
                )
                return

    def _enough_tablets(self, bench: str, formulas: str, powder: Fraction) -> bool:
        """Return whether the tablets hold the powder; true where none is crushed."""
        if self.words.by_tablets not in formulas:
            return True
        counted = re.search(self.words.counted, bench)
        if counted is None:
            raise UnreadableSheetError(bench)
        tablets, mass = int(counted[1]), self._number(counted["mass"])
        mean_mass = self._number(self._read(self.words.tablet_mass, formulas))
        crushed = int(self._read(self.words.crushed, bench))
        # the powder may have been rounded up by the display, or printed with "about"
        return (
            tablets == crushed
            and abs(tablets * mean_mass - mass) <= _LAST_DECIMAL / 2
            and powder <= mass + _LAST_DECIMAL / 2
        )

    def _drug_in_one_mg(self, formulas: str) -> Fraction:
        """Return what share of the powder is drug, by the inputs of the formulas."""
        words = self.words
        assay = self._share(words.assay, formulas, missing=1)
        if words.by_tablets in formulas:
            strength = self._read(words.tablet_strength, formulas)
            mass = self._read(words.tablet_mass, formulas)
            content = self._number(strength) / self._number(mass) * assay
        elif words.by_share in formulas:
            content = self._share(words.share, formulas, missing=0) * assay
        else:
            water = self._share(words.water, formulas, missing=0)
            solvents = self._share(words.solvents, formulas, missing=0)
            content = assay * (1 - water - solvents)
        forms = re.findall(words.molar_mass, formulas)
        if forms:
            content *= self._number(forms[1]) / self._number(forms[0])
        return content

    def _share(self, pattern: str, formulas: str, *, missing: int) -> Fraction:
        match = re.search(pattern, formulas)
        return Fraction(missing) if match is None else self._number(match[1]) / 100

    @staticmethod
    def _read(pattern: str, words: str) -> str:
        """Return what stands where the pattern has its group."""
        match = re.search(pattern, words)
        if match is None:
            message = f"no {pattern!r} in {words!r}"
            raise UnreadableSheetError(message)
        return match[1]

    def _unseen(self, printed: str) -> Fraction:
        """Return how far off a printed number may be, as a share of it."""
        about = printed.startswith(self.words.about)
        return _LAST_DECIMAL / 2 / self._number(printed) if about else Fraction(0)

    def _number(self, printed: str) -> Fraction:
        digits = printed.removeprefix(self.words.about)
        return Fraction(digits.replace(",", "."))


def _loads(amounts: list[_Amount], blend: Fraction) -> Iterator[tuple[Fraction, int]]:
    """Yield the mass of each load of a blend, and its shells."""
    left = blend
    for each in amounts:
        if each.shells:
            taken = left if each.kind == "last load" else each.mass
            left -= taken
            yield taken, each.shells


def _blend(amounts: list[_Amount], content: Fraction) -> tuple[Fraction, Fraction]:
    """Return the mass of the blend and the drug in it; the powder comes first."""
    heaps: list[tuple[Fraction, Fraction]] = []
    diluent = Fraction(0)
    for each in amounts:
        match each.kind:
            case "in":
                heaps.append((each.mass, Fraction(0) if heaps else each.mass * content))
            case "diluent":
                diluent = each.mass
            case "portion":
                mass, drug = heaps.pop()
                heaps.append((each.mass, drug * each.mass / (mass + diluent)))
            case _:  # a load takes of the blend and adds nothing to it
                pass
    none = Fraction(0)
    drug = sum((each for _, each in heaps), none)
    return sum((each for each, _ in heaps), none), drug
