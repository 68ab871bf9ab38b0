"""Hostile texts: what stands in a name is shown as it is, or refused; it never acts."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from importlib import import_module
from io import StringIO
from typing import Any

import attrs
import pytest
from attrs import evolve
from icalendar import Calendar
from markdown_it import MarkdownIt

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BeyondUseRule,
    CompoundError,
    Density,
    FieldError,
    Lot,
    OwnLimit,
    PackStatistic,
    Tablets,
    Trituration,
    plan_batch,
    reference,
)
from ldn_compound.commands.plan import main
from ldn_compound.documents.patient.label import container_label
from ldn_compound.documents.patient.leaflet import patient_leaflet
from ldn_compound.documents.records.master_formulation_record import (
    master_formulation_record,
)
from ldn_compound.documents.worksheet.sheet import bench_sheet
from ldn_compound.interop.fhir import medication, read_medication, render_medication
from ldn_compound.interop.gs1 import read_gs1
from ldn_compound.interop.json import dumps, loads
from ldn_compound.interop.ncpdp import Product, compound_segment, render_segment
from ldn_compound.model.dispensed import Dispensed
from ldn_compound.model.made import Made, Weighed
from ldn_compound.model.master_formula import MasterFormula
from ldn_compound.orders import Order, Pharmacy
from ldn_compound.plan import beyond_use_of
from ldn_compound.regimen import (
    OnHand,
    ProductionPlan,
    Schedule,
    plan_production,
    to_csv,
)
from ldn_compound.regimen.calendar_file import Event, render_calendar
from ldn_compound.sheets.markdown import render_markdown
from ldn_compound.sheets.sheet import Sheet
from tests.api import PUBLIC, exported
from tests.examples import FILLER, ORDER, SHELL, TABLETS
from tests.notebook import Reader
from tests.papers_by_name import document
from tests.parsed import check_every_format
from tests.security.hostile import PRINTABLE, UNPRINTABLE, poisoned, text_fields

LOT = Lot("A17", expires="2027-05-31", maker="maker")
#: One record of each kind that a user writes texts into.
RECORDS: tuple[Any, ...] = (
    Additive("riboflavin", share="0.5 %", contains=()),
    BeyondUseRule("our board", limit="120 days"),
    Density("0.43 g/mL", basis="tapped"),
    Dispensed(),
    evolve(FILLER, lot=LOT),
    LOT,
    OwnLimit("90 days", reason="it cakes"),
    Order(strength="4.5 mg", capsules=100),
    PackStatistic("130 mg", size="3"),
    reference.policy("usp"),
    ORDER,
    SHELL,
    evolve(TABLETS, lot=LOT),
    Trituration("10 %", diluent="sucrose"),
    Made(weighed=(Weighed("sucrose", actual="1 g"),)),
    Weighed("sucrose", actual="1 g"),
    MasterFormula("MF-12"),
    Pharmacy(),
    Product("00395000001"),
)
FIELDS = [(record, name) for record in RECORDS for name in text_fields(type(record))]
NAMES = [f"{type(record).__name__}.{name}" for record, name in FIELDS]
#: Digits and names of a table, which are no free text.
DIGITS = {"Pharmacy.label_rules", "Product.number", "Product.quantity"}
each_field = pytest.mark.parametrize(("record", "name"), FIELDS, ids=NAMES)


def written(record: Any, name: str, text: str) -> Any:
    """Return the record with a text in one of its fields."""
    field = attrs.fields_dict(type(record))[name]
    value = (text,) if "tuple" in str(field.type) else text
    return evolve(record, **{field.alias or name: value})


@cache
def plan(text: str) -> BatchPlan:
    """Plan a batch with the text in every field of all that is given."""
    drug, filler = (poisoned(evolve(each, lot=LOT), text) for each in (TABLETS, FILLER))
    return planned(text, drug=drug, filler=filler)


@cache
def ready(text: str) -> BatchPlan:
    """Plan that batch with packing that was measured, so that it is no draft."""
    packing = PackStatistic("150 mg", size=f"{text} size")
    drug, filler = (
        evolve(poisoned(evolve(each, lot=LOT), text), packing=packing)
        for each in (TABLETS, FILLER)
    )
    return planned(text, drug=drug, filler=filler)


def planned(text: str, **materials: Any) -> BatchPlan:
    """Plan a batch of some materials, with the text in all the rest."""
    return plan_batch(
        poisoned(evolve(ORDER, reference="x", prescriber="x"), text),
        shell=poisoned(SHELL, text),
        additives=(poisoned(Additive("x", share="0.5 %", contains=()), text),),
        balance=Balance(readability="1 mg"),
        policy=poisoned(reference.policy("usp"), text),
        **materials,
    )


@cache
def sheets(text: str) -> tuple[Sheet, ...]:
    """Return every document of that batch."""
    batch = plan(text)
    use = beyond_use_of(batch, "2026-01-05", own_limit=OwnLimit("9 days", reason=text))
    entered = [Weighed(batch.powder.item, actual="1 g", weighed_by=text, balance=text)]
    lines: dict[str, Any] = dict.fromkeys(text_fields(Made), text)
    lines |= {"deviations": (text,), "problems": (text,)}
    made = Made(**lines, weighed=entered, made_on="2026-01-05")
    options: dict[str, Any] = {
        "beyond_use": use,
        "batch_number": text,
        "pharmacy": text,
    }
    return (
        document("worksheet", batch),
        bench_sheet(batch, made=made, annex=True),
        master_formulation_record(
            batch,
            formula=poisoned(MasterFormula("x"), text),
            calculated_by=text,
            digest=text,
        ),
        container_label(batch, poisoned(Dispensed(), text), **options, size="tall"),
        patient_leaflet(batch, Dispensed(directions=text), **options),
        production(text).as_sheet(),
    )


def production(text: str) -> ProductionPlan:
    """Plan a day of one prescription, of lots with hostile names."""
    request = ready(text).request
    assert isinstance(request.drug, Tablets)
    return plan_production(
        [evolve(request.prescription, intolerances=())],
        stock=[
            OnHand(request.drug, "100 tablets"),
            OnHand(request.fillers[0][0], "99 g"),
        ],
        shell=request.shell,
        policy=request.policy,
        day_of_compounding="2026-11-23",
        most_capsules=200,
    )


# -- what a record takes


def test_every_record_with_texts_is_tried() -> None:
    """A new public record with a field for text cannot escape these tests."""
    public = {
        kind
        for module in PUBLIC
        for name in exported(module)
        if attrs.has(kind := getattr(import_module(module), name))
    }

    assert {kind for kind in public if text_fields(kind)} == set(map(type, RECORDS))


@each_field
def test_a_text_that_hides_or_breaks_lines_is_refused(record: Any, name: str) -> None:
    """No field takes signs that show as nothing, turn round or end a line."""
    for text in UNPRINTABLE:
        with pytest.raises(FieldError, match=rf"^{name}: expected") as refused:
            written(record, name, text)

        assert str(refused.value).isprintable(), ascii(text)


@each_field
def test_a_text_without_end_is_refused(record: Any, name: str) -> None:
    """A line is short, and the message does not repeat what came."""
    for length in (1001, 1_000_000):
        with pytest.raises(FieldError, match=rf"^{name}: expected") as refused:
            written(record, name, "x" * length)

        assert len(str(refused.value)) < 250, length


@each_field
def test_a_printable_text_is_kept_as_it_is(record: Any, name: str) -> None:
    """Nothing is repaired: the text stands as it came, unless digits are asked for."""
    for text in PRINTABLE:
        if f"{type(record).__name__}.{name}" in DIGITS:
            with pytest.raises(FieldError, match=rf"^{name}: expected"):
                written(record, name, text)
        else:
            assert getattr(written(record, name, text), name) in (text, (text,))


# -- what is shown


@pytest.mark.parametrize("text", PRINTABLE)
def test_a_plan_of_hostile_names_is_ready(text: str) -> None:
    """The names are in the plan, and the plan is one that would be made."""
    order = plan(text).request.prescription

    assert ready(text).ready
    assert not plan(text).ready  # its packing figures say that they are published
    assert order.other_medicines == (f"{text} other_medicines",)


@pytest.mark.slow
@pytest.mark.requirement("R58")
@pytest.mark.parametrize("text", PRINTABLE)
def test_every_document_shows_the_text_as_it_is(text: str) -> None:
    """Text, Markdown, HTML and PDF say each name literally, and nothing in it acts."""
    for sheet in sheets(text):
        check_every_format(evolve(sheet, banner=None))


@pytest.mark.parametrize("text", PRINTABLE)
def test_markdown_has_no_link_of_a_name(text: str) -> None:
    """A page that shows Markdown shows texts: no link, picture, HTML or code."""
    for sheet in sheets(text):
        tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(sheet))

        inline = {part.type for each in tokens for part in each.children or ()}
        assert inline <= {"text", "strong_open", "strong_close", "softbreak"}
        assert not {"html_block", "fence", "code_block"} & {
            each.type for each in tokens
        }


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("text", PRINTABLE)
def test_a_notebook_shows_the_text_as_it_is(text: str) -> None:
    """A notebook runs what HTML it is given: there is only ours."""
    for record in (plan(text), ready(text), production(text)):
        page = Reader(record._repr_html_())

        page.check_nothing_acts()
        assert text.split(maxsplit=1)[0] in page.words


@pytest.mark.parametrize("text", PRINTABLE)
def test_no_formula_calls_a_command_of_a_name(text: str) -> None:
    """Of LaTeX there are only the commands that set fractions, texts and lines."""
    for step in plan(text).steps:
        set_in = step._repr_latex_()

        assert not any(name in set_in for name in (r"\input", r"\url", r"\href", "^^"))


@pytest.mark.parametrize(
    ("document_of", "option"),
    [
        (container_label, "pharmacy"),
        (container_label, "batch_number"),
        (patient_leaflet, "pharmacy"),
        (patient_leaflet, "batch_number"),
    ],
)
def test_what_a_patient_reads_is_one_printable_line(
    document_of: Any, option: str
) -> None:
    """A label that reads backwards, or grows without end, is not printed."""
    batch = plan(PRINTABLE[0])

    for text in (*UNPRINTABLE, "x" * 201):
        with pytest.raises(FieldError, match=rf"^{option}: expected one line of at"):
            document_of(batch, **{"beyond_use": None, option: text})


@pytest.mark.parametrize("option", ["calculated_by", "digest"])
def test_what_a_record_is_headed_with_is_one_printable_line(option: str) -> None:
    """Neither the program nor the digest of a record is more than a line."""
    with pytest.raises(FieldError, match=rf"^{option}: expected one line of at most"):
        document("master formulation record", plan(PRINTABLE[0]), **{option: "a\nb"})


# -- what goes to other systems


@pytest.mark.parametrize("text", PRINTABLE)
def test_json_gives_the_text_back(text: str) -> None:
    """What is read is what was written, sign by sign."""
    assert loads(dumps(plan(text))) == plan(text)


@pytest.mark.parametrize("text", PRINTABLE)
def test_fhir_gives_the_text_back(text: str) -> None:
    """A resource holds the names as they are, in valid JSON."""
    resource = medication(ready(text), "R5", batch_number=text, beyond_use="2026-01-05")

    read = read_medication(render_medication(resource), "R5")

    assert read.batch_number == text
    assert f"{text} Filler" in [each.name for each in read.excipients]


@pytest.mark.parametrize("text", PRINTABLE)
def test_a_claim_holds_codes_only(text: str) -> None:
    """No name of a material reaches the fields of a claim."""
    batch = ready(text)
    items = {batch.powder.item, *(each.item for each in batch.weighings)}
    products = {item: Product("00395000001", quantity="1") for item in items}

    lines = render_segment(compound_segment(batch, products)).splitlines()

    assert all(set(line[7:]) <= set("0123456789.") for line in lines)


@pytest.mark.requirement("R79")
@pytest.mark.parametrize("text", ["10A17<script>", "10A,B;C", "10\"%'()*+/=?"])
def test_a_scanned_lot_is_text(text: str) -> None:
    """GS1 allows signs that other formats act on: they are the number of the lot."""
    code = read_gs1(f"]d20100368071365436172602281{text[1:]}", today="2025-07-05")

    assert code.lot().number == text[2:]


@pytest.mark.parametrize(
    "text", [*PRINTABLE, "a\r\nATTENDEE:x", "a\rb", "a\nEND:VEVENT"]
)
def test_no_line_of_a_calendar_comes_from_a_text(text: str) -> None:
    """Another program reads one event, and no field that is not ours."""
    event = Event(
        uid="x", first_day=dt.date(2026, 1, 5), days=7, summary=text, description=text
    )
    stamp = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)

    calendar = render_calendar([event], stamp=stamp, revision=0)

    (read,) = Calendar.from_ical(calendar).walk("VEVENT")
    assert set(read) == {
        *("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "SUMMARY"),
        *("DESCRIPTION", "TRANSP"),
    }
    assert str(read["SUMMARY"]).split() == text.split()
    assert "\r" not in calendar.replace("\r\n", "")


@pytest.mark.requirement("R58")
def test_no_cell_of_a_table_is_a_formula() -> None:
    """A spreadsheet takes what begins with = + - or @ for a formula: no cell does."""
    course = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")

    rows = list(csv.reader(StringIO(to_csv(course, "2026-01-05"))))

    assert len(rows) == 1 + 21
    assert all(cell[0].isalnum() for row in rows for cell in row)


@pytest.mark.parametrize("text", UNPRINTABLE, ids=ascii)
def test_the_command_sends_no_signs_to_a_terminal(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a terminal would obey is shown as a Python text shows it."""
    usual = ["--strength", "4.5 mg", "--capsules", "100", "--tablet-mass", "171.2 mg"]

    assert main([*usual, "--filler", text, "--filler-packing", "130 mg"]) == 2
    assert main([*usual[:-1], text]) == 2

    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(line.isprintable() for line in shown.err.splitlines())


@pytest.mark.parametrize("text", UNPRINTABLE, ids=ascii)
def test_no_other_door_takes_what_hides(text: str) -> None:
    """Names that are looked up, sizes and codes are refused by an error of ours."""
    for door in (reference.shell, reference.policy, reference.source, loads):
        with pytest.raises(CompoundError) as refused:
            door(text)
        assert str(refused.value).isprintable()
