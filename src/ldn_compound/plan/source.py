"""The drug source: how much of it carries the drug needed, and the way back."""

from __future__ import annotations

from typing import assert_never

from ..calc import tablets
from ..calc.potency import correction_factor, salt_factor
from ..model.bulk import BulkDrug
from ..model.drug import DrugSource
from ..model.prescription import Form
from ..model.request import Request
from ..model.tablets import Tablets
from ..model.weighing import TabletCount
from ..units import Q, Quantity

__all__ = ["count_tablets", "drug_carried", "material_for", "source_name"]


def material_for(drug: Quantity, form: Form, source: DrugSource) -> Quantity:
    """Return how much of a source carries the drug.

    Parameters
    ----------
    drug
        Drug needed. [mg]
    form
        The chemical form it is stated in.
    source
        What carries it.

    Returns
    -------
    Quantity
        Material, as it comes from the source. [mg]
    """
    match source:
        case Tablets():
            return tablets.powder_mass(
                drug * salt_factor(form, source.form),
                source.mean_mass,
                source.strength,
                source.assay or 1,
            )
        case BulkDrug():
            return drug * _bulk_factor(form, source)
        case _:
            assert_never(source)


def drug_carried(material: Quantity, form: Form, source: DrugSource) -> Quantity:
    """Return how much drug a mass of the source carries; see `material_for`.

    Parameters
    ----------
    material
        Material, as it comes from the source. [mg]
    form
        The chemical form to state the drug in.
    source
        What carries it.

    Returns
    -------
    Quantity
        Drug. [mg]
    """
    match source:
        case Tablets():
            carried = tablets.drug_in_powder(
                material, source.mean_mass, source.strength, source.assay or 1
            )
            return carried / salt_factor(form, source.form)
        case BulkDrug():
            return material / _bulk_factor(form, source)
        case _:
            assert_never(source)


def _bulk_factor(form: Form, source: BulkDrug) -> Quantity:
    """Return how much of a powder stands for one part of the form wanted."""
    corrected = correction_factor(
        source.assay, source.basis, _water(source), source.solvents
    )
    return corrected * salt_factor(form, source.form)


def _water(source: BulkDrug) -> Quantity | None:
    """Return the water to correct for; that of a dihydrate is in its molar mass."""
    if source.form.endswith("dihydrate") and source.basis.startswith("anhydrous"):
        return Q("0 %")
    return source.water


def source_name(source: DrugSource) -> str:
    """Return what a worksheet calls the material that carries the drug.

    Parameters
    ----------
    source
        What carries the drug.

    Returns
    -------
    str
        Its name.
    """
    match source:
        case Tablets():
            return f"powder of crushed {source.form} tablets"
        case BulkDrug():
            return f"{source.form} powder"
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
    source, order = request.drug, request.prescription
    if not isinstance(source, Tablets):
        return None
    covering = tablets.whole_tablets(to_weigh, source.mean_mass)
    to_crush = covering + request.policy.reserve_tablets
    return TabletCount(
        exact=tablets.tablets_needed(
            drug * salt_factor(order.form, source.form),
            source.strength,
            source.assay or 1,
        ),
        to_crush=to_crush,
        powder_left=Q("1 tablet") * to_crush * source.mean_mass - to_weigh,
    )
