"""The profile: read whole or refused with every fault, and honest about what lacks."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from ldn_compound import DocumentError, FieldError, Q, UnknownNameError, reference
from ldn_compound.orders import NEW_PROFILE, Profile
from tests.orders.examples import PROFILE, shelf


def refused(text: str) -> list[str]:
    """Return what is told of a profile that is wrong."""
    with pytest.raises(DocumentError) as caught:
        Profile.loads(text)
    return [str(each) for each in caught.value.faults]


def test_a_profile_is_read_as_it_is_written() -> None:
    """Each figure stands where the text has it."""
    profile = shelf()
    tablets = profile.material("tablets50", "source")

    assert profile.pharmacy.name == "Bridge"
    assert profile.balance("main").readability == Q("1 mg")
    assert profile.tray("hand").holes == 100
    assert profile.shell("3") == reference.shell("3")
    assert profile.shell("1") == reference.shell("1")  # published where none is stated
    assert dict(tablets.figures)["mean_mass"] == Q("171.2 mg/tablet")
    assert [each.lot.number for each in tablets.lots] == ["LATE", "SOON"]
    assert profile.lacking() == ()


def test_a_profile_is_a_value() -> None:
    """It is compared, hashed and sent to another process like any record."""
    assert pickle.loads(pickle.dumps(shelf())) == shelf()  # noqa: S301 - our own
    assert hash(shelf()) == hash(shelf())


@pytest.mark.requirement("R109")
def test_every_fault_is_told_with_its_line() -> None:
    """Three slips on three lines: all three are told at once."""
    text = (
        PROFILE.replace('"171.2 mg"', '"171,2 mg"')
        .replace('"2028-01"', '"01/28"')
        .replace('readability = "1 mg"', 'readabilities = "1 mg"')
    )
    lines = text.splitlines()

    told = refused(text)

    for each, part in zip(
        told, ["171,2", "01/28", "[balances", "readabilities"], strict=True
    ):
        line = re.match(r"line ([0-9]+), ", each)
        assert line
        assert part in lines[int(line[1]) - 1]
    assert "materials.ph105.lots[0].expires: expected an expiry" in told[1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('source = "tablets50"', 'source = "tablet50"', "usual.source: .*'tablets50'"),
        ('filler = "ph105"', 'filler = "ph"', "usual.filler"),
        ('shell = "3"', 'shell = "33"', "usual.shell"),
        ('balance = "main"', 'balance = "x"', "usual.balance: .*'main', got 'x'"),
        ('balance = "main"', 'tray = "x"', "usual.tray: .*'hand', got 'x'"),
        ('"50 mg"\n', '"300 mg"\n', "mean_mass: expected more than the 300 mg/tablet"),
        ('strength = "50 mg"\n', "", "strength: expected the strength of a tablet"),
        ('"12 tablets"', '"12 mg"', "on_hand: expected a number of tablets"),
        ('"500 g"', '"500 tablets"', "on_hand: expected a mass such as '500 g', got"),
        ('"SOON"', '"LATE"', "lots: expected each lot once, got LATE, LATE"),
        (
            '"130 mg" }',
            '"130 g/mL" }',
            r"packing\['3'\]: expected a mass above zero such as '130",
        ),
        ('"130 mg" }', '{ mass = "130 mg", weighd = 10 } }', "weighd: .*'weighed'"),
        (
            '"130 mg" }',
            "130 }",
            r"packing\['3'\]: expected a text or an object, got 130",
        ),
        ('{ "3" = "130 mg" }', '"130 mg"', "packing: expected an object of names"),
        ('"filler"\n', '"filer"\n', "kind: expected one of 'tablets'"),
        ('kind = "filler"\n', "", "kind: expected one of 'tablets', .*, got nothing"),
        (
            'maker = "Torpac"',
            'maker = "Torpak"',
            r"shells\['3'\].maker: expected 'Torpac'",
        ),
        (
            'maker = "Torpac"',
            'volume = "0.3 mL"',
            "empty_mass: expected volume and empty",
        ),
        (
            'name = "Bridge"',
            "least_tablets = 20",
            "pharmacy.name: expected a name for rules",
        ),
        ('policy = "usp"', 'policy = "us"', "pharmacy.policy: expected one of 'usp'"),
        (
            'policy = "usp"',
            'page = "A5"',
            "pharmacy.page: expected one of 'A4', 'Letter'",
        ),
        ('name = "Bridge"', 'name = " "', "pharmacy.name: expected one line"),
        ('number = "M77"', "number = 77", "number: expected one line of at most 200"),
        ("weighed = 20", 'product = "Naltrexon"', "product: expected a known name"),
        ("[trays.hand]", '[trays."x\\ty"]', "trays.*expected one line of at most 200"),
        ("lots = [{", 'contains = "lactose"\nlots = [{', "contains: expected a list"),
    ],
)
def test_a_slip_is_told_where_it_stands(old: str, new: str, told: str) -> None:
    """One slip, one fault, with the name that was meant where there is one near."""
    assert old in PROFILE

    (fault,) = refused(PROFILE.replace(old, new, 1))

    assert re.search(told, fault)


def test_a_list_of_many_faults_ends() -> None:
    """A thousand lots without a number are not a thousand lines."""
    lots = "lots = [" + "{}, " * 1000 + "]"
    text = f'[materials.x]\nkind = "filler"\nname = "starch"\n{lots}\n'

    told = refused(text)

    assert len(told) == 101
    assert told[-1].endswith("only the first 100 faults are shown")


def test_plain_data_are_read_without_lines() -> None:
    """A program that sends JSON has no lines, and the same paths."""
    with pytest.raises(
        DocumentError, match=r"^trays.hand.holes: expected a whole"
    ) as it:
        Profile.from_dict({"trays": {"hand": {"holes": "100"}}})

    assert it.value.faults[0].line is None
    with pytest.raises(
        DocumentError, match="trays: expected an object of names, got 3"
    ):
        Profile.from_dict({"trays": 3})


def test_rules_of_its_own_are_named_after_the_pharmacy() -> None:
    """A sheet that says "usp" is made by the published rules, and by no others."""
    own = shelf('policy = "usp"', 'policy = "dac-nrf"\nleast_tablets = 20')

    assert shelf().pharmacy.policy == reference.policy("usp")
    assert own.pharmacy.policy.name == "dac-nrf (Bridge)"
    assert own.pharmacy.policy.least_tablets == 20
    assert own.pharmacy.policy.drug_overage == reference.policy("dac-nrf").drug_overage


def test_shells_that_were_weighed_go_before_published_ones() -> None:
    """Volume and mass are the house's own, and the maker is only named."""
    own = 'volume = "0.31 mL"\nempty_mass = "47 mg"'
    shell = shelf('maker = "Torpac"', own).shell("3")

    assert (shell.volume, shell.empty_mass, shell.maker) == (
        Q("0.31 mL"),
        Q("47 mg"),
        None,
    )


def test_a_density_goes_with_every_size() -> None:
    """It is no figure of one shell."""
    dense = 'packing = { value = "0.43 g/mL", basis = "tapped" }'
    profile = shelf('packing = { "3" = "130 mg" }', dense)

    assert str(profile.material("ph105", "filler").packing[0]).startswith("Density")
    assert profile.lacking() == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('mean_mass = "171.2 mg"\n', "", ["lots[0].mean_mass", "lots[1].mean_mass"]),
        ('packing = { "3" = "130 mg" }', "", ["lots[0].packing['3']"]),
        ('"3" = "130 mg"', '"2" = "130 mg"', ["lots[0].packing['3']"]),
        (
            'lots = [{ number = "M77", expires = "2028-01", on_hand = "500 g" }]',
            "",
            ["lots"],
        ),
        (
            "[balances.main]\nreadability",
            "[trays.b]\nholes = 1\n[balances.main]\nreadability",
            [],
        ),
    ],
)
def test_what_lacks_is_told_of_the_lot_that_lacks_it(
    old: str, new: str, told: list[str]
) -> None:
    """A figure of one lot is missing for that lot."""
    found = [each.path.split(".", 2)[2] for each in shelf(old, new).lacking()]

    assert found == told


def test_what_was_measured_of_a_lot_is_enough() -> None:
    """The material has no mean mass; each of its lots has one."""
    profile = shelf('mean_mass = "171.2 mg"\n')
    assert profile.lacking()
    text = PROFILE.replace('mean_mass = "171.2 mg"\n', "").replace(
        'expires = "20', 'mean_mass = "171 mg", expires = "20', 2
    )

    assert Profile.loads(text).lacking() == ()


def test_an_additive_needs_no_packing() -> None:
    """It is a little of the blend: a plan says where it matters."""
    silica = '[materials.silica]\nkind = "additive"\nname = "colloidal silica"\n'

    (lacking,) = shelf("[shells", f"{silica}[shells").lacking()

    assert lacking.path == "materials.silica.lots"


def test_an_empty_profile_lacks_everything() -> None:
    """Nothing is taken for granted."""
    assert [each.path for each in Profile().lacking()] == [
        *("materials", "materials", "shells", "balances"),
    ]


def test_bulk_powder_lacks_its_assay_until_a_lot_has_it() -> None:
    """It stands on the certificate of the lot."""
    text = """
[materials.bulk]
kind = "bulk"
form = "naltrexone hydrochloride"
basis = "anhydrous"
water = "3 %"
packing = { "3" = "150 mg" }
lots = [{ number = "B1", expires = "2027-01" }]
"""
    lacking = [each.path for each in Profile.loads(text).lacking()]
    with_assay = text.replace('"B1"', '"B1", assay = "99.2 %"')

    assert "materials.bulk.lots[0].assay" in lacking
    assert not any("assay" in each.path for each in Profile.loads(with_assay).lacking())


def test_the_new_profile_reads_as_it_is_and_with_its_examples() -> None:
    """Whoever removes the # of the examples has a profile in which nothing lacks."""
    examples = re.sub(r"(?m)^# ?(?=[\[a-z].*[\]=]|  \{|\])", "", NEW_PROFILE)

    assert Profile.loads(NEW_PROFILE).lacking()
    assert Profile.loads(examples).lacking() == ()


def test_a_product_says_its_own_strength() -> None:
    """Stated beside it, it must be the same."""
    stated = 'strength = "50 mg"\n'
    product = 'product = "Adepend"\n'

    assert shelf(stated, product).lacking() == ()
    assert shelf(stated, stated + product).lacking() == ()
    with pytest.raises(DocumentError, match="expected the 50 mg/tablet of Ade"):
        shelf(stated, 'strength = "45 mg"\n' + product)


def test_a_profile_is_loaded_from_a_file(tmp_path: Path) -> None:
    """Its faults keep their lines; a file that is not there is told by its name."""
    file = tmp_path / "profile.toml"
    file.write_text(PROFILE, "utf-8")
    assert Profile.load(file) == shelf()

    file.write_text("a = 1\n", "utf-8")
    with pytest.raises(DocumentError, match=r"^line 1, a: expected one of the keys"):
        Profile.load(file)

    file.write_bytes(b"\xff")
    with pytest.raises(FieldError, match="expected a profile in UTF-8"):
        Profile.load(file)
    with pytest.raises(FieldError, match=r"No such file.*profile new FILE"):
        Profile.load(str(tmp_path / "none.toml"))


def test_a_name_that_nothing_has_is_refused() -> None:
    """With the names there are; where there are none, that is said."""
    with pytest.raises(UnknownNameError, match="tray: expected one of 'hand', got 'x'"):
        shelf().tray("x")
    with pytest.raises(
        FieldError, match="tray: expected a name that the profile holds"
    ):
        Profile().tray("x")
