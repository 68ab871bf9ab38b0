"""The monograph: each sentence has a source, conflicts stand, nothing is advised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import FieldError, UnknownNameError, reference
from ldn_compound.reference import DatedSource, Monograph, Statement
from ldn_compound.reference.monograph import EVIDENCE, TOPICS, read_monograph
from ldn_compound.reference.sources import dated_source
from ldn_compound.reference.tables import parsed, table
from ldn_compound.sheets.content import Paragraph, Table
from tests.parsed import pages
from tests.sheets.test_german import english_words, words

#: One statement that can be read, as a row of the data file.
ROW = """
[[statement]]
id = "one"
topic = "dose"
text = "One."
evidence = "review"
sources = ["toljan-2018"]
"""
OTHER = ROW.replace("one", "other")

#: What the overview that this library began with says, in our own words; the statements
#: that bear each claim out or contradict it; and words of them.
CLAIMS = (
    ("approved for alcohol and opioids", "approved-uses", "approved for alcohol"),
    ("against craving and relapse", "approved-craving", "craving for alcohol"),
    ("other effects at low doses", "other-effects", "other effects"),
    ("a transient blockade", "two-mechanisms", "blocked for a short time"),
    ("of four to six hours", "blockade-4-6-hours", "4 to 6 hours"),
    ("more endorphins", "endorphin-measured", "beta-endorphin rose"),
    ("and enkephalins", "enkephalins", "enkephalins"),
    ("the rebound", "rebound", "rebound"),
    ("more sensitive receptors", "receptor-sensitivity", "more sensitive"),
    ("glia are calmed", "two-mechanisms", "glial cells is reduced"),
    ("glia release cytokines", "glia-cytokines", "cytokines"),
    ("which cause fatigue", "glia-symptoms", "fatigue and difficulty"),
    ("TLR4 is blocked", "tlr4-blocked", "block Toll-like receptor 4"),
    ("fewer inflammatory chemicals", "tlr4-biased", "lowers nitric oxide"),
    ("the immune system is balanced", "immune", "regulate the immune system"),
    ("tried in many conditions", "fields", "autoimmune and neuroimmune"),
    ("multiple sclerosis", "multiple-sclerosis-cree", "Multiple sclerosis"),
    ("Crohn's disease", "crohn", "Crohn's disease"),
    ("Hashimoto's thyroiditis", "hashimoto-listed", "Hashimoto's thyroiditis"),
    ("Hashimoto: is it borne out", "hashimoto-no-research", "is lacking"),
    ("fibromyalgia", "fibromyalgia-2013", "Fibromyalgia"),
    ("with pain and fatigue", "fibromyalgia-mechanism", "pain and muscular fatigue"),
    ("complex regional pain syndrome", "crps-cases", "Complex regional pain"),
    ("painful diabetic neuropathy", "diabetic-neuropathy", "diabetic neuropathy"),
    ("neurological disorders", "fields", "neuroimmune disorders"),
    ("certain cancers", "cancer-cases", "Cancer"),
    ("research is going on", "unknown-efficacy", "larger trials"),
    ("off-label", "off-label", "off-label"),
    ("yet used in practice", "widely-prescribed", "general practitioners"),
    ("50 mg to 100 mg is standard", "standard-dose", "50 mg to 100 mg"),
    ("with a sustained blockade", "blockade-standard", "for 24 hours"),
    ("no euphoria of opioids", "euphoria-blocked", "euphoria"),
    ("all day long", "continuous-blockade", "all the time"),
    ("0.5 mg to 4.5 mg is low", "range-0.5-4.5", "0.5 mg to 4.5 mg"),
    ("once daily, at bedtime", "bedtime", "one dose a day at bedtime"),
    ("or in the morning", "morning", "in the morning"),
    ("not on the market", "compounded", "not on the market"),
    ("compounded", "compounded", "pharmacies compound them"),
    ("as 1.5 mg or 4.5 mg capsules", "compounded", "1.5 mg and of 4.5 mg"),
    ("opioids have no effect", "opioids-low-dose", "opioid may give no relief"),
    ("withdrawal is set off", "withdrawal", "withdrawal"),
    ("side effects are mild", "effects-rare", "minor and transient"),
    ("in fewer than 8 % of users", "eight-percent", "fewer than 8 %"),
    ("insomnia", "effects-named", "insomnia"),
    ("vivid dreams and mild nausea", "dreams-nausea", "vivid dreams and nausea"),
    ("gone within two weeks", "nausea-two-weeks", "couple of weeks"),
    ("a gradual increase from 1 mg", "start-1", "goes up by 1 mg a week to 4.5 mg"),
    ("or from 1.5 mg", "start-1.5", "starts at 1.5 mg"),
    ("under medical supervision", "supervision", "supervised"),
    ("on prescription", "no-fda-indication", "on a prescription"),
)

#: Claims of that overview that another source contradicts.
CONTRADICTED = (
    "two-mechanisms",
    "blockade-4-6-hours",
    "tlr4-blocked",
    "compounded",
    "fibromyalgia-2013",
    "range-0.5-4.5",
    "start-1",
    "effects-rare",
    "eight-percent",
    "nausea-two-weeks",
)

#: Words of who advises, in both languages.
ADVICE = re.compile(
    r"\b(you|your|should|must|ought|we recommend|is recommended|are recommended"
    r"|recommended dose|take it|try it|worth trying|best choice|first choice"
    r"|Sie sollten|sollten?|müssen|wird empfohlen|wir empfehlen|empfohlene Dosis)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def english() -> Monograph:
    """Return the monograph in English."""
    return reference.monograph()


@pytest.fixture(scope="module")
def german() -> Monograph:
    """Return the monograph in German."""
    return reference.monograph("de")


def shown_texts(found: Monograph) -> Iterator[str]:
    """Yield every text of the document but for its list of sources."""
    *sections, _sources = found.as_sheet().sections
    yield found.as_sheet().title
    for section in sections:
        yield section.title
        for part in section.parts:
            if isinstance(part, Paragraph):
                yield part.text
            else:
                assert isinstance(part, Table)
                yield from part.header
                yield from (cell for row in part.rows for cell in row)


def with_sources(*sources: DatedSource) -> Statement:
    """Return a statement that rests on some sources."""
    return Statement(
        key="one", topic="dose", text="One.", evidence="review", sources=sources
    )


@pytest.mark.requirement("R113")
def test_every_statement_can_be_looked_up(english: Monograph) -> None:
    """Each has a source with an address, a trust and a date, and says its evidence."""
    for each in english.statements:
        assert each.sources, each.key
        assert each.evidence in EVIDENCE
        for source in each.sources:
            assert source.address.startswith("https://"), source.key
            assert source.trust in {"read", "secondary", "unverified"}, source.key
            assert re.search(r"\b(19|20)\d\d\b", source.date), source.key


@pytest.mark.requirement("R113")
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ('["toljan-2018"]', ""),
        ("[]", r"sources: expected sources, each with an https address, a trust and"),
        ('["mallinckrodt-label"]', r"got \['mallinckrodt-label'\]"),  # http
        ('["stange-1954"]', r"got \['stange-1954'\]"),  # no address
        ('["letco-capsules"]', r"got \['letco-capsules'\]"),  # no date
        ('["house"]', r"got \['house'\]"),  # no published source
        ('["toljan-2018", "letco-capsules"]', r"got \['letco-capsules'\]"),
        ('["toljan"]', r"source: .* 'toljan-2018'"),
    ],
)
def test_a_statement_without_a_readable_source_is_refused(
    changed: str, message: str
) -> None:
    """A file in which one sentence cannot be looked up is not read at all."""
    text = ROW.replace('["toljan-2018"]', changed)

    if not message:
        (found,) = read_monograph(parsed(text, "monograph")).statements
        assert found.sources == (dated_source("toljan-2018"),)
        return
    with pytest.raises(FieldError, match=message):
        read_monograph(parsed(text, "monograph"))


@pytest.mark.requirement("R113")
def test_a_statement_that_names_no_source_is_refused() -> None:
    """A row that was given no sources at all is one that has none."""
    text = ROW.replace('sources = ["toljan-2018"]', "")

    with pytest.raises(FieldError, match=r"^sources: expected sources, each with"):
        read_monograph(parsed(text, "monograph"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROW + ROW, r"^statement: expected each statement once, got \['one'\]"),
        (ROW.replace("dose", "taste"), r"^topic: expected one of 'status', "),
        (ROW.replace("review", "rumour"), r"^evidence: expected one of 'product"),
        ("{}[['one']]", r"^sides: expected two sides or more, each of statements of"),
        ("{}[['one'], []]", r"^sides: expected two sides or more"),
        ("{}[['one'], ['one']]", r"^sides: expected two sides or more"),
        ("{}[['one'], ['two']]", r"^statement: .*'one', 'other', got 'two'"),
    ],
)
def test_a_file_that_cannot_be_is_refused(text: str, message: str) -> None:
    """Keys stand once, topics and evidence are known, and a conflict has two sides."""
    conflict = f'{ROW}{OTHER}[[conflict]]\nid = "c"\nquestion = "Why?"\nsides = '

    with pytest.raises(FieldError, match=message):
        read_monograph(parsed(text.replace("{}", conflict), "monograph"))


@pytest.mark.requirement("R113")
@pytest.mark.parametrize(("claim", "key", "said"), CLAIMS)
def test_each_claim_is_found_with_its_source(
    english: Monograph, claim: str, key: str, said: str
) -> None:
    """What the library set out from is there, with a source that can be read."""
    found = english.statement(key)

    assert said in found.text, claim
    assert found.sources
    assert set(found.conflicts_with) or key not in CONTRADICTED


@pytest.mark.requirement("R113")
def test_conflicts_stand_in_both_directions(english: Monograph) -> None:
    """Who reads one side is led to the other, and no statement contradicts itself."""
    opposed = {each.key: set(each.conflicts_with) for each in english.statements}

    assert {key for key, others in opposed.items() if others} >= set(CONTRADICTED)
    for key, others in opposed.items():
        assert key not in others
        assert all(key in opposed[other] for other in others), key


@pytest.mark.requirement("R113")
def test_the_figures_of_side_effects_stand_side_by_side(english: Monograph) -> None:
    """Rare and minor on one side, 37 % and 1.4 times placebo on the other."""
    (title,) = [each.question for each in english.conflicts if each.key == "frequency"]
    (section,) = [
        each for each in english.as_sheet().sections if each.title.endswith(title)
    ]
    (part,) = section.parts
    assert isinstance(part, Table)

    sides = {letter: "" for letter, _ in part.rows}
    for letter, text in part.rows:
        sides[letter] += text

    assert "rare, minor and transient" in sides["A"]
    assert "about 37 %" in sides["B"]
    assert "1.4 times as frequent as on placebo" in sides["B"]
    assert "37 %" not in sides["A"]


@pytest.mark.requirement("R113")
def test_it_says_first_for_whom_it_is(english: Monograph, german: Monograph) -> None:
    """Professionals are told so before anything else, and that it advises nothing."""
    for found, said in (
        (english, "Information for pharmacists and prescribers."),
        (german, "Information für Apotheker und Ärzte."),
    ):
        first = found.as_sheet().sections[0].parts[0]
        assert isinstance(first, Paragraph)
        assert first.text.startswith(said)


@pytest.mark.requirement("R113")
def test_nothing_in_it_advises(english: Monograph, german: Monograph) -> None:
    """No sentence speaks to a reader, or says what is to be done."""
    for found in (english, german):
        for text in shown_texts(found):
            assert not ADVICE.search(text), text


@pytest.mark.parametrize("text", ["You should take 3 mg.", "4.5 mg is recommended."])
def test_advice_would_be_noticed(text: str) -> None:
    """The list of words finds advice where there is some."""
    assert ADVICE.search(text)


@pytest.mark.requirement("R57")
@pytest.mark.requirement("R113")
def test_it_is_german_throughout(english: Monograph, german: Monograph) -> None:
    """No sentence is left in English, and no number has a decimal point."""
    for one, other in zip(shown_texts(english), shown_texts(german), strict=True):
        assert other
        assert not re.search(r"\d\.\d", other), other
        assert not words(other) & (english_words() - {"avicel"}), other
        if " " in one and not one.startswith("["):
            assert one != other
    assert german.statement("bedtime").text == (
        "Eine Praxis gibt einmal täglich eine Dosis zur Nacht."
    )


def test_dates_are_written_as_each_language_does(
    english: Monograph, german: Monograph
) -> None:
    """A day, a month, a year, or that a page bears no date."""
    listed = {}
    for found in (english, german):
        (part,) = found.as_sheet().sections[-1].parts
        assert isinstance(part, Table)
        for each, (_, text) in zip(found.sources, part.rows, strict=True):
            listed[found.language, each.key] = text

    for key, in_english, in_german in (
        ("toljan-2018", " · 2018-09-21 · ", " · 21.09.2018 · "),
        ("ldn-no-slow-release", " · 2026-06 · ", " · 06/2026 · "),
        ("final-2024", " · 2024 · ", " · 2024 · "),
        ("porters-ldn", "undated, read in 2026", "ohne Datum, gelesen 2026"),
    ):
        assert in_english in listed["en", key]
        assert in_german in listed["de", key]


@pytest.mark.requirement("R113")
@pytest.mark.parametrize(
    ("trust", "cited"),
    [
        ("read", "[1]"),
        ("secondary", "[1 (secondary)]"),
        ("unverified", "[1 (unverified)]"),
    ],
)
def test_how_far_to_trust_a_source_stands_beside_it(trust: Any, cited: str) -> None:
    """A source that was not read says so where it is cited, and in the list."""
    source = evolve(dated_source("toljan-2018"), trust=trust)
    found = Monograph(statements=(with_sources(source),))

    _, topic, listed = found.as_sheet().sections

    assert topic.parts == (
        Table(
            ("Evidence", "What is published"),
            (("review", f"One. {cited}"),),
            strong=-1,
        ),
    )
    (part,) = listed.parts
    assert isinstance(part, Table)
    assert (f"({trust})" in part.rows[0][1]) == (trust != "read")


def test_each_number_leads_to_a_source(english: Monograph) -> None:
    """The numbers in brackets are those of the list, which has each source once."""
    *_, last = english.as_sheet().sections
    (part,) = last.parts
    assert isinstance(part, Table)
    listed = {number for number, _ in part.rows}
    cited = {
        number
        for text in shown_texts(english)
        for found in re.findall(r"\[([^\]]*)\]", text)
        for number in re.findall(r"\d+", found)
    }

    assert len(part.rows) == len(english.sources)
    assert cited == listed


def test_topics_are_had_by_name(english: Monograph) -> None:
    """A topic gives its statements, in order; all of them are the monograph."""
    by_topic = tuple(each for name in english.topics for each in english.topic(name))

    assert by_topic == english.statements
    assert english.topics == tuple(TOPICS)
    with pytest.raises(UnknownNameError, match=r"topic: .*'side effects', got 'side"):
        english.topic("side effect")
    with pytest.raises(UnknownNameError, match=r"statement: .*'bedtime', got 'bed"):
        english.statement("bedtimes")


@pytest.mark.parametrize("language", ["fr", "", "DE"])
def test_an_unknown_language_is_refused(language: str) -> None:
    """The error names the languages there are."""
    with pytest.raises(FieldError, match=r"language: expected 'en' or 'de'"):
        reference.monograph(language)


@pytest.mark.requirement("R113")
def test_a_notebook_shows_it_escaped() -> None:
    """No text of it becomes markup, wherever it is shown."""
    text = "<script>alert(1)</script> & [a](b)"
    source = evolve(dated_source("toljan-2018"), title=text)
    found = Monograph(statements=(evolve(with_sources(source), text=text),))

    html, markdown = found._repr_html_(), found._repr_markdown_()

    assert "<script" not in html
    assert html.count(escape("<script>alert(1)</script> &")) == 2
    assert "<script" not in markdown
    assert markdown.count(r"\[a\](b)") == 2


def test_it_is_shown_in_a_few_words_and_in_full(
    english: Monograph, german: Monograph
) -> None:
    """The repr counts what there is; the text is the document."""
    counts = f"{len(english.statements)} statements, {len(english.conflicts)} conflicts"

    assert repr(german) == (
        f"<Monograph: {counts}, {len(german.sources)} sources, language 'de'>"
    )
    assert str(german).startswith("Niedrig dosiertes Naltrexon: was veröffentlicht ist")
    assert max(map(len, str(german).partition("\nQuellen\n")[0].splitlines())) <= 85


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_is_saved_like_other_papers(language: str, tmp_path: Path) -> None:
    """As a PDF that says for whom it is, and in its language."""
    file = reference.monograph(language).as_sheet().save(tmp_path / "monograph.pdf")

    first, *_ = pages(file.read_bytes())

    assert ("Apotheker" if language == "de" else "pharmacists") in first


@pytest.mark.requirement("R113")
def test_the_picture_shows_what_statements_say(english: Monograph) -> None:
    """Each bar is that of a statement, dose and hours."""
    for row in table("monograph")["blockade"]:
        said = english.statement(row["statement"]).text
        shortest, longest = row["hours"]
        hours = f"{shortest} to {longest}" if shortest < longest else f"for {longest}"
        assert f"{hours} hours" in said
        assert row["dose"] in said
