"""What happened in a scene, as facts: what there was before, and what the lines have added.

Days count from the day of the scene. Each record remembers the line that made or last
changed it, so that a finding can say because of which line it speaks.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from rapport.practice import records
from rapport.practice.before import rows, said_of_it
from rapport.practice.scene import TODAY
from rapport.practice.their_side import facts_of_their_side
from rapport.rules import facts as shapes
from rapport.rules.facts_agreed import LegalFact, ReadBackFact
from rapport.rules.facts_of_many import ActorFacts
from rapport.rules.facts_repair import DemandFact
from rapport.rules.messages import DraftFacts


class Story:
    """A scene as it was played so far. ``said`` and ``line`` are those of the line being played."""

    CONTACT: ClassVar[str] = records.CONTACT

    def __init__(
        self,
        before: Mapping[str, Any],
        meeting: Mapping[str, Any],
        *,
        base: shapes.RelationshipFacts | None = None,
        day: date = TODAY,
    ) -> None:
        self.day = day
        self._before = before
        self.said = ""
        self.line: int | None = None
        self.lines: dict[Hashable, set[int]] = defaultdict(set)
        self.draft: DraftFacts | None = None
        self.rows: dict[str, list[Any]] = defaultdict(list)
        self.fields: dict[str, Any] = {}
        self.contact: shapes.InteractionFact | None = None
        self._numbers = 0
        if base is None:
            self._met = bool(before.get("met"))
            self.fields = said_of_it(before, day)
            for kind, row in rows(before, day):
                self.rows[kind].append(row)
        else:
            self._go_on(base)
        if meeting:
            # With somebody new, what was not said was not said; with others nobody minds.
            unsaid = None if self._met else False
            usual: dict[str, Any] = dict.fromkeys(("small_talk", "introduced_self"), unsaid)
            self.contact = records.contact(self.CONTACT, self.day, **{**usual, **meeting})

    def _go_on(self, base: shapes.RelationshipFacts) -> None:
        """Begin with what there is between us and somebody at work."""
        self._met = base.last_two_way(self.day) is not None
        for name, value in base._asdict().items():
            # Plain tuples hold records; a named one, as a spiral is, is a single fact.
            if type(value) is tuple:
                self.rows[name] = list(value)
            else:
                self.fields[name] = value

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
        self.rows[kind].append(row)
        self._because(row.key)

    def change(self, kind: str, key: Hashable, **fields: Any) -> None:
        """Change a record; one that is not there stays so."""
        rows = self.rows[kind]
        for number, row in enumerate(rows):
            if row.key == key:
                rows[number] = row._replace(**fields)
                self._because(key)

    def drop(self, kind: str, key: Hashable) -> None:
        """Take a record away, as done; one that is not there stays so."""
        self.rows[kind] = [row for row in self.rows[kind] if row.key != key]

    def change_last(self, kind: str, **fields: Any) -> None:
        """Change the record of a kind that was added last, if there is one."""
        if self.rows[kind]:
            self.change(kind, self.rows[kind][-1].key, **fields)

    def tell(self, kind: str) -> None:
        """Say something of ourselves."""
        self.add("disclosures", shapes.DisclosureFact(self.key(), kind, self.day))

    def tell_late(self, key: str) -> None:
        """Tell them that a promise will take a week longer."""
        due = self.day + timedelta(days=7)
        self.change("commitments", key, state="late_told", due=due, told_on=self.day)

    def note(self, **fields: Any) -> None:
        """Write something that is to be minded."""
        usual: dict[str, Any] = {"sealed_names": 0, "hard_words": (), "private_words": ()}
        key = self.key()
        self.add("notes", shapes.NoteFact("interaction", key, self.day, **usual | fields))

    def change_term(self, **fields: bool) -> None:
        """Say more of the term of the last agreement."""
        for agreed in self.rows["agreements"][-1:]:
            term = agreed.terms[0]._replace(**fields)
            self.change("agreements", agreed.key, terms=(term,))

    def read_back(self, state: str) -> None:
        """Say the last agreement back."""
        for agreed in self.rows["agreements"][-1:]:
            back = ReadBackFact(self.key(), self.day, state)
            self.change("agreements", agreed.key, read_backs=(*agreed.read_backs, back))

    def raise_it(self) -> None:
        """Raise every mark that nobody raised."""
        for agreed in self.rows["agreements"][-1:]:
            term = agreed.terms[0]
            marks = tuple(one._replace(followed_on=self.day) for one in term.marks)
            self.change("agreements", agreed.key, terms=(term._replace(marks=marks),))

    def demanded(self, *, screened: bool) -> None:
        """Meet a demand of theirs: what it is about is repair, as at work."""
        one = DemandFact(self.key(), self.day, screened)
        for broken in self.rows["breaches"][-1:]:
            self.change("breaches", broken.key, demands=(*broken.demands, one))
        if not self.rows["breaches"]:
            self.add("breaches", records.broken(self.key(), self.day, (one,)))
        self._because(one.key)

    def screen(self) -> None:
        """Hold every demand against our red lines."""
        for broken in self.rows["breaches"]:
            held = tuple(one._replace(screened=True) for one in broken.demands)
            self.change("breaches", broken.key, demands=held)

    def ask_lawyer(self) -> None:
        """Ask for legal advice on the last agreement."""
        for agreed in self.rows["agreements"][-1:]:
            question = LegalFact(self.key(), self.day, None, None)
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
        since = self.day - timedelta(days=1)
        self.add("mandates", shapes.MandateFact(self.key(), since, None, None))

    def key(self) -> str:
        """Return the key of a new record."""
        self._numbers += 1
        return f"new-{self._numbers}"

    def _because(self, key: Hashable) -> None:
        if self.line is not None:
            self.lines[key].add(self.line)

    # What the rules are told

    def facts(self, tone_theirs: str, tone_ours: str) -> shapes.RelationshipFacts:
        """Return all of it as the rules read it."""
        rows = {name: tuple(found) for name, found in self.rows.items() if name in _OF_THE_TIE}
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

    def their_side(self) -> ActorFacts:
        """Return what the rules are told of their side."""
        contacts = [*self.rows["interactions"], *([self.contact] if self.contact else ())]
        met = any(one.two_way for one in contacts)
        return facts_of_their_side(self._before, self.rows, self.day, met=met)


_OF_THE_TIE = frozenset(shapes.RelationshipFacts._fields)
_DEFAULTS = shapes.RelationshipFacts._field_defaults
_NOTHING = {name: () for name in shapes.RelationshipFacts._fields if name not in _DEFAULTS}
"""No record of any kind; what is no record is said before a scene, always."""
