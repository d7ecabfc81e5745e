"""Whole scenes for tests, as their files say them: ours, and the two of the guide."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

from rapport.practice.reading import names

GUIDE = (Path(__file__).parents[2] / "docs" / "practice.md").read_text("utf-8")
CLERK, CLERK_FR = re.findall(r"(?s)```toml\n(.*?)```", GUIDE)
"""The scene of the guide, and its words in French."""

FULL = """
[before]
known_days = 60
phase = "negotiation"
stage = "rapport"
prefers = "oral"
languages = ["ar"]
small = true
disagreement = true
mandate = true
answers_to = true
backup = "Idris"
met = [
  {days_ago = 40, channel = "phone", purpose = "courtesy", tone_theirs = "guarded"},
  {days_ago = 30, tone_ours = "open", asked = false, two_way = true, on_time = "late"},
  {days_ago = 20, life_saving = false, small_talk = true, introduced_self = true},
  {days_ago = 9, introduced_organisation = true},
]
told = ["mandate", "limits"]
told_days_ago = 9
knows = [{kind = "concern", id = "worry", days_ago = 40, nature = "fact"}]
promises = [{id = "list", due_in = -3, by = "us"}]
agreements = [
  {id = "road", form = "oral", days_ago = 20, marks = [[5, "breached"]]},
  {form = "tacit", whole = true, confirmed = false, review_in = 3},
]
colleagues = [{id = "tomas", function = "security", origin = "national", languages = ["en"]}]
feast_in = 3
plan_in = 2
plan_purpose = "courtesy"
new_lead_days_ago = 30
demanded_days_ago = 4
power_changed_days_ago = 6
power_plan = [{id = "visit", due_in = 3}]
seen = [{id = "clerk", of = "them"}]
rising_days_ago = 40
"""
"""All that may stand before a scene."""


def shipped_text(name: str, language: str = "") -> str:
    """Return the file of a scene that comes with the product, or of its words."""
    ending = f".{language}.toml" if language else ".toml"
    return files("rapport.practice").joinpath("scenes", name + ending).read_text("utf-8")


def full() -> str:
    """Return the scene of the guide with everything before it that may be."""
    return CLERK.replace(CLERK[CLERK.index("[before]") : CLERK.index("[meeting]")], FULL)


def every_scene() -> dict[str, dict]:
    """Return each of them as TOML reads it."""
    texts = {name: shipped_text(name) for name in names()} | {"clerk": CLERK, "full": full()}
    return {name: tomllib.loads(text) for name, text in texts.items()}
