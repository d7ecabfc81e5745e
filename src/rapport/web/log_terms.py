"""How the terms of what was agreed are kept, said in a log: one tap each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from rapport.actions.agreement_terms import Marked
from rapport.briefings.terms_due import terms_to_mark
from rapport.records.models import Keeping, Relationship, Term
from rapport.web.forms import Chips
from rapport.web.request import Request

_CHOICES = [("", pgettext_lazy("term in a log", "not this time")), *Keeping.choices]


class TermsForm(forms.Form):
    """The terms agreed with the people chosen, each to be marked or left."""

    def __init__(self, *args: Any, terms: Sequence[Term], **options: Any) -> None:
        super().__init__(*args, **options)
        self.terms = terms
        for term in terms:
            self.fields[_name(term)] = Chips(label=term.what, choices=_CHOICES)

    def offered(self) -> Iterator[tuple[Term, forms.BoundField]]:
        """Yield what is offered."""
        for term in self.terms:
            yield term, self[_name(term)]

    @property
    def begun(self) -> bool:
        """Say whether something was tapped already, so that it is shown unfolded."""
        return any(self[name].value() for name in self.fields)

    def marked(self) -> list[Marked]:
        """Return what was marked, of a valid form."""
        said = ((term.pk, self.cleaned_data[_name(term)]) for term in self.terms)
        return [Marked(key, keeping) for key, keeping in said if keeping]


def terms_form(
    request: Request,
    posted: Any,
    who: Sequence[Relationship],
    typed: Mapping[str, Any],
) -> TermsForm:
    """Return the form of the terms of the people chosen, with what was tapped already."""
    terms = terms_to_mark(request.asking, [row.pk for row in who])
    return TermsForm(posted, terms=terms, initial=typed)


def _name(term: Term) -> str:
    return f"term-{term.pk.hex}"
