"""What we remember. One file a room; every name here is a word of ``docs/words.md``."""

from rapport.records.models.access_tokens import AccessToken
from rapport.records.models.agreements import (
    Agreement,
    AgreementForm,
    AgreementParty,
    AgreementState,
    Evidence,
    Firmness,
    Keeping,
    LegalQuestion,
    PartyRole,
    ReadBack,
    ReadBackState,
    Term,
    TermMark,
    TermSide,
)
from rapport.records.models.asks import Ask, Cost, Outcome, Urgency, Weight
from rapport.records.models.boundaries import (
    AfterHardMeeting,
    BoundaryCheck,
    BoundaryOutcome,
    Gift,
    GiftKind,
    GiftWay,
    Pressure,
    PressureKind,
)
from rapport.records.models.commitments import Commitment, CommitmentState, Side
from rapport.records.models.culture_notes import CultureNote, CultureTopic
from rapport.records.models.debriefs import Debrief
from rapport.records.models.duties import Duty, Function, Origin
from rapport.records.models.exports import EarlierStore, Export, ExportPurpose, ExportState
from rapport.records.models.findings import Finding, OwnWaiver, Section, Waiver
from rapport.records.models.gates import (
    Consent,
    Consented,
    ConsentGroup,
    ConsentOf,
    Gate,
    GateHelp,
    GateIncident,
    GateKind,
    GateState,
    IncidentKind,
    Needs,
    SecondPath,
    Service,
    Standing,
)
from rapport.records.models.handovers import Handover, InPerson, NoteAnswer, NoteOffer
from rapport.records.models.history import (
    Checkpoint,
    Erasure,
    Operation,
    ScopeHead,
    Store,
)
from rapport.records.models.indexes import GroupKey, NameKey, SearchEntry
from rapport.records.models.insights import (
    Disclosure,
    DisclosureKind,
    FollowedUp,
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
from rapport.records.models.introductions import Agreed, Brought, Hazard, Introduction
from rapport.records.models.kept_files import KeptFile
from rapport.records.models.lessons import Lesson, LessonPlace
from rapport.records.models.logged import LoggedModel, new_key
from rapport.records.models.mandates import Mandate, RedLine, RedLineTopic
from rapport.records.models.marks import Mark
from rapport.records.models.meetings import (
    Connection,
    Interest,
    InterestKind,
    Meeting,
    MeetingOurs,
    MeetingState,
    MeetingWith,
)
from rapport.records.models.month_figures import MonthFigures
from rapport.records.models.occasions import Occasion, OccasionTone
from rapport.records.models.offices import Circle, Colleague, Membership, Office, Part
from rapport.records.models.own_words import OwnWords, OwnWordsKind, spoken
from rapport.records.models.people import (
    Acceptance,
    Actor,
    ActorKind,
    ActorPlace,
    Control,
    Counterpart,
    CounterpartStatus,
    DayKnown,
    Documentation,
    Position,
    Safety,
    SealedName,
    Tenure,
    ToldApart,
    Within,
)
from rapport.records.models.phones import Phone, PhoneKey, PhoneLog, PhoneLogState, TripWord
from rapport.records.models.power import (
    ActorReview,
    Certainty,
    InTouch,
    KnowHow,
    KnowHowTopic,
    Obstacle,
    Offer,
    PlanItem,
    PlanStep,
    PowerChange,
    PowerKind,
    ReviewStep,
)
from rapport.records.models.reading import ReadCount, Reading, SignInCode
from rapport.records.models.registers import ImportState, RegisterImport, RegisterOf
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
from rapport.records.models.repair import (
    Breach,
    BreachBy,
    BreachEnd,
    Demand,
    NameConsent,
    RepairStage,
    RepairStep,
    Screened,
)
from rapport.records.models.saved_views import SavedView
from rapport.records.models.scoped import (
    AboutRelationship,
    Confidence,
    FromInteraction,
    KnownFrom,
    ScopedModel,
    Sensitivity,
)
from rapport.records.models.sent_forms import SentForm
from rapport.records.models.sessions import OpenSession
from rapport.records.models.sign_in import SignInTries
from rapport.records.models.ties import NotTied, Tie, TieKind, TieStrength
from rapport.records.models.understanding import (
    Analysis,
    CommonGround,
    Disagreement,
    DisagreementCause,
    DisagreementState,
    GroundKind,
    SecondReading,
    SpiralOf,
)

__all__ = [
    "AboutRelationship", "Acceptance", "AccessToken", "Actor", "ActorKind", "ActorPlace",
    "ActorReview", "AfterHardMeeting", "Agreed", "Agreement", "AgreementForm", "AgreementParty",
    "AgreementState", "Analysis", "Answer", "Ask", "Asked", "BoundaryCheck", "BoundaryOutcome",
    "Breach", "BreachBy", "BreachEnd", "Brought", "Certainty", "Channel", "Checkpoint", "Circle",
    "Colleague", "Commitment", "CommitmentState", "CommonGround", "Confidence", "Connection",
    "Consent", "ConsentGroup", "ConsentOf", "Consented", "Control", "Cost", "Counterpart",
    "CounterpartStatus", "CultureNote", "CultureTopic", "DayKnown", "Debrief", "Demand",
    "Disagreement", "DisagreementCause", "DisagreementState", "Disclosure", "DisclosureKind",
    "Documentation", "Duty", "EarlierStore", "Erasure", "Evidence", "Export", "ExportPurpose",
    "ExportState", "Finding", "Firmness", "FollowedUp", "FromInteraction", "Function", "Gate",
    "GateHelp", "GateIncident", "GateKind", "GateState", "Gift", "GiftKind", "GiftWay",
    "GroundKind", "GroupKey", "Handover", "Hazard", "Holder", "ImportState", "InPerson", "InTouch",
    "IncidentKind", "Insight", "InsightKind", "Interaction", "Interest", "InterestKind",
    "Introduction", "Keeping", "KeptFile", "KnowHow", "KnowHowTopic", "KnownFrom", "LegalQuestion",
    "Lesson", "LessonPlace", "LoggedModel", "Mandate", "Mark", "Meeting", "MeetingOurs",
    "MeetingState", "MeetingWith", "Membership", "MonthFigures", "NameConsent", "NameKey", "Named",
    "Nature", "Needs", "NotTied", "NoteAnswer", "NoteOffer", "Obstacle", "Occasion", "OccasionTone",
    "Offer", "Office", "OnTime", "OpenReason", "OpenSession", "Operation", "Origin", "OurPart",
    "OurPresence", "Outcome", "OwnWaiver", "OwnWords", "OwnWordsKind", "Part", "PartyRole", "Phase",
    "Phone", "PhoneKey", "PhoneLog", "PhoneLogState", "PlanItem", "PlanStep", "Position",
    "PowerChange", "PowerKind", "Presence", "Pressure", "PressureKind", "Purpose", "ReadBack",
    "ReadBackState", "ReadCount", "Reading", "RedLine", "RedLineTopic", "RegisterImport",
    "RegisterOf", "Relationship", "RepairStage", "RepairStep", "ReviewStep", "Safety", "SavedView",
    "ScopeHead", "ScopedModel", "Screened", "SealedName", "SearchEntry", "SecondPath",
    "SecondReading", "Section", "Sensitivity", "SentForm", "Service", "Side", "SignInCode",
    "SignInTries", "SpecialCategory", "SpiralOf", "Stage", "Standing", "Step", "Store", "Tenure",
    "Term", "TermMark", "TermSide", "TheirPart", "Tie", "TieKind", "TieStrength", "ToldApart",
    "Tone", "TripWord", "Urgency", "Waiver", "Weight", "Within", "new_key", "spoken",
]  # fmt: skip
