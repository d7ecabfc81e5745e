"""The plan of thirty days after a change of power: what comes first, and until when."""

from collections.abc import Mapping

DAYS = 30
"""So long a plan runs; a new authority that nobody met by then has been met by others."""

UNTIL: Mapping[str, int] = {
    "safety": 2,
    "gate": 5,
    "courtesy": 7,
    "guarantor": 10,
    "principles": 12,
    "who_holds": 14,
    "know_how": 21,
    "other": DAYS,
}
"""By how many days after it is applied each step is due, the most pressing first.

People come before things: first whether anybody is in danger, then what the work stands on, then
whom to greet; what we ask for or offer comes last.
"""

EACH_AT_MOST = 20
"""So many steps of one kind stand in a plan by themselves; more nobody does in thirty days."""
