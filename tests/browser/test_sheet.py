"""A sheet in headless Chromium: on other pages, in the dark and on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

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

#: A page with rules of its own, as a notebook has them.
_NOTEBOOK = """
<style>
  body { margin: 24px; background: rgb(17, 17, 17); color: rgb(221, 221, 221) }
  .out table { width: auto; table-layout: fixed; font-size: 12px; margin: 0 auto }
  .out:not(.text) td, .out:not(.text) th { text-align: right; vertical-align: middle }
  .out tbody tr:nth-child(odd) { background: rgb(60, 60, 60) }
</style>
<div class="out other"><table><thead><tr><th>a</th></tr></thead>
<tbody><tr><td>1</td></tr></tbody></table></div>
<div class="out" id="sheet"></div>
<table class="other"><caption>c</caption>
<tbody><tr><th>a</th><td>1</td></tr></tbody></table>
<div class="other"><h1>x</h1><h2>x</h2>
<section><p>y <span>z</span> <b>b</b></p></section></div>
"""
#: All that a browser has worked out of the looks of what is not the sheet.
_LOOKS = """
() => [document.documentElement, document.body, ...document.querySelectorAll(
  ".other, .other *")].map(each => [each.tagName, each.getBoundingClientRect().width,
  ...[...getComputedStyle(each)].filter(name => !/height|block-size|origin/.test(name))
    .map(name => `${name}: ${getComputedStyle(each)[name]}`)])
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium."""
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Open a page of its own."""
    opened = browser.new_page()
    yield opened
    opened.close()


def draft() -> BatchPlan:
    """Plan a batch of which the packing was not measured."""
    return plan_batch(
        Prescription("4.5 mg", capsules=100),
        drug=Tablets("50 mg", mean_mass="171.2 mg"),
        filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
        shell=reference.shell("3"),
        balance=Balance(readability="1 mg"),
    )


def look(page: Any, selector: str, name: str) -> str:
    """Return one figure of how an element looks."""
    asked = f"each => getComputedStyle(each).getPropertyValue('{name}')"
    return str(page.locator(selector).first.evaluate(asked))


@pytest.mark.parametrize("whole", [False, True])
def test_a_notebook_stays_as_it_is(page: Any, *, whole: bool) -> None:
    """Neither the element nor the whole page of HTML changes anything around it."""
    html = draft().worksheet("html") if whole else draft()._repr_html_()
    page.set_content(_NOTEBOOK)
    before = page.evaluate(_LOOKS)

    page.evaluate("html => document.querySelector('#sheet').innerHTML = html", html)

    assert page.locator(".ldn-sheet h1").bounding_box()["width"] > 300
    assert page.evaluate(_LOOKS) == before


def test_a_notebook_does_not_change_the_sheet(page: Any) -> None:
    """Its rules for tables do not reach the tables of a sheet; its colours do."""
    page.set_content(_NOTEBOOK)
    html = draft()._repr_html_()
    page.evaluate("html => document.querySelector('#sheet').innerHTML = html", html)

    cell = "#sheet tr:not(.ldn-stop) > td"
    assert look(page, cell, "text-align") == "left"
    assert look(page, cell, "color") == "rgb(221, 221, 221)"
    assert (
        look(page, "#sheet tr:not(.ldn-stop)", "background-color") == "rgba(0, 0, 0, 0)"
    )
    assert look(page, "#sheet .ldn-stop > td", "background-color") == "rgb(176, 0, 32)"


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "rgb(0, 0, 0)"), ("dark", "rgb(255, 255, 255)")]
)
def test_a_page_is_light_or_dark(browser: Any, scheme: str, colour: str) -> None:
    """It is as its reader has set the browser; a stop is white on red in both."""
    page = browser.new_page(color_scheme=scheme)
    page.set_content(draft().worksheet("html"))

    assert look(page, "h1", "color") == colour
    assert look(page, ".ldn-banner", "color") == "rgb(255, 255, 255)"
    assert look(page, ".ldn-banner", "background-color") == "rgb(176, 0, 32)"
    page.close()


def test_paper_is_black_on_white(browser: Any) -> None:
    """A sheet is printed in black, also by who reads in the dark; no red is lost."""
    page = browser.new_page(color_scheme="dark")
    page.set_content(draft().worksheet("html"))

    page.emulate_media(media="print")

    for selector in ("h1", ".ldn-banner", ".ldn-stop > td"):
        assert look(page, selector, "color") == "rgb(0, 0, 0)"
        assert look(page, selector, "background-color") == "rgba(0, 0, 0, 0)"
    assert look(page, ".ldn-watermark", "display") == "flex"
    page.close()


@pytest.mark.parametrize(
    ("paper", "size"), [("A4", (210, 297)), ("Letter", (215.9, 279.4))]
)
def test_the_paper_is_the_one_that_was_chosen(
    page: Any, paper: str, size: tuple[float, float]
) -> None:
    """Each page that Chromium prints has the size, in millimetres, of that paper."""
    page.set_content(draft().worksheet("html", page=paper))

    pdf = page.pdf(prefer_css_page_size=True)

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) > 1
    for box in boxes:
        # Chromium rounds to whole pixels of 0.26 mm
        assert [float(each) * 25.4 / 72 for each in box] == pytest.approx(
            size, abs=0.27
        )
