"""What we remember. One file a room; every name here is a word of ``docs/words.md``."""

from rapport.records.models.asks import Ask, Cost, Outcome
from rapport.records.models.commitments import Commitment, CommitmentState, Side
from rapport.records.models.findings import Finding, OwnWaiver, Section, Waiver
from rapport.records.models.history import (
    Checkpoint,
    Erasure,
    Operation,
    ScopeHead,
    Store,
)
from rapport.records.models.indexes import NameKey, SearchEntry
from rapport.records.models.insights import (
    Disclosure,
    DisclosureKind,
    Insight,
    InsightKind,
    Nature,
    SpecialCategory,
)
from rapport.records.models.interactions import (
    Asked,
    Channel,
    Interaction,
    OnTime,
    OurPart,
    OurPresence,
    Presence,
    Purpose,
    TheirPart,
    Tone,
)
from rapport.records.models.logged import LoggedModel, new_key
from rapport.records.models.marks import Mark
from rapport.records.models.occasions import Occasion, OccasionTone
from rapport.records.models.offices import (
    Circle,
    Colleague,
    Duty,
    Function,
    Membership,
    Office,
    Origin,
    Part,
)
from rapport.records.models.people import (
    Acceptance,
    Actor,
    ActorKind,
    Counterpart,
    CounterpartStatus,
    Documentation,
    Position,
    Safety,
    SealedName,
    Tenure,
    ToldApart,
)
from rapport.records.models.reading import ReadCount, Reading, SignInCode
from rapport.records.models.registers import ImportState, RegisterImport
from rapport.records.models.relationships import (
    Answer,
    Holder,
    Named,
    OpenReason,
    Phase,
    Relationship,
    Stage,
    Step,
)
from rapport.records.models.saved_views import SavedView
from rapport.records.models.scoped import (
    AboutRelationship,
    Confidence,
    FromInteraction,
    ScopedModel,
    Sensitivity,
)
from rapport.records.models.sent_forms import SentForm
from rapport.records.models.sessions import OpenSession
from rapport.records.models.sign_in import SignInTries

__all__ = [
    "AboutRelationship",
    "Acceptance",
    "Actor",
    "ActorKind",
    "Answer",
    "Ask",
    "Asked",
    "Channel",
    "Checkpoint",
    "Circle",
    "Colleague",
    "Commitment",
    "CommitmentState",
    "Confidence",
    "Cost",
    "Counterpart",
    "CounterpartStatus",
    "Disclosure",
    "DisclosureKind",
    "Documentation",
    "Duty",
    "Erasure",
    "Finding",
    "FromInteraction",
    "Function",
    "Holder",
    "ImportState",
    "Insight",
    "InsightKind",
    "Interaction",
    "LoggedModel",
    "Mark",
    "Membership",
    "NameKey",
    "Named",
    "Nature",
    "Occasion",
    "OccasionTone",
    "Office",
    "OnTime",
    "OpenReason",
    "OpenSession",
    "Operation",
    "Origin",
    "OurPart",
    "OurPresence",
    "Outcome",
    "OwnWaiver",
    "Part",
    "Phase",
    "Position",
    "Presence",
    "Purpose",
    "ReadCount",
    "Reading",
    "RegisterImport",
    "Relationship",
    "Safety",
    "SavedView",
    "ScopeHead",
    "ScopedModel",
    "SealedName",
    "SearchEntry",
    "Section",
    "Sensitivity",
    "SentForm",
    "Side",
    "SignInCode",
    "SignInTries",
    "SpecialCategory",
    "Stage",
    "Step",
    "Store",
    "Tenure",
    "TheirPart",
    "ToldApart",
    "Tone",
    "Waiver",
    "new_key",
]
