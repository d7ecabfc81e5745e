"""How the doors that name a kind in words note who helped to open a gate, and that we thanked."""

from collections.abc import Mapping

from rapport.actions import gates
from rapport.actions.kind_ways import Verb, Way, columns_of
from rapport.records.entry import entered_columns
from rapport.records.models import GateHelp, LoggedModel

_change: Verb = lambda asking, **told: gates.change_of_gate(asking, GateHelp, **told)  # noqa: E731
_remove: Verb = lambda asking, **told: gates.remove_of_gate(asking, GateHelp, **told)  # noqa: E731

DONE_AT_A_GATE: Mapping[tuple[str, str], Way] = {
    ("gate", "help"): Way(
        gates.note_help,
        "gate",
        {**entered_columns(GateHelp), **columns_of(GateHelp, "relationship")},
    ),
    ("gatehelp", "thank"): Way(gates.thank_for_help, "key", columns_of(GateHelp, on="thanked_on")),
}
"""What can be done with a gate, and with what somebody did for it."""

CHANGED_AT_A_GATE: Mapping[str, tuple[type[LoggedModel], Verb, Verb]] = {
    "gatehelp": (GateHelp, _change, _remove),
}
"""What is said of a gate and is changed and removed by verbs of its own."""
