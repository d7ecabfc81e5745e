"""One counterpart, named in a form by their alias."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rapport.briefings.people import by_alias
from rapport.records.models import Colleague
from rapport.web.forms import Words

LONGEST = 200


class OneByAlias(Words):
    """The alias of one person whoever asks may see; cleaned, it is the key of their relationship.

    ``me`` is set by the form's page.
    """

    me: Colleague

    def __init__(self, **options: Any) -> None:
        options.setdefault("longest", LONGEST)
        super().__init__(**options)

    def clean(self, value: Any) -> uuid.UUID | None:
        """Return whom the alias names, refusing one that nobody or several have."""
        alias = super().clean(value).strip()
        if not alias:
            return None
        rows = by_alias(self.me, alias)
        if not rows:
            says = _("Nobody is called “%(name)s”. Check the spelling.")
            raise forms.ValidationError(says % {"name": alias})
        if len(rows) > 1:
            says = _("Several people could be “%(name)s”: write the whole alias.")
            raise forms.ValidationError(says % {"name": alias})
        return rows[0].relationship


def asked_by(form: forms.Form, me: Colleague) -> forms.Form:
    """Return a form whose aliases are those of the people ``me`` may see."""
    for field in form.fields.values():
        if isinstance(field, OneByAlias):
            field.me = me
    return form
