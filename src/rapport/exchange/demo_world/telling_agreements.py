"""How a scene about an agreement is put down: its terms, how they were kept, what supports it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rapport.actions import agreement_terms, agreements, legal
from rapport.exchange.demo_world.telling_gates import TellsOfGates


class TellsOfAgreements(TellsOfGates):
    """Puts scenes about agreements down, by the short names they have in the story."""

    def agreement(
        self, days_ago: int, by: str, who: str, *, named: str,
        terms: Mapping[str, Mapping[str, str]], gate: str = "", **about: Any,
    ) -> None:  # fmt: skip
        """Tell what was agreed with somebody, and who does what; terms go by their short names."""

        def scene() -> None:
            world = self.world
            world.agreements[named] = made = agreements.record_agreement(
                world.asking(by, days_ago),
                relationship=self._key(who),
                gate=world.gates[gate].pk if gate else None,
                terms=[world.told(term) for term in terms.values()],
                **world.told(about),
            ).row
            rows = made.terms.order_by("pk")
            world.terms |= {f"{named} {word}": row for word, row in zip(terms, rows, strict=True)}

        self.world.scenes.append((days_ago, scene))

    def kept(self, by: str, term: str, how: str, days_ago: Sequence[int], note: str = "") -> None:
        """Tell how a term was kept on some days."""
        for ago in days_ago:
            self._scene(ago, by, agreement_terms.mark_term, term=term, keeping=how, note=note)

    def raised(self, days_ago: int, by: str, term: str, marked: int, how: str) -> None:
        """Tell how a term was raised with them that was not kept on a day."""

        def scene() -> None:
            mark = self.world.terms[term].marks.get(on=self._on(marked))
            asking, said = self.world.asking(by, days_ago), self.world.says(how)
            agreement_terms.follow_up_mark(asking, key=mark.pk, how=said)

        self.world.scenes.append((days_ago, scene))

    def said_back(
        self, days_ago: int, by: str, named: str, words: str, *, answered: int, answer: str
    ) -> None:
        """Tell in which words it was said back, and that they confirmed it some days later."""

        def say() -> None:
            agreement_terms.read_back(
                self.world.asking(by, days_ago),
                agreement=self.world.agreements[named].pk,
                words=self.world.says(words),
                language=self.world.language,
            )

        def confirm() -> None:
            said = self.world.agreements[named].readbacks.get()
            agreement_terms.answer_read_back(
                self.world.asking(by, answered),
                key=said.pk,
                state="confirmed",
                answer=self.world.says(answer),
            )

        self.world.scenes += [(days_ago, say), (answered, confirm)]

    def evidence(self, days_ago: int, by: str, named: str, keeper: str, **about: Any) -> None:
        """Tell what shows an agreement, and which colleague keeps it."""
        keeps = {"custodian": self.world.colleagues[keeper].pk}
        self._scene(days_ago, by, agreement_terms.keep_evidence, agreement=named, **keeps, **about)

    def guarantor(self, days_ago: int, by: str, named: str, who: str, note: str) -> None:
        """Tell who vouches for an agreement."""

        def scene() -> None:
            agreements.add_party(
                self.world.asking(by, days_ago),
                agreement=self.world.agreements[named].pk,
                role="guarantor",
                relationship=self._key(who),
                note=self.world.says(note),
            )

        self.world.scenes.append((days_ago, scene))

    def reviewed(self, days_ago: int, by: str, named: str, **about: Any) -> None:
        """Tell what a review came to."""

        def scene() -> None:
            asking, key = self.world.asking(by, days_ago), self.world.agreements[named].pk
            agreements.review_agreement(asking, key=key, **self.world.told(about))

        self.world.scenes.append((days_ago, scene))

    def asked_in_law(
        self, days_ago: int, by: str, named: str, *, answered: int, answer: str, decision: str,
        **about: str,
    ) -> None:  # fmt: skip
        """Tell of a legal question, the answer some days later, and what was decided."""

        def ask() -> None:
            key = self.world.agreements[named].pk
            asking = self.world.asking(by, days_ago)
            legal.ask_legal(asking, agreement=key, **self.world.told(about))

        def decide() -> None:
            key = self.world.agreements[named].legalquestions.get().pk
            came = self.world.told({"answer": answer, "decision": decision})
            legal.change_legal(self.world.asking(by, answered), key=key, **came)

        self.world.scenes += [(days_ago, ask), (answered, decide)]

    def _scene(self, days_ago: int, by: str, verb: Any, **about: Any) -> None:
        """Put down a verb about a term or an agreement that goes by its short name."""

        def scene() -> None:
            told = self.world.told(about)
            for name, rows in (("term", self.world.terms), ("agreement", self.world.agreements)):
                if name in about:
                    told[name] = rows[about[name]].pk
            verb(self.world.asking(by, days_ago), **told)

        self.world.scenes.append((days_ago, scene))

    def _on(self, days_ago: int) -> date:
        return self.world.asking("idris", days_ago).day
