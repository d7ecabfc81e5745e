"""Who can reach whom, what hangs on one person, and the rhythm of a tie.

Arithmetic over numbered people and directed ties: NumPy and SciPy, no names, no clock, no text.
`docs/network.md` says what each answer means, what it assumes and where it ends. Neither numba
nor Dask is loaded before it is asked for; `rapport.network.cluster` is imported by itself.
"""

from rapport.network.calibration import Calibration, calibration
from rapport.network.confidence import (
    HIGH,
    LOW,
    MEDIUM,
    SHIPPED,
    Chances,
    ConfidenceTable,
    chances,
)
from rapport.network.contact_log import NO_KIND, ContactLog
from rapport.network.contact_model import ContactModel, fit_contact_model
from rapport.network.cuts import SinglePoints, single_points
from rapport.network.errors import (
    BadChange,
    BadConfidence,
    BadDraw,
    BadGate,
    BadLog,
    BadPath,
    BadSnapshot,
    BadTeam,
    BadTone,
    NetworkError,
    NotInstalled,
    Stopped,
    TooWide,
)
from rapport.network.exact import ExactReach, exact_reach
from rapport.network.fanout import (
    Engine,
    Processes,
    Serial,
    many_losses,
    many_scenarios,
)
from rapport.network.gates import VACANT, CompiledGate, Gate
from rapport.network.kept_reach import Common, KeptReach, Shared
from rapport.network.kept_words import KeptWords
from rapport.network.loss import PersonLoss, person_loss
from rapport.network.next_ties import NewTie, NextTies, next_ties
from rapport.network.paths import IntroductionPath, best_paths
from rapport.network.reach import WORLDS, GateReach, gate_reach
from rapport.network.rhythm import Reason, Rhythm, tie_rhythm
from rapport.network.sampled import Sampled
from rapport.network.scenario import Change, Comparison, gaps, scenario
from rapport.network.snapshot import NO_GROUP, Incoming, Snapshot
from rapport.network.team import Option, Rule, Shortfall, Staffing, compare_team
from rapport.network.team_assignment import (
    Assignment,
    GaveWay,
    Hindered,
    Hindrance,
    assign_team,
)
from rapport.network.tone import Spiral, ToneStep, ToneTrend, Way, tone_trend
from rapport.network.worlds import US

__all__ = [
    "HIGH",
    "LOW",
    "MEDIUM",
    "NO_GROUP",
    "NO_KIND",
    "SHIPPED",
    "US",
    "VACANT",
    "WORLDS",
    "Assignment",
    "BadChange",
    "BadConfidence",
    "BadDraw",
    "BadGate",
    "BadLog",
    "BadPath",
    "BadSnapshot",
    "BadTeam",
    "BadTone",
    "Calibration",
    "Chances",
    "Change",
    "Common",
    "Comparison",
    "CompiledGate",
    "ConfidenceTable",
    "ContactLog",
    "ContactModel",
    "Engine",
    "ExactReach",
    "Gate",
    "GateReach",
    "GaveWay",
    "Hindered",
    "Hindrance",
    "Incoming",
    "IntroductionPath",
    "KeptReach",
    "KeptWords",
    "NetworkError",
    "NewTie",
    "NextTies",
    "NotInstalled",
    "Option",
    "PersonLoss",
    "Processes",
    "Reason",
    "Rhythm",
    "Rule",
    "Sampled",
    "Serial",
    "Shared",
    "Shortfall",
    "SinglePoints",
    "Snapshot",
    "Spiral",
    "Staffing",
    "Stopped",
    "ToneStep",
    "ToneTrend",
    "TooWide",
    "Way",
    "assign_team",
    "best_paths",
    "calibration",
    "chances",
    "compare_team",
    "exact_reach",
    "fit_contact_model",
    "gaps",
    "gate_reach",
    "many_losses",
    "many_scenarios",
    "next_ties",
    "person_loss",
    "scenario",
    "single_points",
    "tie_rhythm",
    "tone_trend",
]
