"""Words in names that call for a finding."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import UnknownNameError
from ldn_compound.reference import screened


@pytest.mark.requirement("R39")
def test_an_opioid_is_seen_in_any_case() -> None:
    """An opioid is seen as a whole word, however it is written."""
    for name in (
        "codeine",
        "Morphine sulfate 10 mg",
        "co-codamol (CODEINE/paracetamol)",
    ):
        assert [row["code"] for row in screened("medicine", name)] == ["opioid"], name


@pytest.mark.requirement("R39")
def test_an_opioid_is_seen_by_its_german_name() -> None:
    """A German profile has German names, and salts grown onto them."""
    for name in (
        "Morphin",
        "Oxycodon",
        "Codein",
        "Tilidin",
        "Methadon",
        "Levomethadon",
        "Hydromorphon",
        "Buprenorphin",
        "Loperamid",
        "Tilidin/Naloxon",
        "MORPHINSULFAT 10 mg",
        "Tramadoltropfen",
        "Fentanyl-Pflaster",
    ):
        assert [row["code"] for row in screened("medicine", name)] == ["opioid"], name


@pytest.mark.requirement("R39")
def test_an_opioid_is_seen_by_its_trade_name() -> None:
    """A trade name says nothing to who does not know it; the list does."""
    for name in (
        "Palladon retard",
        "Valoron N",
        "Targin",
        "Durogesic SMAT",
        "Temgesic",
        "MST 30",
        "Imodium akut",
        "Lomotil",
        "Co-codamol",
        "L-Polamidon",
    ):
        assert [row["code"] for row in screened("medicine", name)] == ["opioid"], name


@pytest.mark.requirement("R39")
def test_other_medicines_are_not_opioids() -> None:
    """Apomorphine holds the word morphine and is no opioid of the list."""
    for name in (
        "ibuprofen",
        "apomorphine",
        "Apomorphin",
        "Apomorphinhydrochlorid",
        "dextromethorphan",
        "Dextromethorphan",
        "Naloxon",
        "methylnaltrexone",
        "levothyroxine",
    ):
        assert screened("medicine", name) == (), name


@pytest.mark.parametrize("name", ["Naltrexon", "Naltrexonhydrochlorid 50 mg"])
def test_naltrexone_is_seen_by_its_german_name(name: str) -> None:
    """Naltrexon is naltrexone, as a salt too."""
    assert [row["code"] for row in screened("medicine", name)] == ["naltrexone-twice"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("calcium carbonate", "calcium-carbonate"),
        ("HPMC K100", "slow-release-filler"),
        ("Methocel E4M", "slow-release-filler"),
        ("slow-release base", "slow-release-filler"),
        ("Calciumcarbonat", "calcium-carbonate"),
        ("Hydroxypropylmethylcellulose", "slow-release-filler"),
    ],
)
def test_unsuited_fillers_are_seen(name: str, code: str) -> None:
    """Fillers that slow or reduce the absorption are known by name."""
    assert [row["code"] for row in screened("filler", name)] == [code]


def test_cellulose_is_suited() -> None:
    """Microcrystalline cellulose is the usual filler."""
    assert screened("filler", "microcrystalline cellulose PH-105") == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pregnant", "pregnancy"),
        ("ACUTE HEPATITIS", "acute-hepatitis"),
        ("opioid dependence", "opioid-state"),
        ("opioid use disorder", "opioid-state"),
        ("opioid  addiction", "opioid-state"),
        ("opioid-dependent", "opioid-state"),
        ("failed naloxone challenge", "opioid-state"),
        ("Opioidabhängigkeit", "opioid-state"),
        # the umlaut as a and two dots that follow it
        ("Opioidabha\u0308ngigkeit", "opioid-state"),
        ("Opioidabhaengigkeit", "opioid-state"),
        ("Schwangerschaft, 2. Trimenon", "pregnancy"),
        ("akutes Leberversagen", "acute-hepatitis"),
        ("akute Hepatitis", "acute-hepatitis"),
        ("Überempfindlichkeit gegen Naltrexon", "drug-not-tolerated"),
    ],
)
def test_conditions_are_seen_in_any_case(name: str, code: str) -> None:
    """A condition is seen by its words, as a medicine is."""
    assert [row["code"] for row in screened("condition", name)] == [code]


@pytest.mark.parametrize(
    "name",
    ["hepatitis C, resolved", "naloxone", "Hepatitis C", "Alkoholabhängigkeit"],
)
def test_what_is_near_is_not_the_same(name: str) -> None:
    """A past hepatitis is not acute, and naloxone is not naltrexone."""
    assert screened("condition", name) == ()
    assert screened("medicine", name) == ()


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    ("name", "allergens"),
    [
        ("Laktose", ["lactose"]),
        ("Lactosemonohydrat", ["lactose"]),
        ("milk sugar", ["lactose"]),
        ("Milchzucker", ["lactose"]),
        ("Laktoseintoleranz", ["lactose"]),
        ("Gluten", ["gluten"]),
        ("Weizenstärke", ["gluten"]),
        ("coeliac disease", ["gluten"]),
        ("KLEBEREIWEISS", ["gluten"]),
        ("Klebereiweiß", ["gluten"]),
        ("lactose and wheat starch", ["lactose", "gluten"]),
        ("lactose-free wheat starch", ["gluten"]),
    ],
)
def test_allergens_are_seen_by_their_names(name: str, allergens: list[str]) -> None:
    """A name may say what is inside, in English, German or Latin."""
    assert [row["name"] for row in screened("allergen", name)] == allergens


def test_what_holds_none_is_no_allergen() -> None:
    """Another sugar is not lactose, and what is free of gluten does not hold it."""
    for name in (
        "galactose",
        "lactulose",
        "buckwheat",
        "Buchweizen",
        "gluten-free",
        "laktosefrei",
    ):
        assert screened("allergen", name) == (), name


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("medicine", "opioids", "opioid"),
        ("medicine", "opiate painkiller", "opioid"),
        ("medicine", "Opioide", "opioid"),
        ("medicine", "Codeinphosphathemihydrat", "opioid"),
        ("medicine", "Dihydrocodeintartrat", "opioid"),
        ("medicine", "DHC", "opioid"),
        ("condition", "hepatitis, acute", "acute-hepatitis"),
        ("condition", "hepatic insufficiency", "acute-hepatitis"),
    ],
)
def test_other_words_for_the_same_are_seen(kind: Any, name: str, code: str) -> None:
    """A class, a salt, a short name and a turned one."""
    assert [row["code"] for row in screened(kind, name)] == [code]


def test_another_table_is_refused() -> None:
    """A misspelt table screens nothing, and its silence would say something else."""
    kind: Any = "medicines"

    with pytest.raises(UnknownNameError, match=r"^table: .*'medicine'.*'medicines'$"):
        screened(kind, "codeine")
