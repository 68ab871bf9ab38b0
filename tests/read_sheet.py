r"""The bench sheet read as a stranger reads it: its printed words, and nothing else.

The words are taken from the plain text with its annex, in English or German. The table
says what is weighed, the tasks say what becomes of it, the formulas say how much drug a
milligram of the powder holds. A load of :math:`l` for :math:`k` shells, of a blend of
the masses :math:`m`, puts into each capsule

.. math:: \frac{l}{k} \cdot \frac{c \, m_1 \prod_i p_i / t_i}{\sum m}

of drug, where :math:`c` is the drug in one mg of the powder by the printed formulas,
and :math:`p_i` the portion taken of the mass :math:`t_i` of each trituration.

A weighing may be off by half a step of the balance, a number printed with *about* by
half of its sixth decimal; the strength may be off by all of these together.

`read_paper` gives the numbers as they are printed, `read_sheet` what follows from them.

The patterns are written out by hand for each language and not made from the templates
of the library: a translation that exchanges two values is to be noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

__all__ = [
    "Dilution",
    "Limits",
    "Load",
    "Paper",
    "Reading",
    "Row",
    "UnreadableSheetError",
    "drug_in",
    "read_paper",
    "read_sheet",
]

_Kind: TypeAlias = Literal["all", "part", "rest"]

_LAST_DECIMAL = Fraction(1, 1_000_000)
#: No sheet rounds its weighings as much.
_MOST_ROUNDING = Fraction(1, 4)
#: Thousands are parted by a space that does not break.
_THOUSANDS = re.compile(r"(?<=[0-9])\N{NO-BREAK SPACE}(?=[0-9]{3}(?![0-9]))")


class UnreadableSheetError(Exception):
    """A text that is no bench sheet, or whose numbers cannot be followed."""


@frozen
class Limits:
    """What may come out: a mass in mg, or a share of what is expected."""

    least: Fraction
    greatest: Fraction


@frozen(kw_only=True)
class Row:
    """A row of the weighing table; masses in mg, and how far rounding took the target.

    Where the target only says what to expect, there are no limits.
    """

    letter: str
    target: Fraction
    limits: Limits | None
    error: Fraction


@frozen
class Dilution:
    """A material is mixed with a diluent, and a portion of both is weighed."""

    material: str
    diluent: str
    portion: str


@frozen(kw_only=True)
class Load:
    """A filling of the tray: all of the blend, a part of it, or the rest."""

    kind: _Kind
    shells: int
    mass: Fraction = Fraction(0)
    limits: Limits | None = None
    error: Fraction = Fraction(0)


@frozen(kw_only=True)
class Paper:
    """The numbers of a sheet, as they are printed; masses in mg.

    Parameters
    ----------
    rows
        The weighing table.
    whole_powder
        Powder that goes in without being weighed, and how far its print is rounded.
    dilutions
        What is diluted before it goes into the blend.
    mixed
        The letters that go into the blend; that of the drug comes first, where there
        is one.
    blend
        The blend expected, or `None`.
    blend_limits
        Its limits: in mg, or as shares of all that went into it.
    in_shares
        Whether limits of blend, loads and fills are shares of what went in.
    loads
        How the blend is filled.
    fill
        Limits of one capsule and of their mean, without the shell.
    gross
        The same with the shell; `None` where they are shares.
    parts
        How many capsules the blend is for; `None` where limits are in mg.
    shell
        Mass of an empty shell.
    content
        Drug in a mg of the powder, by the formulas.
    mean_mass
        Mean mass of a tablet, or `None`.
    mean_limits
        Limits of the mean mass that is found, or `None`.
    by_mean
        Powder to weigh, in tablets, or `None`.
    label, overage, stated
        Strength on the label, overage, and the strength the sheet states.
    enough_tablets
        Whether as many tablets are counted as crushed, they weigh what is expected,
        and hold the powder to weigh.
    strength_off
        Whether a finding says that the strength is off.
    """

    rows: tuple[Row, ...]
    whole_powder: tuple[Fraction, Fraction] | None
    dilutions: tuple[Dilution, ...]
    mixed: tuple[str, ...]
    blend: Fraction | None
    blend_limits: Limits
    in_shares: bool
    loads: tuple[Load, ...]
    fill: Limits
    gross: Limits | None
    parts: Fraction | None
    shell: Fraction
    content: Fraction
    mean_mass: Fraction | None
    mean_limits: Limits | None
    by_mean: Fraction | None
    label: Fraction
    overage: Fraction
    stated: Fraction
    stated_error: Fraction
    enough_tablets: bool
    strength_off: bool


@frozen(kw_only=True)
class Reading:
    """What the numbers on a sheet say; masses in mg.

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
        As `Paper` has it.
    strength_off
        As `Paper` has it.
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
    """What a sheet says in one language: the patterns of its sentences."""

    about: str
    sections: tuple[str, str, str, str, str]
    row: str
    exactly: str
    estimate: str
    dilution: str
    mixed: tuple[str, ...]
    all_powder: str
    whole: str
    loads: tuple[tuple[_Kind, str], ...]
    readability: str
    blend: str
    blend_shares: str
    gross: str
    shares: str
    empty_shell: str
    label: str
    overage: str
    stated: str
    counted: str
    by_mean: str
    assay: str
    by_tablets: str
    to_crush: str
    tablet_strength: str
    tablet_mass: str
    by_share: str
    share: str
    water: str
    solvents: str
    molar_mass: str


_LETTER = "[A-Z]{1,2}"
_LETTERS = rf"{_LETTER}(?:(?: \+|,) {_LETTER})*"

_EN = r"(?:about )?[0-9]{1,12}(?:\.[0-9]{1,12})?"
_EN_LIMITS = rf"(?P<least>{_EN}) (?P<unit>mg|%) to (?P<greatest>{_EN}) (?:mg|%)"
# a German sheet has a decimal comma; a point is read too
_DE = r"(?:etwa )?[0-9]{1,12}(?:[.,][0-9]{1,12})?"
_DE_LIMITS = rf"(?P<least>{_DE}) (?P<unit>mg|%) bis (?P<greatest>{_DE}) (?:mg|%)"

_LANGUAGES = {
    "en": _Words(
        about="about ",
        sections=("Before you start", "Weigh", "Mix and fill", "Formulas", "Sources"),
        row=(
            rf"No\. (?P<letter>{_LETTER}) Item: (?P<item>[^:]+) Lot: [^:]* "
            r"Expires: [^:]* "
            rf"Target: (?P<mass>{_EN}) mg Least to greatest: (?P<limits>[^_]+) "
            r"Actual, mg: _+ Weighed by: _+ Checked by: _+"
        ),
        exactly="exactly that",
        estimate="estimate: as found",
        dilution=(
            rf"Mix (?P<material>{_LETTER}) with (?P<diluent>{_LETTER}) by geometric "
            rf"dilution until even: {_EN} mg is expected\. Weigh "
            rf"(?P<portion>{_LETTER}) of it;"
        ),
        mixed=(
            (
                r"each time until even: to (?P<carrier>.{1,40}?) add "
                rf"(?P<others>{_LETTERS}) in portions"
            ),
            (
                rf"Mix (?P<others>{_LETTERS}) with each other first\. .*? each time "
                r"until even: to (?P<carrier>.{1,40}?) add this in portions"
            ),
            rf"Mix (?P<carrier>{_LETTERS}) with about {_EN} mg of the filler",
            rf"Put into a graduated cylinder: (?P<carrier>{_LETTERS})\.",
        ),
        all_powder="all of the tablet powder",
        whole=rf"Use all of the tablet powder, (?P<mass>{_EN}) mg",
        loads=(
            ("all", r"Spread all of the blend over all (?P<shells>[0-9]{1,6}) shells"),
            (
                "rest",
                (
                    rf"Load [0-9]+ of [0-9]+: all that is left, (?P<mass>{_EN}) mg"
                    rf"(?: as expected)?; {_EN_LIMITS}.*? over all "
                    r"(?P<shells>[0-9]{1,6}) shells"
                ),
            ),
            (
                "part",
                (
                    rf"Load [0-9]+ of [0-9]+: weigh [^;]*?(?P<mass>{_EN}) mg[^;]*; "
                    rf"{_EN_LIMITS}.*? over all (?P<shells>[0-9]{{1,6}}) shells"
                ),
            ),
        ),
        readability=rf"It reads to ({_EN}) mg",
        blend=rf"Weigh the blend: (?P<mass>{_EN}) mg is expected, {_EN_LIMITS}\.",
        blend_shares=rf"Weigh the blend: {_EN_LIMITS} of all that went into it\.",
        gross=(
            rf"with a shell of {_EN} mg, each and their mean (?P<least>{_EN}) mg to "
            rf"(?P<greatest>{_EN}) mg \({_EN} mg without it, (?P<least_net>{_EN}) mg "
            rf"to (?P<greatest_net>{_EN}) mg\)"
        ),
        shares=(
            rf"all that went into the blend over (?P<parts>{_EN}) capsules?, .*? their "
            rf"mean are {_EN_LIMITS} of that\."
        ),
        empty_shell=rf"empty shell ({_EN}) mg",
        label=rf"Label: .+? ({_EN}) mg in each capsule",
        overage=rf"drug overage ({_EN}) %",
        stated=rf"not an assay\): ({_EN}) mg/capsule",
        counted=(
            rf"Count (?P<counted>[0-9]+) tablets?, each of .*?, whole, .*?: "
            rf"(?P<mass>{_EN}) mg is expected\. Divide by (?P<divisor>[0-9]+): "
            rf"(?P<least>{_EN}) mg/tablet to (?P<greatest>{_EN}) mg/tablet\."
        ),
        by_mean=rf"Powder {_LETTER} is the mean mass found x ({_EN})\.",
        assay=rf" assay(?: it is taken for)? ({_EN}) %",
        by_tablets="= drug needed / tablet strength",
        to_crush=r"tablets to crush ([0-9]+) tablets?,",
        tablet_strength=rf"tablet strength ({_EN}) mg/tablet",
        tablet_mass=rf"mean tablet mass ({_EN}) mg/tablet",
        by_share="= drug needed / share",
        share=rf" share ({_EN}) %",
        water=rf" water ({_EN}) %",
        solvents=rf" solvents ({_EN}) %",
        molar_mass=rf"molar mass [a-z() ]+ ({_EN}) g/mol",
    ),
    "de": _Words(
        about="etwa ",
        sections=(
            "Vor Beginn",
            "Einwiegen",
            "Mischen und füllen",
            "Formeln",
            "Quellen",
        ),
        row=(
            rf"Nr\. (?P<letter>{_LETTER}) Bestandteil: (?P<item>[^:]+) Ch\.-B\.: [^:]* "
            r"Verw\. bis: [^:]* "
            rf"Soll: (?P<mass>{_DE}) mg Zulässig: (?P<limits>[^_]+) Ist, mg: _+ "
            r"Gewogen von: _+ Gegengeprüft von: _+"
        ),
        exactly="genau so viel",
        estimate="Schätzwert: nach Bedarf",
        dilution=(
            rf"(?P<material>{_LETTER}) mit (?P<diluent>{_LETTER}) stufenweise mischen, "
            rf"bis zur Gleichmäßigkeit: erwartet {_DE} mg\. Davon "
            rf"(?P<portion>{_LETTER}) einwiegen;"
        ),
        mixed=(
            (
                r"jedes Mal bis zur Gleichmäßigkeit: zu (?P<carrier>.{1,40}?) nach und "
                rf"nach (?P<others>{_LETTERS}) geben"
            ),
            (
                rf"Zuerst (?P<others>{_LETTERS}) miteinander mischen\. .*? jedes Mal "
                r"bis zur Gleichmäßigkeit: zu (?P<carrier>.{1,40}?) nach und nach diese"
            ),
            rf"(?P<carrier>{_LETTERS}) mit {_DE} mg Füllstoff stufenweise mischen",
            rf"In einen Messzylinder geben: (?P<carrier>{_LETTERS})\.",
        ),
        all_powder="das ganze Tablettenpulver",
        whole=rf"Das gesamte Tablettenpulver verwenden, (?P<mass>{_DE}) mg",
        loads=(
            (
                "all",
                (
                    r"Vor dem Stampfen die ganze Mischung über alle "
                    r"(?P<shells>[0-9]{1,6}) Leerkapseln"
                ),
            ),
            (
                "rest",
                (
                    r"Füllgang [0-9]+ von [0-9]+: den ganzen Rest, (?:erwartet )?"
                    rf"(?P<mass>{_DE}) mg; {_DE_LIMITS}.*? über alle "
                    r"(?P<shells>[0-9]{1,6}) Leerkapseln"
                ),
            ),
            (
                "part",
                (
                    rf"Füllgang [0-9]+ von [0-9]+: [^;]*?(?P<mass>{_DE}) mg[^;]*; "
                    rf"{_DE_LIMITS}.*? über alle (?P<shells>[0-9]{{1,6}}) Leerkapseln"
                ),
            ),
        ),
        readability=rf"Ablesbarkeit ({_DE}) mg",
        blend=rf"Mischung wiegen: erwartet (?P<mass>{_DE}) mg, {_DE_LIMITS}\.",
        blend_shares=rf"Mischung wiegen: {_DE_LIMITS} der gesamten Einwaage\.",
        gross=(
            rf"mit einer Leerkapsel von {_DE} mg, jede und ihr Mittelwert "
            rf"(?P<least>{_DE}) mg "
            rf"bis (?P<greatest>{_DE}) mg \(ohne Leerkapsel {_DE} mg, "
            rf"(?P<least_net>{_DE}) mg bis (?P<greatest_net>{_DE}) mg\)"
        ),
        shares=(
            rf"die gesamte Einwaage geteilt durch (?P<parts>{_DE}) Kapseln?, .*? ihr "
            rf"Mittelwert {_DE_LIMITS} davon\."
        ),
        empty_shell=rf"Leerkapsel ({_DE}) mg",
        label=rf"Etikett: .+? ({_DE}) mg je Kapsel",
        overage=rf"Wirkstoffzuschlag ({_DE}) %",
        stated=rf"keine Gehaltsbestimmung\): ({_DE}) mg/Kapsel",
        counted=(
            r"(?P<counted>[0-9]+) Tabletten? zu je .*? abzählen und ganz, .*?: "
            rf"erwartet (?P<mass>{_DE}) mg\. Durch (?P<divisor>[0-9]+) teilen: "
            rf"(?P<least>{_DE}) mg/Tablette bis (?P<greatest>{_DE}) mg/Tablette\."
        ),
        by_mean=rf"Pulver {_LETTER} ist die gefundene mittlere Masse x ({_DE})\.",
        assay=rf"(?: Gehalt|angerechneter Gehalt) ({_DE}) %",
        by_tablets="= benötigter Wirkstoff / Tablettenstärke",
        to_crush=r"zu pulvernde Tabletten ([0-9]+) Tabletten?,",
        tablet_strength=rf"Tablettenstärke ({_DE}) mg/Tablette",
        tablet_mass=rf"mittlere Tablettenmasse ({_DE}) mg/Tablette",
        by_share="= benötigter Wirkstoff / Anteil",
        share=rf" Anteil ({_DE}) %",
        water=rf" Wasser ({_DE}) %",
        solvents=rf" Lösungsmittel ({_DE}) %",
        molar_mass=rf"molare Masse [A-Za-z() -]+ ({_DE}) g/mol",
    ),
}


def read_paper(text: str, language: str) -> Paper:
    """Return the numbers of a bench sheet.

    Parameters
    ----------
    text
        The sheet with its annex, as plain text.
    language
        ``en`` or ``de``.

    Returns
    -------
    Paper
        What is printed.

    Raises
    ------
    UnreadableSheetError
        If words that a sheet must have are missing, or its numbers cannot be followed.
    """
    plain = _THOUSANDS.sub("", text).replace("\N{NO-BREAK SPACE}", " ")
    try:
        return _Reader(language).paper(" ".join(plain.split()))
    except ArithmeticError as error:
        raise UnreadableSheetError(text) from error


def read_sheet(text: str, language: str) -> Reading:
    """Return what follows from the words of a bench sheet.

    Parameters
    ----------
    text
        The sheet with its annex, as plain text.
    language
        ``en`` or ``de``.

    Returns
    -------
    Reading
        The strength computed forward, beside what the sheet says of it.

    Raises
    ------
    UnreadableSheetError
        If words that a sheet must have are missing, or its numbers cannot be followed:
        nothing is weighed, or spread over no shells.
    """
    paper = read_paper(text, language)
    try:
        return _reading(paper)
    except (ArithmeticError, KeyError) as error:
        raise UnreadableSheetError(text) from error


def drug_in(
    paper: Paper, weighed: Mapping[str, Fraction], powder: Fraction
) -> Fraction:
    """Return the drug that goes into the blend. [mg]

    Parameters
    ----------
    paper
        The sheet that was followed.
    weighed
        What was weighed, by letter.
    powder
        Drug in a mg of the powder.

    Returns
    -------
    Fraction
        That of the first powder, through all of its dilutions.
    """
    if paper.whole_powder is not None:
        return paper.whole_powder[0] * powder
    letter = paper.rows[0].letter
    mass = weighed[letter]
    drug = mass * powder
    for each in paper.dilutions:
        if each.material == letter:
            total = mass + weighed[each.diluent]
            letter, mass = each.portion, weighed[each.portion]
            drug *= mass / total
    if letter not in paper.mixed:
        raise UnreadableSheetError(letter)
    return drug


def _drug_path(paper: Paper) -> Iterator[str]:
    """Yield the letters of what the drug goes through on its way into the blend."""
    letter = paper.rows[0].letter
    yield letter
    for each in paper.dilutions:
        if each.material == letter:
            letter = each.portion
            yield from (each.diluent, each.portion)


def _reading(paper: Paper) -> Reading:
    """Return what follows where everything is weighed as the table says."""
    weighed = {each.letter: each.target for each in paper.rows}
    whole, whole_error = paper.whole_powder or (Fraction(0), Fraction(0))
    blend = whole + sum((weighed[each] for each in paper.mixed), Fraction(0))
    drug = drug_in(paper, weighed, paper.content)
    loads = list(_loads(paper.loads, blend))
    strengths = [drug / blend * taken / shells for taken, shells in loads]
    # the last load is what the others leave: what all masses are off is in it
    smallest = min(taken for taken, _ in loads)
    rounding = 1 / (1 - paper.stated_error)
    bearing = {*paper.mixed, *_drug_path(paper)}
    errors = [(x.target, x.error) for x in paper.rows if x.letter in bearing]
    errors += [(each.mass, each.error) for each in paper.loads]
    for mass, error in (*errors, (whole, whole_error)):
        rounding /= 1 - error * max(Fraction(1), mass / smallest)
    # every mass may have been rounded, and their sum once more
    unseen = _LAST_DECIMAL / 2 * (len(errors) + 2) + whole * whole_error
    return Reading(
        aim=paper.label * (1 + paper.overage),
        stated=paper.stated,
        least=min(strengths),
        greatest=max(strengths),
        rounding=rounding - 1,
        adds_up=paper.blend is None or abs(blend - paper.blend) <= unseen,
        enough_tablets=paper.enough_tablets,
        strength_off=paper.strength_off,
    )


def _loads(loads: tuple[Load, ...], blend: Fraction) -> Iterator[tuple[Fraction, int]]:
    """Yield the mass of each load of a blend, and its shells."""
    left = blend
    for each in loads:
        taken = each.mass if each.kind == "part" else left
        left -= taken
        yield taken, each.shells


class _Reader:
    """Reads a sheet in one language."""

    def __init__(self, language: str) -> None:
        self.words = _LANGUAGES[language]

    def paper(self, sheet: str) -> Paper:
        words = self.words
        before, weigh, mix, formulas_of, sources = words.sections
        findings = self._read(f" {before} -+ (.+) {weigh} -+ ", sheet)
        table = self._read(f" {weigh} -+ (.+) {mix} -+ ", sheet)
        bench = self._read(f" {mix} -+ (.+) {formulas_of} -+ ", sheet)
        formulas = self._read(f" {formulas_of} -+ (.+) {sources} -+ ", sheet)
        rows = tuple(self._rows(table, findings))
        by_tablets = words.by_tablets in formulas
        tablets = re.search(words.counted, table)
        whole = re.search(words.whole, bench)
        loads = tuple(self._tray(bench))
        if not rows or not loads:
            raise UnreadableSheetError(sheet)
        if by_tablets and tablets is None:
            raise UnreadableSheetError(table)
        blend = re.search(words.blend, bench)
        gross = re.search(words.gross, bench)
        shares = None if gross else self._match(words.shares, bench)
        by_mean = re.search(words.by_mean, table)
        stated = self._read(words.stated, formulas)
        whole_mass = None if whole is None else self._number(whole["mass"])
        mean = (
            self._number(self._read(words.tablet_mass, formulas)) if tablets else None
        )
        return Paper(
            rows=rows,
            # what is not weighed is printed in hundredths of a milligram
            whole_powder=(
                None
                if whole_mass is None
                else (whole_mass, Fraction(5, 1000) / whole_mass)
            ),
            dilutions=tuple(
                Dilution(each["material"], each["diluent"], each["portion"])
                for each in re.finditer(words.dilution, bench)
            ),
            mixed=self._mixed(bench, rows),
            blend=None if blend is None else self._number(blend["mass"]),
            blend_limits=self._limits(blend or self._match(words.blend_shares, bench)),
            in_shares=blend is None,
            loads=loads,
            fill=(
                self._limits(shares)
                if gross is None
                else self._limits(gross, "least_net", "greatest_net", "mg")
            ),
            gross=None if gross is None else self._limits(gross, unit="mg"),
            parts=None if shares is None else self._number(shares["parts"]),
            shell=self._number(self._read(words.empty_shell, formulas)),
            content=self._drug_in_one_mg(formulas),
            mean_mass=mean,
            mean_limits=None if tablets is None else self._limits(tablets, unit="mg"),
            by_mean=None if by_mean is None else self._number(by_mean[1]),
            label=self._number(self._read(words.label, bench)),
            overage=self._number(self._read(words.overage, formulas)) / 100,
            stated=self._number(stated),
            stated_error=self._unseen(stated),
            enough_tablets=tablets is None
            or self._enough(tablets, formulas, mean, whole_mass, rows[0].target),
            strength_off="(strength-off)" in findings,
        )

    def _rows(self, table: str, findings: str) -> Iterator[Row]:
        """Yield each row of the table, in its order."""
        display = re.search(self.words.readability, findings)
        step = self._number(display[1]) if display else Fraction(0)
        for match in re.finditer(self.words.row, table):
            mass = self._number(match["mass"])
            of_step = step / 2 / mass if mass else Fraction(0)
            yield Row(
                letter=match["letter"],
                target=mass,
                limits=self._limits_of_row(match["limits"], mass),
                error=of_step + self._unseen(match["mass"]),
            )

    def _limits_of_row(self, printed: str, mass: Fraction) -> Limits | None:
        words = self.words
        if printed == words.exactly:
            return Limits(mass, mass)
        if printed == words.estimate:
            return None
        of_row = _EN_LIMITS if words is _LANGUAGES["en"] else _DE_LIMITS
        return self._limits(self._match(of_row, printed))

    def _mixed(self, bench: str, rows: tuple[Row, ...]) -> tuple[str, ...]:
        """Return what goes into the blend, filler that is found at the bench too."""
        for pattern in self.words.mixed:
            match = re.search(pattern, bench)
            if match is not None:
                parts = {"others": ""} | match.groupdict()
                carrier = parts["carrier"].replace(self.words.all_powder, "")
                letters = re.findall(_LETTER, f"{carrier} {parts['others']}")
                found = [each.letter for each in rows if each.limits is None]
                return tuple(dict.fromkeys((*letters, *found)))
        raise UnreadableSheetError(bench)

    def _tray(self, bench: str) -> Iterator[Load]:
        """Yield how the tray is filled."""
        for task in re.split(r"\[ \] [0-9]+\. ", bench)[1:]:
            for kind, pattern in self.words.loads:
                match = re.match(pattern, task)
                if match is None:
                    continue
                parts = {"mass": "0"} | match.groupdict()
                yield Load(
                    kind=kind,
                    shells=int(parts["shells"]),
                    mass=self._number(parts["mass"]),
                    limits=None if kind == "all" else self._limits(match),
                    error=self._unseen(parts["mass"]),
                )
                break

    def _limits(
        self,
        match: re.Match[str] | None,
        least: str = "least",
        greatest: str = "greatest",
        unit: str = "",
    ) -> Limits:
        assert match is not None
        of_hundred = 100 if (unit or match["unit"]) == "%" else 1
        low, high = self._number(match[least]), self._number(match[greatest])
        return Limits(low / of_hundred, high / of_hundred)

    def _enough(
        self,
        counted: re.Match[str],
        formulas: str,
        mean_mass: Fraction | None,
        whole: Fraction | None,
        powder: Fraction,
    ) -> bool:
        """Return whether the tablets counted are those crushed, and hold the powder."""
        tablets, mass = int(counted["counted"]), self._number(counted["mass"])
        crushed = re.search(self.words.to_crush, formulas)
        to_crush = tablets if crushed is None else int(crushed[1])
        assert mean_mass is not None
        needed = powder if whole is None else whole - Fraction(1, 100)
        # the powder may have been rounded up by the display, or printed with "about"
        return (
            tablets == to_crush == int(counted["divisor"])
            and abs(tablets * mean_mass - mass) <= _LAST_DECIMAL / 2
            and needed <= mass + _LAST_DECIMAL / 2
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
    def _match(pattern: str, words: str) -> re.Match[str]:
        match = re.search(pattern, words)
        if match is None:
            message = f"no {pattern!r} in {words!r}"
            raise UnreadableSheetError(message)
        return match

    def _read(self, pattern: str, words: str) -> str:
        """Return what stands where the pattern has its group."""
        return self._match(pattern, words)[1]

    def _unseen(self, printed: str) -> Fraction:
        """Return how far off a printed number may be, as a share of it."""
        about = printed.startswith(self.words.about)
        return _LAST_DECIMAL / 2 / self._number(printed) if about else Fraction(0)

    def _number(self, printed: str) -> Fraction:
        digits = printed.removeprefix(self.words.about)
        return Fraction(digits.replace(",", "."))
