"""The sizes of what carries the drug."""

from __future__ import annotations

from fractions import Fraction
from math import exp, log, pi
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q, UnitError
from ldn_compound.quality import ParticleSize
from ldn_compound.quality.budget.particles import DiameterBasis, median_drug

COARSE: dict[str, Any] = {
    "diameter": 100,
    "basis": "mass median",
    "geometric_sd": 2,
    "true_density": "1.3 g/mL",
}


class TestDrugInAParticle:
    """A particle is a sphere of the true density, of which a share is drug."""

    def test_by_hand(self) -> None:
        """0.1 mm: pi / 6 x 0.001 mm3 x 1.3 mg/mm3 = 0.00068068 mg."""
        drug = median_drug(ParticleSize(**COARSE))

        assert drug == pytest.approx(0.00068068, abs=5e-9)  # as many digits as shown

    def test_a_fragment_holds_less(self) -> None:
        """Of a tablet of 171.2 mg with 50 mg of drug, each fragment is 29.2 % drug."""
        fragment = ParticleSize(**COARSE, drug_share="29.2 %")

        whole = median_drug(ParticleSize(**COARSE))

        assert median_drug(fragment) == pytest.approx(0.292 * whole, rel=1e-14)

    def test_every_basis_leads_to_the_median_by_mass(self) -> None:
        """Diameters of one powder, however described, are of particles of one mass.

        A powder is drawn, and its three diameters are taken from the drawn sizes.
        """
        spread = log(1.4)
        rng = np.random.default_rng(43)
        sizes = np.sort(100 * np.exp(rng.normal(0, spread, 1_000_000)))
        mass = np.cumsum(sizes**3)
        diameters: dict[DiameterBasis, float] = {
            "count median": float(np.median(sizes)),
            "mass median": float(sizes[np.searchsorted(mass, mass[-1] / 2)]),
            "mass mean": float((sizes**4).sum() / (sizes**3).sum()),
        }

        drugs = [
            median_drug(ParticleSize(**{**COARSE, **described, "geometric_sd": 1.4}))
            for described in (
                {"diameter": diameter, "basis": basis}
                for basis, diameter in diameters.items()
            )
        ]

        # pi / 6 x (0.1 exp(3 ln2 1.4))^3 x 1.3, drawn to about half a percent
        expected = pi / 6 * (0.1 * exp(3 * spread**2)) ** 3 * 1.3
        assert drugs == pytest.approx([expected] * 3, rel=0.02)


class TestRecord:
    """The sizes are numbers with a basis, the density is an amount."""

    @pytest.mark.parametrize(
        ("field", "value"),
        [("diameter", 1), ("diameter", 2000), ("geometric_sd", 1), ("geometric_sd", 5)],
    )
    def test_the_limits_are_within(self, field: str, value: float) -> None:
        """1 to 2000 micrometres, all of one size or up to five to one."""
        assert getattr(ParticleSize(**(COARSE | {field: value})), field) == value

    def test_numbers_become_floats(self) -> None:
        """Whole numbers and fractions are as good as floats."""
        particles = ParticleSize(**{**COARSE, "geometric_sd": Fraction(3, 2)})

        assert (particles.diameter, particles.geometric_sd) == (100.0, 1.5)

    def test_a_particle_is_all_drug_unless_said_otherwise(self) -> None:
        """A crystal of bulk powder holds nothing else."""
        assert ParticleSize(**COARSE).drug_share == Q("100 %")

    def test_the_basis_must_be_named(self) -> None:
        """A median by count is far from a median by mass: there is no default."""
        with pytest.raises(TypeError, match="basis"):
            ParticleSize(100, geometric_sd=2, true_density="1.3 g/mL")  # type: ignore[call-arg]

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("diameter", 0.1, r"got 0\.1; write micrometres: 0\.1 mm is 100"),
            ("diameter", 2001, r"expected 1 to 2000 micrometres, such as 100\.0"),
            ("diameter", float("nan"), r"got nan; write micrometres"),
            ("diameter", "100 um", "expected a number, got '100 um'"),
            ("diameter", True, r"got True"),
            (
                "geometric_sd",
                0.9,
                r"expected a ratio of 1 to 5, such as 1\.8, got 0\.9",
            ),
            ("geometric_sd", 5.1, r"divided by the median"),
            ("basis", "median", r"expected one of 'mass median', 'mass mean', "),
            ("true_density", "0 g/mL", r"expected a density above zero such as"),
            ("true_density", "1.3 mg", r"expected a density above zero such as"),
            ("drug_share", "0 %", r"expected a share above zero such as"),
            ("drug_share", "101 %", r"expected a share 0-100 % such as"),
        ],
    )
    def test_what_no_particle_has(self, field: str, value: Any, message: str) -> None:
        """A slip of unit or point is refused: the drug goes with the third power."""
        with pytest.raises(FieldError, match=f"^{field}: .*{message}"):
            ParticleSize(**{**COARSE, field: value})

    def test_a_density_needs_its_unit(self) -> None:
        """A bare number is no density."""
        with pytest.raises(UnitError, match=r"^true_density: .* got 1\.3"):
            ParticleSize(**{**COARSE, "true_density": 1.3})
