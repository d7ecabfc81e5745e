"""What happened in a scene, as facts: what there was before, and what the lines have added.

Days count from the day of the scene. Each record remembers the line that made or last
changed it, so that a finding can say because of which line it speaks.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from rapport.practice.scene import TODAY
from rapport.rules import facts as shapes
from rapport.rules.facts_agreed import AgreementFact, LegalFact, MarkFact, ReadBackFact, TermFact
from rapport.rules.facts_understood import InsightFact
from rapport.rules.messages import DraftFacts

_YOU, _BEFORE_YOU = "you", "the colleague before you"


class Story:
    """A scene as it was played so far. ``said`` and ``line`` are those of the line being played."""

    CONTACT: ClassVar[str] = "meeting"

    def __init__(
        self,
        before: Mapping[str, Any],
        meeting: Mapping[str, Any],
        *,
        base: shapes.RelationshipFacts | None = None,
        day: date = TODAY,
    ) -> None:
        self.day = day
        self.said = ""
        self.line: int | None = None
        self.lines: dict[Hashable, set[int]] = defaultdict(set)
        self.draft: DraftFacts | None = None
        self.rows: dict[str, list[Any]] = defaultdict(list)
        self.fields: dict[str, Any] = {}
        self.contact: shapes.InteractionFact | None = None
        self._numbers = 0
        if base is None:
            self._begin(before)
        else:
            self._go_on(base)
        if meeting:
            # With somebody new, what was not said was not said; with others nobody minds.
            unsaid = None if self._met else False
            usual = dict.fromkeys(("small_talk", "introduced_self"), unsaid)
            told = {name: value for name, value in meeting.items() if name != "kind"}
            self.contact = _contact(self.CONTACT, self.day, **usual | told)

    # What there was before

    def _begin(self, before: Mapping[str, Any]) -> None:
        self._met = bool(before.get("met"))
        self.fields = {
            "opened": self.ago(before.get("known_days", 30)),
            "phase": before.get("phase", "engagement"),
            "stage": before.get("stage", "introduced"),
            "documentation": before.get("prefers", ""),
            "languages": frozenset(before.get("languages", ())),
            "small": before.get("small", False),
            "backup": before.get("backup"),
            "disagreements": before.get("disagreement", False),
        }
        self._begin_with(before)
        feast, plan = before.get("feast_in"), before.get("plan_in")
        if feast is not None:
            self._keep("occasions", _feast(self.day + timedelta(days=feast)))
        if plan is not None:
            self._keep("meetings", _plan(self.day + timedelta(days=plan), before))
        if before.get("mandate"):
            self.add_mandate()

    def _go_on(self, base: shapes.RelationshipFacts) -> None:
        """Begin with what there is between us and somebody at work."""
        self._met = base.last_two_way(self.day) is not None
        for name, value in base._asdict().items():
            if isinstance(value, tuple):
                self.rows[name] = list(value)
            else:
                self.fields[name] = value

    def _begin_with(self, before: Mapping[str, Any]) -> None:
        for number, one in enumerate(before.get("met", ())):
            told = {name: value for name, value in one.items() if name != "days_ago"}
            self._keep("interactions", _contact(f"met-{number}", self.ago(one["days_ago"]), **told))
        on = self.ago(before.get("told_days_ago", 20))
        for kind in before.get("told", ()):
            self._keep("disclosures", shapes.DisclosureFact(f"told-{kind}", kind, on))
        for one in before.get("knows", ()):
            fields = {name: value for name, value in one.items() if name in ("kind", "nature")}
            key = one.get("id", f"knows-{one['kind']}")
            heard = self.ago(one.get("days_ago", 20))
            self._keep("insights", self.insight(**fields, on=heard, key=key))
        for one in before.get("promises", ()):
            due = self.day + timedelta(days=one["due_in"])
            by, made = one.get("by", "us"), min(self.ago(10), due)
            self._keep("commitments", self.promise(due, key=one["id"], by=by, on=made))
        for one in before.get("agreements", ()):
            self._keep("agreements", self._agreed_before(one))
        for one in before.get("colleagues", ()):
            self._keep("colleagues", _colleague(**one))
        if changed := before.get("new_lead_days_ago"):
            lead = shapes.HolderChange(
                "lead", self.ago(changed), _YOU, _BEFORE_YOU, introduced=False
            )
            self._keep("holder_changes", lead)

    def _agreed_before(self, one: Mapping[str, Any]) -> AgreementFact:
        marks = tuple(
            MarkFact(f"mark-{days}", keeping, self.ago(days), None)
            for days, keeping in one.get("marks", ())
        )
        whole = one.get("whole", True)
        term = TermFact("term", whole, whole, whole, contested=False, is_over=False, marks=marks)
        made = self.ago(one.get("days_ago", 20))
        review = self.day + timedelta(days=one.get("review_in", 14))
        backs = (
            (ReadBackFact("said-back", made, "confirmed"),) if one.get("confirmed", True) else ()
        )
        return self._agreement(
            one["form"], made, review, (term,), backs, key=one.get("id", "agreed")
        )

    # What a line does

    def set(self, **fields: Any) -> None:
        """Change what is said of the relationship itself."""
        self.fields |= fields

    def in_contact(self, **fields: Any) -> None:
        """Change what is recorded of this meeting; without one there is nothing to change."""
        if self.contact is not None:
            self.contact = self.contact._replace(**fields)
            self._because(self.CONTACT)
            for name in fields:
                self._because((self.CONTACT, name))

    def add(self, kind: str, row: Any) -> None:
        """Add a record made by this line."""
        self._keep(kind, row)
        self._because(row.key)

    def change(self, kind: str, key: Hashable, **fields: Any) -> None:
        """Change a record; one that is not there stays so."""
        rows = self.rows[kind]
        for number, row in enumerate(rows):
            if row.key == key:
                rows[number] = row._replace(**fields)
                self._because(key)

    def change_last(self, kind: str, **fields: Any) -> None:
        """Change the record of a kind that was added last, if there is one."""
        if self.rows[kind]:
            self.change(kind, self.rows[kind][-1].key, **fields)

    def tell(self, kind: str) -> None:
        """Say something of ourselves."""
        self.add("disclosures", shapes.DisclosureFact(self._key(), kind, self.day))

    def tell_late(self, key: str) -> None:
        """Tell them that a promise will take a week longer."""
        due = self.day + timedelta(days=7)
        self.change("commitments", key, state="late_told", due=due, told_on=self.day)

    def note(self, **fields: Any) -> None:
        """Write something that is to be minded."""
        usual: dict[str, Any] = {"sealed_names": 0, "hard_words": (), "private_words": ()}
        key = self._key()
        self.add("notes", shapes.NoteFact("interaction", key, self.day, **usual | fields))

    def change_term(self, **fields: bool) -> None:
        """Say more of the term of the last agreement."""
        for agreed in self.rows["agreements"][-1:]:
            term = agreed.terms[0]._replace(**fields)
            self.change("agreements", agreed.key, terms=(term,))

    def read_back(self, state: str) -> None:
        """Say the last agreement back."""
        for agreed in self.rows["agreements"][-1:]:
            back = ReadBackFact(self._key(), self.day, state)
            self.change("agreements", agreed.key, read_backs=(*agreed.read_backs, back))

    def raise_it(self) -> None:
        """Raise every mark that nobody raised."""
        for agreed in self.rows["agreements"][-1:]:
            term = agreed.terms[0]
            marks = tuple(one._replace(followed_on=self.day) for one in term.marks)
            self.change("agreements", agreed.key, terms=(term._replace(marks=marks),))

    def ask_lawyer(self) -> None:
        """Ask for legal advice on the last agreement."""
        for agreed in self.rows["agreements"][-1:]:
            question = LegalFact(self._key(), self.day, None, None)
            self.change("agreements", agreed.key, legal=(question,))

    def review(self) -> None:
        """Name a new day for the last agreement."""
        self.change_last("agreements", review_on=self.day + timedelta(days=60))

    def send(self, who: str, part: str) -> None:
        """Let a colleague go to the planned meeting."""
        for plan in self.rows["meetings"][-1:]:
            self.change("meetings", plan.key, ours=(*plan.ours, (who, part)))

    def change_plan(self, **fields: Any) -> None:
        """Change the planned meeting."""
        self.change_last("meetings", **fields)

    def introduced(self) -> None:
        """Let whoever led before introduce the new lead."""
        self.change_last("holder_changes", introduced=True)

    def add_mandate(self) -> None:
        """Have a mandate from today on."""
        self._keep("mandates", shapes.MandateFact(self._key(), self.ago(1), None, None))

    # Records as they are made

    def ago(self, days: int) -> date:
        """Return the day so many days before the scene."""
        return self.day - timedelta(days=days)

    def ask(self, **fields: Any) -> shapes.AskFact:
        """Return a request about which nothing was thought yet."""
        usual: dict[str, Any] = {
            "key": self._key(),
            "noted_on": self.day,
            "planned_for": None,
            "life_saving": False,
            "authorised": False,
            "made_on": None,
            "answered_on": None,
            "channel_planned": "in_person",
            "interaction": None,
            "costs_named": False,
            "heavy_bare": False,
            "reason_for_them": False,
            "benefit_checked": False,
            "again_on": None,
            "gate": None,
        }
        return shapes.AskFact(**usual | fields)

    def insight(
        self,
        kind: str,
        nature: str = "fact",
        *,
        on: date | None = None,
        key: str = "",
        known_from: str = "told_us",
    ) -> InsightFact:
        """Return something understood of them, heard in this meeting."""
        return InsightFact(
            key=key or self._key(),
            kind=kind,
            nature=nature,
            on=on or self.day,
            expires=None,
            special=False,
            need_stated=False,
            confidence="medium",
            from_interaction=self.CONTACT,
            known_from=known_from,
            checked_on=on or self.day,
            state="open",
            answered_on=None,
            returned_on=None,
            their_version=False,
        )

    def promise(
        self, due: date | None, *, key: str = "", by: str = "us", on: date | None = None
    ) -> shapes.CommitmentFact:
        """Return an open promise."""
        made = on or self.day
        return shapes.CommitmentFact(key or self._key(), by, made, due, None, None, None, "open")

    def agreement(self, form: str) -> AgreementFact:
        """Return an agreement made now, of which nothing is said but what."""
        term = TermFact(self._key(), False, False, False, contested=False, is_over=False, marks=())
        return self._agreement(form, self.day, self.day + timedelta(days=14), (term,), ())

    def _agreement(
        self,
        form: str,
        made: date,
        review: date,
        terms: tuple[TermFact, ...],
        backs: tuple[ReadBackFact, ...],
        *,
        key: str = "",
    ) -> AgreementFact:
        return AgreementFact(
            key=key or self._key(),
            form=form,
            made_on=made,
            ask=None,
            live=True,
            review_on=review,
            legal_mark=False,
            terms=terms,
            read_backs=backs,
            guarantors=(),
            evidence=(),
            legal=(),
        )

    def _key(self) -> str:
        self._numbers += 1
        return f"new-{self._numbers}"

    def _keep(self, kind: str, row: Any) -> None:
        self.rows[kind].append(row)

    def _because(self, key: Hashable) -> None:
        if self.line is not None:
            self.lines[key].add(self.line)

    # What the rules are told

    def facts(self, tone_theirs: str, tone_ours: str) -> shapes.RelationshipFacts:
        """Return all of it as the rules read it."""
        rows = {name: tuple(found) for name, found in self.rows.items()}
        contacts = [*self.rows["interactions"]]
        if self.contact is not None:
            contacts.append(self.contact._replace(tone_theirs=tone_theirs, tone_ours=tone_ours))
        contacts.sort(key=lambda one: one.on)
        return shapes.RelationshipFacts(
            **{
                **_NOTHING,
                **self.fields,
                **rows,
                "interactions": tuple(contacts),
            }
        )


_NOTHING: dict[str, Any] = {
    "key": "them",
    "open_reason": "proactive",
    "status": "active",
    "ideal_days": 30,
    "maximum_days": 90,
    "visits_only": False,
    "lead": _YOU,
    "ties": (),
    "spiral": None,
    **dict.fromkeys(
        ("holder_changes", "commitments", "asks", "disclosures", "insights", "occasions"), ()
    ),
    **dict.fromkeys(("notes", "meetings", "colleagues", "mandates", "agreements"), ()),
}


def _contact(key: str, on: date, **fields: Any) -> shapes.InteractionFact:
    """Return a visit as one would wish it, unless told otherwise."""
    usual: dict[str, Any] = {
        "key": key,
        "on": on,
        "channel": "in_person",
        "purpose": "engagement",
        "time": "",
        "two_way": True,
        "asked": False,
        "small_talk": True,
        "introduced_self": True,
        "introduced_organisation": True,
        "tone_theirs": "neutral",
        "tone_ours": "open",
        "on_time": "on_time",
        "life_saving": False,
        "ours": (),
    }
    return shapes.InteractionFact(**usual | fields)


def _feast(on: date) -> shapes.OccasionFact:
    return shapes.OccasionFact(
        key="feast",
        name="feast",
        next_date=on,
        window_opens=on - timedelta(days=7),
        tone="joyful",
        greeting=True,
        mentioned_by_them=True,
        safe_channel="phone",
        greeted_on=None,
    )


def _colleague(
    id: str,  # noqa: A002 - as scenes call it
    function: str = "",
    origin: str = "",
    languages: tuple[str, ...] = (),
) -> shapes.ColleagueFact:
    return shapes.ColleagueFact(id, function, origin, frozenset(languages), here=True, until=None)


def _plan(on: date, before: Mapping[str, Any]) -> shapes.MeetingFact:
    return shapes.MeetingFact(
        key="plan",
        on=on,
        first_on=None,
        channel="in_person",
        purpose=before.get("plan_purpose", "engagement"),
        state="planned",
        changed_by="",
        told_in_advance=None,
        interaction=None,
        as_person=True,
        ours=(),
        interpreted=False,
        opener=False,
        question=False,
    )
