"""The forms about agreements: what was agreed, its terms, how they are kept, what shows it."""

import uuid
from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import DateField, ForeignKey, TextField
from django.utils.translation import gettext_lazy

from rapport.actions.ties import End
from rapport.briefings.firmer import ON_PAPER
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Agreement,
    AgreementParty,
    Colleague,
    Evidence,
    LegalQuestion,
    ReadBack,
    ReadBackState,
    Relationship,
    Term,
    TermMark,
)
from rapport.records.models.agreements import OfAgreement
from rapport.web.forms import column_field
from rapport.web.tie_fields import PersonOrGroup

_agreement = partial(column_field, Agreement)
_term = partial(column_field, Term)
_mark = partial(column_field, TermMark)
_back = partial(column_field, ReadBack)
_kept = partial(column_field, Evidence)
_legal = partial(column_field, LegalQuestion)

FIRST_TERMS = 3
"""So many terms may be written with the agreement; more are added on its page."""


class AgreementFields(forms.Form):
    """What was agreed, in which form, for which gate, how far we rely on it."""

    what = _agreement(
        "what",
        label=gettext_lazy("What was agreed"),
        help_text=gettext_lazy("In one line, such as “Six trucks may pass on Tuesdays”."),
    )
    form = _agreement("form", label=gettext_lazy("In which form"))
    made_on = _agreement("made_on", label=gettext_lazy("Agreed on"), required=False)
    gate = forms.ChoiceField(label=gettext_lazy("What it opens"), required=False)
    firmness = _agreement("firmness", label=gettext_lazy("How far we rely on it"), required=False)
    why = _agreement(
        "why",
        label=gettext_lazy("Why so far"),
        rows=2,
        help_text=gettext_lazy("What speaks for it, and what we do not know."),
    )
    review_on = _agreement("review_on", label=gettext_lazy("Review on"), nearest="coming")
    note = _agreement("note", label=gettext_lazy("Note"), rows=2)

    def put_spoken_first(self) -> None:
        """Offer first what nobody wrote down, for somebody who prefers it so."""
        forms_of: Any = self.fields["form"]
        forms_of.choices = sorted(forms_of.choices, key=lambda choice: choice[0] in ON_PAPER)


class NewAgreementForm(AgreementFields):
    """A new agreement, with the first of its terms if one likes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, FIRST_TERMS + 1):
            self.fields[f"what_{number}"] = _term(
                "what", label=gettext_lazy("What is to be done"), required=False
            )
            self.fields[f"side_{number}"] = _term("side", label=gettext_lazy("Who does it"))
            self.fields[f"every_{number}"] = _term(
                "every", label=gettext_lazy("By when, or how often")
            )

    def terms(self) -> list[dict[str, str]]:
        """Return the terms that were written."""
        told = self.cleaned_data
        rows = (
            {name: told[f"{name}_{number}"] for name in ("what", "side", "every")}
            for number in range(1, FIRST_TERMS + 1)
        )
        return [row for row in rows if row["what"].strip()]

    def rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of the terms, term by term."""
        return [
            [self[f"{name}_{number}"] for name in ("what", "side", "every")]
            for number in range(1, FIRST_TERMS + 1)
        ]


class WhomForm(forms.Form):
    """With whom something was agreed."""

    who = PersonOrGroup(
        label=gettext_lazy("With whom?"),
        help_text=gettext_lazy("A person or a group, by the name used here."),
        required=True,
    )

    def __init__(self, *args: Any, me: Colleague, **options: Any) -> None:
        super().__init__(*args, **options)
        self.me = me
        self.fields["who"].me = me  # type: ignore[attr-defined]

    def clean_who(self) -> uuid.UUID:
        """Return the key of what we have with them, refusing a group we have nothing with yet."""
        end: End = self.cleaned_data["who"]
        if end.relationship is not None:
            return end.relationship
        ours = Relationship.objects.visible_to(self.me).filter(actor=end.actor)
        found: uuid.UUID | None = ours.values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError(
                gettext_lazy(
                    "We deal with nobody there yet. Open the group and begin, or choose a person."
                )
            )
        return found


class TermForm(forms.Form):
    """One term: what, who, by when or how often, where, how we would notice."""

    what = _term("what", label=gettext_lazy("What is to be done"))
    side = _term("side", label=gettext_lazy("Who does it"))
    who = _term(
        "who",
        label=gettext_lazy("Who exactly"),
        help_text=gettext_lazy("A post or a team, such as “the checkpoint at the bridge”."),
    )
    due = _term("due", label=gettext_lazy("By when"), nearest="coming")
    every = _term(
        "every",
        label=gettext_lazy("Or how often"),
        help_text=gettext_lazy("Such as “every Tuesday” or “each time a team passes”."),
    )
    place = _term("place", label=gettext_lazy("Where"))
    notice = _term(
        "notice",
        label=gettext_lazy("How we would notice"),
        help_text=gettext_lazy("What tells us that it is kept, or not."),
    )


class MarkForm(forms.Form):
    """How a term was kept on a day."""

    keeping = _mark("keeping", label=gettext_lazy("How it was kept"))
    on = _mark("on", label=gettext_lazy("When"), required=False)
    note = _mark("note", label=gettext_lazy("What happened"))


class FollowForm(forms.Form):
    """When and how a term that was not kept was raised with them."""

    on = _mark("followed_on", label=gettext_lazy("Followed up on"))
    how = _mark(
        "followed_how",
        label=gettext_lazy("How it was followed up"),
        help_text=gettext_lazy("Such as “asked by phone what had happened”."),
    )


class ReadBackForm(forms.Form):
    """The words said back to them, and what they said to it."""

    words = _back("words", label=gettext_lazy("In these words"), rows=8)
    state = _back("state", label=gettext_lazy("What they said to it"), required=False)
    on = _back("on", label=gettext_lazy("When"), required=False)
    answer = _back("answer", label=gettext_lazy("Their answer"), rows=2)


class AnswerForm(forms.Form):
    """What they said to a read-back, and which terms they see otherwise."""

    state = _back("state", label=gettext_lazy("What they said to it"), required=True)
    answer = _back("answer", label=gettext_lazy("Their answer"), rows=2)
    contested = forms.MultipleChoiceField(
        label=gettext_lazy("Terms they see otherwise"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        help_text=gettext_lazy("They become open points until you both see them alike."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse terms they see otherwise where all was confirmed: one of the two is a slip."""
        told = super().clean() or {}
        if told.get("contested") and told.get("state") == ReadBackState.CONFIRMED:
            says = gettext_lazy("Terms are chosen here, but the answer says that all is confirmed.")
            self.add_error("contested", says)
        return told


class EvidenceForm(forms.Form):
    """What shows an agreement, and which colleague keeps it."""

    what = _kept(
        "what",
        label=gettext_lazy("What it says, in short"),
        rows=2,
        help_text=gettext_lazy("In your own words: the message itself stays where it is."),
    )
    on = _kept("on", label=gettext_lazy("Dated"))
    custodian = forms.ChoiceField(label=gettext_lazy("Which colleague keeps it"), required=False)
    kept_where = _kept("kept_where", label=gettext_lazy("Where it is kept"))
    app = _kept("app", label=gettext_lazy("App"))
    vanishing = _kept("vanishing", label=gettext_lazy("Messages there disappear"))
    fingerprint = _kept(
        "fingerprint",
        label=gettext_lazy("Fingerprint (SHA-256)"),
        help_text=gettext_lazy(
            "Of the kept file. With it anybody can tell later that it is the same."
        ),
    )


class CustodyForm(forms.Form):
    """Which colleague keeps it from a day on."""

    custodian = forms.ChoiceField(label=gettext_lazy("Which colleague keeps it"))
    on = _kept("kept_since", label=gettext_lazy("Keeps it since"))


class PartyForm(forms.Form):
    """Somebody who vouches for it, saw it made, or is a party to it as well."""

    role = column_field(AgreementParty, "role", label=gettext_lazy("As what"))
    who = PersonOrGroup(
        label=gettext_lazy("Who?"),
        help_text=gettext_lazy("A person or a group, by the name used here."),
        required=True,
    )
    note = column_field(AgreementParty, "note", label=gettext_lazy("Note"))

    def __init__(self, *args: Any, me: Colleague, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].me = me  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """What a review came to."""

    state = _agreement("state", label=gettext_lazy("Whether it holds"), required=True)
    firmness = _agreement("firmness", label=gettext_lazy("How far we rely on it"), required=False)
    why = _agreement("why", label=gettext_lazy("Why so far"), rows=2)
    on = _agreement("reviewed_on", label=gettext_lazy("Reviewed on"))
    review_on = _agreement(
        "review_on",
        label=gettext_lazy("Review again on"),
        nearest="coming",
        help_text=gettext_lazy("Left empty, it is two weeks later."),
    )


class QuestionForm(forms.Form):
    """A question for legal advice, with what goes to whoever advises."""

    question = _legal(
        "question",
        label=gettext_lazy("What we want to know"),
        rows=2,
        help_text=gettext_lazy("Without names: whoever advises does not need them."),
    )
    pack = _legal(
        "pack",
        label=gettext_lazy("What is sent"),
        rows=8,
        help_text=gettext_lazy("Read it before you send it. Nothing is sent from here."),
    )
    asked_of = _legal("asked_of", label=gettext_lazy("Asked of"))
    asked_on = _legal("asked_on", label=gettext_lazy("Asked on"), required=False)


class LegalForm(QuestionForm):
    """A legal question with what came back and what was decided."""

    answer = _legal("answer", label=gettext_lazy("Answer"), rows=3)
    answered_on = _legal("answered_on", label=gettext_lazy("Answered on"))
    decision = _legal("decision", label=gettext_lazy("What we decided"), rows=2)
    decided_on = _legal("decided_on", label=gettext_lazy("Decided on"))


@cache
def put_right_form(kind: type[OfAgreement]) -> type[forms.Form]:
    """Return the form in which what belongs to an agreement is put right, by its columns."""
    fields: dict[str, Any] = {}
    columns = dict(entered_columns(kind))
    for column in kind._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        if isinstance(column, ForeignKey) and column.related_model is Colleague:
            columns[column.name] = column
    for name, column in columns.items():
        label = column.verbose_name
        if isinstance(column, ForeignKey):
            fields[name] = forms.ChoiceField(label=label, required=False)
            continue
        lines = {"rows": 3} if isinstance(column, TextField) else {}
        is_day = {"required": False} if isinstance(column, DateField) else {}
        coming = {"nearest": "coming"} if name == "due" else {}
        fields[name] = column_field(kind, name, label=label, **lines, **is_day, **coming)
    return type("PutRightForm", (forms.Form,), fields)
