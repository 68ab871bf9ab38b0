"""Verdicts, and how all of them show themselves."""

from __future__ import annotations

import pickle

import pytest

from ldn_compound import quality, reference
from ldn_compound.model.verdict import Verdict
from ldn_compound.sheets.wording import Wording, translated

EVEN = [f"{mass} mg" for mass in (174, 176)] * 10
GROSS = [f"{mass} mg" for mass in (222, 224)] * 10
VERDICTS: list[Verdict] = [
    quality.usp_905([99, 101] * 15),
    quality.ph_eur_2_9_6([99, 101] * 5),
    quality.potency_test([99]),
    quality.ph_eur_2_9_5(EVEN),
    quality.dac_nrf_uniformity(EVEN),
    quality.theoretical_window(GROSS, "223 mg", weighed="gross"),
    quality.usp_2091(GROSS, ["48 mg"] * 20),
    quality.formulario_nacional(GROSS, "223 mg"),
    quality.vaum(EVEN, "175 mg"),
    quality.mass_loss("18 g", "17.9 g"),
    quality.reconcile(
        theoretical_capsules=100,
        filled_capsules=99,
        weighed_in="18 g",
        filled="17.9 g",
    ),
    quality.uniformity_route("4.5 mg", "175 mg"),
    quality.filling_decision(GROSS, fill_mass="175 mg", shell_masses=["48 mg"] * 20),
    quality.mixing_test([99, 101] * 5, theory=100),
]
by_kind = pytest.mark.parametrize(
    "found", VERDICTS, ids=lambda each: each.source + type(each).__name__
)


@by_kind
def test_a_verdict_leads_to_its_source(found: Verdict) -> None:
    """The rule behind a verdict stands in a source that exists."""
    assert reference.source(found.source).title


@by_kind
def test_a_verdict_is_printed_in_one_way(found: Verdict) -> None:
    """A line with name, verdict and figures; a line for each remark."""
    first, *others = str(found).splitlines()

    assert first.startswith(f"{found.title}: {found.verdict}; ")
    assert all(f"{name}: {text}" in first for name, text in found.figures)
    assert others == [f"  {remark}" for remark in found.remarks]
    assert repr(found) == str(found)


@by_kind
def test_a_verdict_shows_what_it_says(found: Verdict) -> None:
    """Its sheet has the verdict with its source, each figure, and each remark."""
    (section,) = found.as_sheet().sections
    first, *others = found.as_facts().rows

    assert found.as_sheet().title == found.title
    assert section.parts == (found.as_facts(),)
    assert first == (found.title, f"{found.verdict} [{found.source}]")
    assert tuple(others[: len(found.figures)]) == found.figures
    assert [text for _, text in others[len(found.figures) :]] == list(found.remarks)


@by_kind
def test_every_sentence_can_be_translated(found: Verdict) -> None:
    """Title, names of figures and remarks remember their templates."""
    sentences = [found.title, *found.remarks, *(name for name, _ in found.figures)]

    assert all(isinstance(each, Wording) for each in sentences)
    assert all(translated(each, lambda text: text) == each for each in sentences)


@by_kind
def test_a_verdict_is_a_value(found: Verdict) -> None:
    """A verdict can be compared, hashed, and sent to another process."""
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - made one line before

    assert copy == found
    assert hash(copy) == hash(found)


@pytest.mark.requirement("R63")
@pytest.mark.parametrize(
    "found",
    [
        each
        for each in VERDICTS
        if isinstance(
            each,
            (
                quality.MassTest,
                quality.Usp2091,
                quality.FormularioNacional,
                quality.Vaum,
                quality.FillingDecision,
            ),
        )
    ],
    ids=lambda each: each.source + type(each).__name__,
)
def test_a_weight_check_is_no_content_uniformity(found: Verdict) -> None:
    """A weight check says that it has no weight-variation route, and claims none."""
    first, last = str(found).splitlines()[0], found.remarks[-1]

    assert "content" not in found.title
    assert "uniformity of dosage" not in first.lower()
    assert "under 25 mg of drug" in last
    assert "under 25 % of their contents, have no weight-variation route" in last
