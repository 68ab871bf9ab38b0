"""Words in names that call for a finding."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import UnknownNameError
from ldn_compound.reference import screened
from ldn_compound.reference.screening import denied, refused, understood


def codes_of(kind: Any, phrase: str) -> list[str]:
    """Return what is found in a phrase of one field of a prescription."""
    rows = (*screened(kind, phrase), *screened("patient", phrase))
    return [row["code"] for row in rows]


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
        "levothyroxine",
        "morpholine",
        "fenfluramine",
        "cromolyn",
        "tramazoline",
    ):
        assert codes_of("medicine", name) == [], name


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
    assert code in codes_of("condition", name)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("hepatitis C, resolved", ["liver-disease"]),
        ("Hepatitis C", ["liver-disease"]),
        ("naloxone", ["opioid-antagonist"]),
        ("methylnaltrexone", ["opioid-antagonist"]),
        ("Alkoholabhängigkeit", []),
        ("codependency", []),
        ("metamorphosis", []),
        ("narcolepsy", []),
        ("respiratory depression", []),
        ("delivery", []),
        ("start codon", []),
    ],
)
def test_what_is_near_is_not_the_same(name: str, codes: list[str]) -> None:
    """A past hepatitis is not acute, and naloxone is not naltrexone."""
    assert codes_of("condition", name) == codes
    assert codes_of("medicine", name) == codes


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


OPIOID = {
    # the words themselves, in any order, inflected, hyphenated, English and German
    "opioid dependence": "opioid-state",
    "dependent on opioids": "opioid-state",
    "opioid-dependent": "opioid-state",
    "opioid use": "opioid-state",
    "addicted to narcotics": "opioid-state",
    "abhängig von Opioiden": "opioid-state",
    "opioidabhängiger Patient": "opioid-state",
    "Oxy-Codon": "opioid-state",
    "F11.2": "opioid-state",
    "F1120": "opioid-state",
    "ICD-10: F11.2 G": "opioid-state",
    "positive urine screen for opioids": "opioid-state",
    "failed naloxone challenge": "opioid-state",
    "Naloxontest nicht bestanden": "opioid-state",
    "acute opioid withdrawal": "opioid-state",
    "acute withdrawal": "opioid-state",
    # what looks like a denial and is none
    "no opioids except tramadol": "opioid-state",
    "keine Opioide außer Tramadol": "opioid-state",
    "no codeine, takes tramadol": "opioid-state",
    "no withdrawal on methadone": "opioid-state",
    "cannot sleep without opioids": "opioid-state",
    "without opioids no sleep": "opioid-state",
    "no heroin methadone": "opioid-state",
    "takes no opioids but codeine": "opioid-state",
    "never without opioids": "opioid-state",
    "no longer without opioids": "opioid-state",
    "nicht mehr ohne Tramadol": "opioid-state",
    "opioid use not known": "opioid-state",
    "Opioide nicht bekannt": "opioid-state",
    "not opioid-free": "opioid-state",
    # what looks past and is not, or not surely
    "former heroin user, on methadone now": "opioid-state",
    "former heroin user, takes methadone": "opioid-state",
    "history of methadone maintenance": "opioid-state",
    "tramadol off label": "opioid-state",
    "sugar-free codeine linctus": "opioid-state",
    "unter Fentanyl schmerzfrei": "opioid-state",
    # past
    "former opioid user": "opioid-before",
    "ex-heroin addict": "opioid-before",
    "opioid-free since March": "opioid-before",
    "opioidfrei seit 2020": "opioid-before",
    "frei von Opioiden": "opioid-before",
    "stopped tramadol three weeks ago": "opioid-before",
    "no longer takes opioids": "opioid-before",
    "nimmt keine Opioide mehr": "opioid-before",
    "ehemals opioidabhängig": "opioid-before",
    "F11.21": "opioid-before",
    "F11.21, on methadone": "opioid-state",
    # named, and not said to be taken
    "morphine allergy": "opioid-named",
    "mother addicted to heroin": "opioid-named",
    "allergic rhinitis, tramadol": "opioid-state",
    "takes the tramadol of her mother": "opioid-state",
}


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(("phrase", "code"), OPIOID.items())
def test_what_names_an_opioid_is_told_apart(phrase: str, code: str) -> None:
    """Taken, past, or only named: what is doubtful counts as taken."""
    assert code in codes_of("condition", phrase)


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    "phrase",
    [
        "no opioids",
        "never used opioids",
        "keine Opioide",
        "Opioide: keine",
        "denies use of opioids or narcotics",
        "no history of opioid dependence",
        "no history of opioid use disorder",
        "no opioids or codeine",
        "keine Opioidabhängigkeit",
        "KEINE OPIOIDABHAENGIGKEIT",
        "opioid-naive",
        "opioid screen negative",
        "negative urine screen for opioids",
        "keine Opioide bekannt",
        "no opioids, no narcotics",
    ],
)
def test_a_plain_denial_stops_nothing(phrase: str) -> None:
    """All of the clause is a denial: nothing is found, and nothing is unknown."""
    for kind in ("medicine", "condition", "intolerance"):
        assert codes_of(kind, phrase) == [], kind
    assert denied(phrase)


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("morphine", "opioid-named"),
        ("Codein (Juckreiz)", "opioid-named"),
        ("opioid withdrawal", "opioid-state"),
        ("takes morphine", "opioid-state"),
        ("formerly took opioids", "opioid-before"),
        ("no naltrexone", "drug-not-tolerated"),
        ("side effects with LDN", "drug-not-tolerated"),
    ],
)
def test_an_intolerance_may_name_an_opioid(phrase: str, code: str) -> None:
    """Who does not tolerate one takes none; who depends on one does."""
    assert codes_of("intolerance", phrase) == [code]


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("Embeda 20/0.8", ["opioid", "naltrexone-twice"]),
        ("Troxyca ER", ["opioid", "naltrexone-twice"]),
        ("tramadol, stopped last week", ["opioid"]),
        ("stopped tramadol last week", ["opioid-before"]),
        ("codeine-free syrup", ["opioid-before"]),
        ("naltrexone: rash", ["drug-not-tolerated"]),
        ("Betäubungsmittel nachts", ["narcotic"]),
        ("thioridazine", ["thioridazine"]),
        ("Antabuse", ["disulfiram"]),
        ("Relistor", ["opioid-antagonist"]),
        ("opioid antagonist", ["opioid-antagonist"]),
        ("Tylenol #3", ["opioid"]),
        ("Tylenol", []),
        ("Kadian", ["opioid"]),
        ("Endocet", ["opioid"]),
        ("Hysingla ER", ["opioid"]),
        ("propoxyphene", ["opioid"]),
        ("non-opioid analgesic", []),
    ],
)
def test_medicines_are_told_apart(phrase: str, codes: list[str]) -> None:
    """Each name has the findings of its kind; a product of two kinds has both."""
    assert codes_of("medicine", phrase) == codes


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("history of sensitivity to naltrexone", ["drug-not-tolerated"]),
        ("no naltrexone allergy", []),
        ("takes LDN already", ["naltrexone-twice"]),
        ("severe hepatic impairment", ["severe-liver"]),
        ("liver disease, severe", ["severe-liver"]),
        ("schwere Leberfunktionsstörung", ["severe-liver"]),
        ("Child-Pugh C", ["severe-liver"]),
        ("Child-Pugh A", []),
        ("several liver cysts", ["liver-disease"]),
        ("severe asthma, no liver disease", []),
        ("decompensated cirrhosis", ["severe-liver"]),
        ("liver cirrhosis", ["cirrhosis"]),
        ("K72.9", ["acute-hepatitis"]),
        ("hepatic encephalopathy", ["acute-hepatitis"]),
        ("hepatitis A, acute", ["acute-hepatitis"]),
        ("no acute hepatitis", ["liver-disease"]),
        ("cod liver oil", []),
        ("kidney failure", ["severe-kidney"]),
        ("severe renal impairment", ["severe-kidney"]),
        ("Hämodialyse", ["severe-kidney"]),
        ("N18.6", ["severe-kidney"]),
        ("chronic kidney disease stage 3", ["kidney-disease"]),
        ("adrenal insufficiency", []),
        ("breast-feeding", ["breast-feeding"]),
        ("stillt", ["breast-feeding"]),
        ("still unwell", []),
        ("not pregnant", []),
        ("pregnancy test negative", []),
        ("16 years old", ["under-age"]),
        ("aged 17", ["under-age"]),
        ("9-jähriges Kind", ["under-age"]),
        ("aged 18", []),
        ("diabetes for 10 years", []),
        ("major depression", ["depression"]),
        ("Suizidgedanken", ["depression"]),
        ("F33.1", ["depression"]),
    ],
)
def test_states_of_the_patient_are_told_apart(phrase: str, codes: list[str]) -> None:
    """What a label forbids, what it warns of, and what only sounds like either."""
    assert codes_of("condition", phrase) == codes


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    ("phrase", "allergens"),
    [
        ("lactose intolerance", ["lactose"]),
        ("Laktoseintoleranz", ["lactose"]),
        ("galactosemia", ["lactose"]),
        ("Galaktosämie", ["lactose"]),
        ("galactose", ["lactose"]),
        ("milk", ["lactose"]),
        ("dairy", ["lactose"]),
        ("Milch", ["lactose"]),
        ("lactose-free diet", ["lactose"]),
        ("no lactose", ["lactose"]),
        ("no lactose intolerance", []),
        ("milk thistle", []),
        ("coeliac", ["gluten"]),
        ("gluten-free diet", ["gluten"]),
        ("K90.0", ["gluten"]),
        ("corn starch", ["maize"]),
        ("Maisstärke", ["maize"]),
        ("maize", ["maize"]),
    ],
)
def test_a_patient_calls_it_otherwise(phrase: str, allergens: list[str]) -> None:
    """What a patient may not have is found by a disease, a food or a diet."""
    assert [row["name"] for row in refused(phrase)] == allergens


@pytest.mark.parametrize(
    "phrase", ["lactose intolerance", "lactose and gluten", "no opioids; lactose"]
)
def test_what_has_no_finding_is_understood_as_a_whole(phrase: str) -> None:
    """All of it names an allergen, or denies something."""
    assert understood(phrase)


@pytest.mark.parametrize(
    "phrase", ["lactose and kiwi", "no opioids; something else", ";"]
)
def test_a_word_on_no_list_leaves_a_phrase_unknown(phrase: str) -> None:
    """Whatever else stands in it, nobody can say what is meant."""
    assert not understood(phrase)


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
        ("patient", "hepatitis, acute", "acute-hepatitis"),
        ("patient", "hepatic insufficiency", "acute-hepatitis"),
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
