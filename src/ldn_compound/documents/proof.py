r"""The proof of a printed sheet: the strength that follows from its numbers alone.

The words of a worksheet are read back, as a person reads them, and computed forward
from what they tell to weigh; nothing is taken from the plan. A load of :math:`l` for
:math:`k` shells, of a blend of the masses :math:`m`, puts into each capsule

.. math:: \frac{l}{k} \cdot \frac{c \, m_1 \prod_i p_i / t_i}{\sum m}

of drug, where :math:`c` is the drug in one mg of the powder by the printed formulas,
and :math:`p_i` the portion taken of the mass :math:`t_i` of each trituration.

A weighing may be off by half a step of the balance, a number printed with *about* by
half of its sixth decimal; the strength may be off by all of these together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from ..errors import FieldError, shown
from ..quantities.notation import NO_BREAK_SPACE
from ..quantities.units import Q, Quantity

__all__ = ["Proof", "prove"]

_Kind: TypeAlias = Literal["diluent", "portion", "load", "last load", "in"]

_NUMBER = r"(?:about )?[0-9]{1,12}(?:\.[0-9]{1,12})?"
_MASS = rf"(?P<mass>{_NUMBER}) mg"
_SHELLS = r"over all (?P<shells>[0-9]{1,6}) shells"
_LAST_DECIMAL = Fraction(1, 1_000_000)
#: No worksheet is as long, and none rounds its weighings as much.
_LONGEST, _MOST_ROUNDING = 500_000, Q("25 %")

#: What a task tells to weigh, the first that fits.
_TASKS: dict[_Kind, str] = {
    "diluent": rf"Weigh {_MASS} of .+ for trituration [0-9]+ of ",
    "portion": rf"Weigh {_MASS} of trituration [0-9]+ of .+ Destroy the rest",
    "load": rf"Weigh {_MASS} of blend for load .+ {_SHELLS}",
    "last load": rf"All (?:of the blend|that is left), .+ {_SHELLS}",
    "in": rf"(?:Weigh|Weigh a vessel of .+, with more than) {_MASS} (?:of|in it)",
}
_ALL_POWDER = re.compile(rf"Use all of the tablet powder, about {_MASS}")


@frozen(kw_only=True)
class Proof:
    """What follows from the numbers on a worksheet: made by `prove`.

    Parameters
    ----------
    aim
        Drug meant to be in a capsule, overage included. [mg/capsule]
    stated
        Drug that the sheet says is in it, by the powder as weighed. [mg/capsule]
    least
        Drug in a capsule of the weakest load, computed forward. [mg/capsule]
    greatest
        Drug in a capsule of the strongest load, computed forward. [mg/capsule]
    rounding
        How far all roundings together may move it. [%]
    adds_up
        Whether the masses to weigh add up to the blend that is expected.
    said_off
        Whether a finding on the sheet says that its strength is off.
    """

    aim: Quantity
    stated: Quantity
    least: Quantity
    greatest: Quantity
    rounding: Quantity
    adds_up: bool
    said_off: bool

    @property
    def agrees(self) -> bool:
        """Whether every capsule holds what is stated and meant, but for rounding."""
        meant = self.said_off or self._gives(self.aim)
        usual = Q("0 %") <= self.rounding <= _MOST_ROUNDING
        return self.adds_up and usual and meant and self._gives(self.stated)

    def _gives(self, strength: Quantity) -> bool:
        low, high = strength * (1 - self.rounding), strength * (1 + self.rounding)
        return low <= self.least <= self.greatest <= high


@frozen(kw_only=True)
class _Told:
    """What one task tells to weigh.

    Parameters
    ----------
    kind
        What the task is for.
    mass
        The mass that it names. [mg]
    shells
        How many shells it names.
    error
        How far rounding may have taken the mass, as a share of it.
    """

    kind: _Kind
    mass: Fraction = Fraction(0)
    shells: int = 0
    error: Fraction = Fraction(0)


def prove(text: str) -> Proof:
    """Return the strength that follows from the words of a worksheet.

    Parameters
    ----------
    text
        The worksheet in English, as plain text.

    Returns
    -------
    Proof
        The strength computed forward, beside what the sheet says of it.

    Raises
    ------
    FieldError
        If words that a worksheet must have are missing, or its numbers cannot be
        followed: nothing is weighed, or spread over no shells.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets,
    ...     plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> proof = prove(plan.worksheet())
    >>> proof.agrees, proof.aim
    (True, Q('4.5 mg/capsule'))
    """
    if len(text) > _LONGEST:
        expected = f"a worksheet, of at most {_LONGEST} characters"
        raise FieldError(expected, shown(text), field="text")
    try:
        return _proved(" ".join(text.replace(NO_BREAK_SPACE, "").split()))
    except (ArithmeticError, LookupError) as error:
        expected = "a worksheet whose numbers can be followed"
        raise FieldError(expected, shown(text), field="text") from error


def _proved(words: str) -> Proof:
    findings = words.partition(" Identity -")[0]
    bench = _found("At the bench -+ (.+) Formulas -+ ", words)
    formulas = _found("Formulas -+ (.+) Sources -+ ", words)
    tasks = re.split(r"\[ \] [0-9]+\. ", bench)[1:]
    reads_to = re.search(rf"It reads to {_MASS}", bench)
    step = _number(reads_to["mass"]) if reads_to else Fraction(0)

    whole = next(filter(None, map(_ALL_POWDER.match, tasks)), None)
    told = [each for task in tasks for each in _read(task, step)]
    if whole is not None:
        told.insert(0, _Told(kind="in", mass=_number(whole["mass"])))
    mass, drug = _blend(told, _drug_in_one_mg(formulas))
    loads = list(_loads(told, mass))
    if not loads or not mass:
        raise FieldError("a blend that is spread over shells", "none", field="text")
    strengths = [drug / mass * taken / shells for taken, shells in loads]
    blend = re.search(rf"Weigh the blend: {_MASS} is expected", bench)

    label = _number(_found(rf"Label: .+? ({_NUMBER}) mg in each capsule", bench))
    overage = _number(_found(rf"drug overage ({_NUMBER}) %", formulas)) / 100
    stated = _found(rf"not an assay\): ({_NUMBER}) mg/capsule", formulas)
    # the last load is what the others leave: what all masses are off is in it
    smallest = min(taken for taken, _ in loads)
    rounding = 1 / (1 - _unseen(stated))
    for each in told:
        rounding /= 1 - each.error * max(Fraction(1), each.mass / smallest)
    # every mass may have been rounded, and their sum once more
    unseen = _LAST_DECIMAL / 2 * (len(told) + 1)
    one = Q("1 mg/capsule")
    return Proof(
        aim=one * label * (1 + overage),
        stated=one * _number(stated),
        least=one * min(strengths),
        greatest=one * max(strengths),
        rounding=Q("100 %") * (rounding - 1),
        adds_up=blend is None or abs(mass - _number(blend["mass"])) <= unseen,
        said_off="(strength-off)" in findings,
    )


def _read(task: str, step: Fraction) -> Iterator[_Told]:
    """Yield what a task tells to weigh, if it tells any."""
    for kind, pattern in _TASKS.items():
        found = re.match(pattern, task)
        if found is not None:
            parts = {"mass": "0", "shells": "0"} | found.groupdict()
            mass = _number(parts["mass"])
            of_step = step / 2 / mass if mass else Fraction(0)
            yield _Told(
                kind=kind,
                mass=mass,
                shells=int(parts["shells"]),
                error=of_step + _unseen(parts["mass"]),
            )
            return


def _loads(told: list[_Told], blend: Fraction) -> Iterator[tuple[Fraction, int]]:
    """Yield the mass of each load of a blend, and its shells. [mg]"""
    left = blend
    for each in told:
        if each.shells:
            taken = left if each.kind == "last load" else each.mass
            left -= taken
            yield taken, each.shells


def _blend(told: list[_Told], content: Fraction) -> tuple[Fraction, Fraction]:
    """Return the mass of the blend and the drug in it; the powder comes first. [mg]"""
    heaps: list[tuple[Fraction, Fraction]] = []
    diluent = Fraction(0)
    for each in told:
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


def _drug_in_one_mg(formulas: str) -> Fraction:
    """Return what share of the powder is drug, by the inputs of the formulas."""
    assay = _share("assay(?: it is taken for)?", formulas, missing=1)
    if "= drug needed / tablet strength" in formulas:
        strength = _found(rf"tablet strength ({_NUMBER}) mg/tablet", formulas)
        mass = _found(rf"mean tablet mass ({_NUMBER}) mg/tablet", formulas)
        content = _number(strength) / _number(mass) * assay
    elif "= drug needed / share" in formulas:
        content = _share("share", formulas, missing=0) * assay
    else:
        water = _share("water", formulas, missing=0)
        content = assay * (1 - water - _share("solvents", formulas, missing=0))
    forms = re.findall(rf"molar mass [a-z ]+ ({_NUMBER}) g/mol", formulas)
    if forms:
        content *= _number(forms[1]) / _number(forms[0])
    return content


def _share(name: str, formulas: str, *, missing: int) -> Fraction:
    found = re.search(rf" {name} ({_NUMBER}) %", formulas)
    return Fraction(missing) if found is None else _number(found[1]) / 100


def _found(pattern: str, words: str) -> str:
    """Return what stands where the pattern has its group."""
    found = re.search(pattern, words)
    if found is None:
        raise FieldError("a worksheet", f"a text without {pattern!r}", field="text")
    return found[1]


def _unseen(text: str) -> Fraction:
    """Return how far off a printed number may be, as a share of it."""
    return _LAST_DECIMAL / 2 / _number(text) if "about" in text else Fraction(0)


def _number(text: str) -> Fraction:
    return Fraction(text.removeprefix("about "))
