"""The drug source: how much of it carries the drug needed, and the way back."""

from __future__ import annotations

from typing import assert_never

from attrs import evolve

from ..calc import tablets
from ..calc.dilution import dilution_mass
from ..calc.potency import powder_factor, salt_factor
from ..errors import FieldError
from ..model.bulk import BulkDrug
from ..model.drug import DrugSource
from ..model.forms import Form, form_name
from ..model.policy import Policy
from ..model.request import Request
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..model.weighing import TabletCount
from ..quantities.units import Q, Quantity
from ..sheets.wording import say

__all__ = [
    "count_tablets",
    "drug_carried",
    "drug_in",
    "material_for",
    "powder_of_whole_tablets",
    "source_name",
]


def material_for(drug: Quantity, request: Request) -> Quantity:
    """Return how much of the source carries the drug.

    Parameters
    ----------
    drug
        Drug needed, in the form of the prescription. [mg]
    request
        What was asked.

    Returns
    -------
    Quantity
        Material, as it comes from the source. [mg]
    """
    return _material(drug, request.drug, request.prescription.form, request.policy)


def _material(
    drug: Quantity, source: DrugSource, form: Form, policy: Policy
) -> Quantity:
    drug = drug * salt_factor(form, source.form)
    match source:
        case Tablets(strength=strength, mean_mass=mass, assay=assay):
            return tablets.powder_mass(drug, mass, strength, assay or 1)
        case BulkDrug():
            return drug * powder_factor(source, policy)
        case Trituration(drug_fraction=fraction, assay=assay):
            return dilution_mass(drug, fraction, assay or 1)
        case _:
            assert_never(source)


def powder_of_whole_tablets(request: Request) -> Quantity | None:
    """Return all the powder of the tablets that are crushed whole.

    Parameters
    ----------
    request
        What was asked.

    Returns
    -------
    Quantity or None
        Powder; `None` where it is weighed back. [mg]
    """
    source, count = request.drug, request.whole_tablets
    if count is None or not isinstance(source, Tablets):
        return None
    return Q("1 tablet") * count * source.mean_mass


def drug_carried(
    material: Quantity, request: Request, mean_mass: Quantity | None = None
) -> Quantity:
    """Return how much drug a mass of the source carries; see `material_for`.

    Parameters
    ----------
    material
        Material, as it comes from the source. [mg]
    request
        What was asked.
    mean_mass
        Mean mass of the tablets that were crushed; `None`: as planned. [mg/tablet]

    Returns
    -------
    Quantity
        Drug, in the form of the prescription. [mg]

    Raises
    ------
    FieldError
        If the source is no tablets, and a mean mass is given.
    """
    source = request.drug
    if mean_mass is not None:
        if not isinstance(source, Tablets):
            expected = "none where no tablets are crushed"
            raise FieldError(expected, str(mean_mass), field="mean_mass")
        source = evolve(source, mean_mass=mean_mass)
    return drug_in(material, source, request.prescription.form, request.policy)


def drug_in(
    material: Quantity, source: DrugSource, form: Form, policy: Policy
) -> Quantity:
    """Return how much drug a mass of a source carries.

    Parameters
    ----------
    material
        Material, as it comes from the source. [mg]
    source
        What carries the drug.
    form
        Chemical form that the answer is in.
    policy
        House rules: whether an assay is capped.

    Returns
    -------
    Quantity
        Drug, in that form. [mg]
    """
    one = Q("1 mg")
    return material / _material(one, source, form, policy) * one


def source_name(source: DrugSource) -> str:
    """Return what a bench sheet calls the material that carries the drug.

    Parameters
    ----------
    source
        What carries the drug.

    Returns
    -------
    str
        Its name.
    """
    form = form_name(source.form)
    match source:
        case Tablets():
            return say("powder of crushed {form} tablets", form=form)
        case BulkDrug():
            return say("{form} powder", form=form)
        case Trituration():
            return say(
                "{form} {share} in {diluent}",
                form=form,
                share=source.drug_fraction,
                diluent=source.diluent,
            )
        case _:
            assert_never(source)


def count_tablets(
    drug: Quantity, to_weigh: Quantity, request: Request
) -> TabletCount | None:
    """Return how many tablets to crush, and what is left of their powder.

    Parameters
    ----------
    drug
        Drug needed, in the form of the prescription. [mg]
    to_weigh
        Powder that the sheet tells a person to weigh. [mg]
    request
        What was asked.

    Returns
    -------
    TabletCount or None
        Tablets, exact and whole; `None` where the source is no tablet.
    """
    source = request.drug
    if not isinstance(source, Tablets):
        return None
    to_crush, rules = request.whole_tablets, request.policy
    if to_crush is None:
        covering = tablets.whole_tablets(
            to_weigh, source.mean_mass, rules.least_powder_left
        )
        pool = rules.pool_tablets if request.pool is None else request.pool
        to_crush = max(covering + rules.reserve_tablets, pool)
    drug = drug * salt_factor(request.prescription.form, source.form)
    return TabletCount(
        exact=tablets.tablets_needed(drug, source.strength, source.assay or 1),
        to_crush=to_crush,
        powder_left=Q("1 tablet") * to_crush * source.mean_mass - to_weigh,
    )
