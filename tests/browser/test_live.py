"""The page that runs the library in the browser, in headless Chromium, network cut."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from ldn_compound import (
    Balance,
    BatchPlan,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
    reference,
)

#: Loading Python takes seconds, on a shared machine more.
_LOADED = 60_000  # ms
_ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing of each file that is served."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the site that was built, from this machine."""
    handler = partial(_Quiet, directory=os.environ["LDN_COMPOUND_SITE"])
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Collect the addresses that pages ask for."""
    return []


@pytest.fixture(scope="module")
def browser(asked: list[str]) -> Iterator[Any]:
    """Start Chromium so that it reaches this machine and nothing else."""
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", _ONLY_HERE]
        )
        window = started.new_context()
        window.on("request", lambda request: asked.append(request.url))
        yield window
        started.close()


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Any:
    """Open the page and wait until the library is loaded."""
    opened = browser.new_page()
    opened.goto(f"{address}/live/index.html")
    expect(opened.locator("#state")).to_have_text("Ready.", timeout=_LOADED)
    return opened


def fill(page: Any, **typed: str) -> None:
    """Type into a fresh form and send it."""
    page.evaluate("document.querySelector('#order').reset()")
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.click("button")


def planned(strength: str = "4.5 mg") -> BatchPlan:
    """Plan, outside the browser, what the form asks for."""
    return plan_batch(
        Prescription(strength, capsules=100, other_medicines=()),
        drug=Tablets(
            "50 mg", mean_mass="171.2 mg", packing=PackStatistic("200 mg", size="3")
        ),
        filler=Filler(
            "microcrystalline cellulose PH-105",
            packing=PackStatistic("130 mg", size="3"),
        ),
        shell=reference.shell("3"),
        balance=Balance(readability="1 mg"),
    )


def test_powder_is_worked_out_in_the_browser(page: Any) -> None:
    """Nine tablets of 171.2 mg are 1540.8 mg of powder, weighed as 1541 mg."""
    fill(page)

    row = page.locator("#weighings tr").first

    expect(row.locator("td").nth(0)).to_have_text("1541 mg")
    expect(row.locator("td").nth(1)).to_have_text("1540.8 mg")


@pytest.mark.parametrize("strength", ["4.5 mg", "1.5 mg", "0.5 mg"])
def test_browser_prints_the_sheet_of_the_library(page: Any, strength: str) -> None:
    """The browser prints the worksheet that any other Python prints, to the letter."""
    fill(page, strength=strength)

    assert page.locator("#worksheet").text_content() == planned(strength).worksheet()


def test_every_finding_is_shown(page: Any) -> None:
    """What a pharmacist must know stands on the page, worst first."""
    fill(page)

    shown = page.locator("#findings li").all_text_contents()

    assert shown == [f"{each.severity}: {each.message}" for each in planned().findings]


def test_draft_is_called_a_draft(page: Any) -> None:
    """Where the packing was not measured, the page says that the batch is stopped."""
    fill(page, tablet_packing="", filler_packing="")

    expect(page.locator("#state")).to_have_text("A draft: something stops this batch.")
    expect(page.locator("#worksheet")).to_contain_text("NOT FOR COMPOUNDING")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"strength": "4,5 mg"}, "strength: expected an amount such as"),
        ({"capsules": "many"}, "capsules: expected"),
        ({"capsules": "9" * 5000}, "capsules: expected"),
        ({"strength": "<b>4.5</b> mg"}, "got '<b>4.5</b> mg'"),
    ],
)
def test_error_is_shown_as_text(page: Any, typed: dict[str, str], message: str) -> None:
    """What is refused is explained as on the bench, and no answer is left standing."""
    fill(page)
    fill(page, **typed)

    expect(page.locator("#state")).to_contain_text(message)
    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator("#state b")).to_have_count(0)


def test_answer_goes_when_the_form_changes(page: Any) -> None:
    """No amount stands beside an order that it was not worked out for."""
    fill(page)
    expect(page.locator("#answer")).to_be_visible()

    page.fill("[name=strength]", "3 mg")

    expect(page.locator("#answer")).to_be_hidden()


def test_page_that_cannot_load_says_so(browser: Any, address: str) -> None:
    """Where a part of the library is missing, the page says so and stays closed."""
    opened = browser.new_page()
    opened.route("**/pint-*.whl", lambda route: route.fulfill(status=404))
    opened.goto(f"{address}/live/index.html")

    expect(opened.locator("#state")).to_contain_text(
        "It could not be loaded: pint-", timeout=_LOADED
    )
    expect(opened.locator("button")).to_be_disabled()


def test_page_asks_nobody_else(page: Any, address: str, asked: list[str]) -> None:
    """All that the page loads, Python included, comes from the site itself."""
    fill(page)

    assert [each for each in asked if not each.startswith(f"{address}/")] == []
    assert f"{address}/live/pyodide/pyodide.asm.wasm" in asked


def test_formulas_need_no_network(browser: Any, address: str, asked: list[str]) -> None:
    """A formula is drawn, with a fraction higher than a line, from the site alone."""
    opened = browser.new_page()
    opened.goto(f"{address}/explanation/methods/weighing.html")

    drawn = opened.locator("math mfrac").first.bounding_box()

    assert drawn["height"] > 24  # px: a line of text has 16
    assert [each for each in asked if not each.startswith(f"{address}/")] == []
