"""The tables of docs/performance.md, written from the file that a run of the bench keeps.

The page holds them between two marks; everything around the marks is written by hand. A test
holds that what stands there is what the file says.
"""

import json
from pathlib import Path
from typing import Any

from figures import shown

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
KEPT = ROOT / "bench" / "results" / "full.json"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"

TITLES = {
    "world": "Building the world",
    "start": "Starting",
    "pages": "Pages over HTTP, warm",
    "cold": "Pages of a fresh server, the file not in memory",
    "new day": "A new day",
    "shapes": "Many circles, and one very busy person",
    "memory": "Memory of the laptop's server",
    "judging": "Judging everybody again",
    "register": "A register imported",
    "whole store": "The whole store",
    "disk": "Bytes on disk",
    "team": "A team's server with more to do than it can",
}


def tables(run: dict[str, Any]) -> str:
    """Return the Markdown of a run: one table a part, in the order of ``TITLES``."""
    size, parts = run["size"], [_table(run, part) for part in TITLES]
    about = (
        f"Measured on {run['day']}: {size['people']:,} people, {size['interactions']:,}"
        f" interactions, {run['processors']} processors, Python {run['python']}.\n"
    )
    missing = f"\nNot measured: {', '.join(run['failed'])}.\n" if run["failed"] else ""
    return about + missing + "".join(part for part in parts if part)


def _table(run: dict[str, Any], part: str) -> str:
    rows = [figure for figure in run["figures"] if figure["part"] == part]
    if not rows:
        return ""
    head = f"\n### {TITLES[part]}\n\n| what | median | 95th percentile | aim | loop |\n"
    return head + "|---|---|---|---|---|\n" + "".join(map(_row, rows))


def _row(figure: dict[str, Any]) -> str:
    high = "" if figure["p95"] is None else shown(figure["p95"])
    told = f"{shown(figure['value'])} {figure['unit']}".strip()
    loop = f"{figure['calibration_ms']:.0f} ms"
    what = figure["what"].replace("|", "\\|")
    return f"| {what} | {told} | {high} | {figure['aim']} | {loop} |\n"


def page_with(page: str, run: dict[str, Any]) -> str:
    """Return the page with the tables of a run between its marks."""
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n{tables(run)}\n{END}{after}"


def write_page(kept: Path) -> None:
    """Write the tables of a kept run into the page."""
    run = json.loads(kept.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page_with(page, run), encoding="utf-8")
