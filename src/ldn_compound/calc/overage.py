r"""Overage: how much more than the prescription is made, in two ways.

Capsules and blend may be made in excess: everything is scaled, and a capsule holds
what the label says. Drug may be added alone: a capsule then holds more. With the
capsules dispensed :math:`n`, the spare ones :math:`x`, the blend excess :math:`e`,
the strength :math:`D` and the drug overage :math:`z` [zl-surcharge]_

.. math:: N = (n + x)(1 + e), \qquad A = N D (1 + z).

.. [zl-surcharge] Kapselherstellung: Wirkstoffzuschlag (docs/references.md).
"""

from __future__ import annotations

from ..quantities.units import A, amounts

__all__ = ["batch_size", "drug_needed"]


def batch_size(capsules: A | str, spare: A | str, blend_excess: A | str) -> A:
    """Return the number of capsules that the batch is worked out for.

    Parameters
    ----------
    capsules
        Capsules to dispense, :math:`n`. [capsule]
    spare
        Capsules beyond them, :math:`x`. [capsule]
    blend_excess
        How much more blend than they take, :math:`e`. [%]

    Returns
    -------
    A
        Batch size, :math:`N`; it may be a fraction. [capsule]

    Examples
    --------
    >>> batch_size("100 capsules", "3 capsules", "0 %")
    Q('103 capsule')
    """
    capsules, spare, blend_excess = amounts(capsules, spare, blend_excess)
    return (capsules + spare) * (1 + blend_excess)


def drug_needed(strength: A | str, batch_size: A | str, drug_overage: A | str) -> A:
    """Return the drug in the whole batch.

    Parameters
    ----------
    strength
        Drug in one capsule by the label, :math:`D`. [mg/capsule]
    batch_size
        Capsules that the batch is worked out for, :math:`N`. [capsule]
    drug_overage
        How much more drug than the label says, :math:`z`. [%]

    Returns
    -------
    A
        Drug needed, :math:`A`. [mg]

    Examples
    --------
    >>> drug_needed("4.5 mg/capsule", "100 capsules", "10 %")
    Q('495 mg')
    """
    strength, batch_size, drug_overage = amounts(strength, batch_size, drug_overage)
    return strength * batch_size * (1 + drug_overage)
