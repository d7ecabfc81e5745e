"""Making an archive: on the frame of every export, and never in the clear."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions import exports as verbs
from rapport.exchange.archive import writing
from rapport.exchange.archive.choosing import STORE, Chosen, choose
from rapport.exchange.exports.frame import Made
from rapport.records.asking import Asking
from rapport.records.models import Circle, Export, ExportPurpose
from rapport.records.models.scoped import NOT_THERE, BehindCircle, Sensitivity
from rapport.records.operations import recorded_models
from rapport.records.read_snapshot import one_moment
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.second_person import approvers
from rapport.vault import age, passphrases

ARCHIVE = "archive"
_MEDIA = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an archive is made of: one circle, the office, or the whole store; and for what."""

    circle: uuid.UUID | None = None
    whole: bool = False
    purpose: str = ExportPurpose.KEEPING
    reason: str = ""

    @property
    def form(self) -> str:
        """Return what the history calls it: the first letters of a circle's key, or its word."""
        return self.circle.hex[-12:] if self.circle else (STORE if self.whole else "office")


def make_archive(
    asking: Asking,
    wanted: Wanted,
    *,
    passphrase: str = "",
    keys: Sequence[str] = (),
    approval: uuid.UUID | None = None,
    on_progress: writing.Progress = None,
) -> Made:
    """Return the archive of what is wanted, sealed; it is entered in the history.

    What is for named colleagues only goes where a second person agreed (``approval``). Real names
    go with a reason, and each is entered as a look.
    """
    _check(asking, wanted, passphrase, keys)
    agreed: Sequence[Sequence[str]] = ()
    if approval is not None:
        with transaction.atomic():
            agreed = _approved(asking, wanted, approval).rows
    with one_moment():
        chosen = choose(asking, circle=wanted.circle, whole=wanted.whole, agreed=agreed)
        if approval is None:
            _check_names(wanted, chosen)
        data = writing.write(asking, chosen, purpose=str(wanted.purpose), on_progress=on_progress)
        said = _said(wanted, chosen)
    sealed = age.seal_to_keys(data, keys) if keys else age.seal_to_passphrase(data, passphrase)
    with transaction.atomic():
        people = chosen.people_named
        row = None
        if approval is not None:
            row = _approved(asking, wanted, approval, named=bool(people))
        entry, _names = verbs.record_export(asking, row, people=people, **said).row
    return Made(f"rapport-{chosen.of}-{asking.day}{age.SUFFIX}", _MEDIA, sealed, entry)


def ask_for_archive(asking: Asking, wanted: Wanted) -> Export:
    """Ask a second person to agree that what is for named colleagues only goes as well."""
    _check_place(asking, wanted)
    chosen = choose(asking, circle=wanted.circle, whole=wanted.whole)
    if not chosen.severe:
        raise CannotBe(
            gettext_noop("Nothing of this is for named colleagues only."),
            next_step=gettext_noop("Export it without asking."),
        )
    _check_names(wanted, chosen)
    if not approvers(asking, chosen.severe):
        raise CannotBe(
            gettext_noop("Nobody else can see all of this, so nobody can agree to it."),
            next_step=gettext_noop("Export the rest without what is for named colleagues only."),
        )
    said = {**_said(wanted, chosen), "sensitivity": Sensitivity.SEVERE}
    return verbs.ask_to_export(asking, rows=chosen.severe, **said).row


def _approved(
    asking: Asking, wanted: Wanted, approval: uuid.UUID, *, named: bool = False
) -> Export:
    return verbs.approved_export(
        asking, approval, what=ARCHIVE, form=wanted.form, columns=(), named=named
    )


def _check(asking: Asking, wanted: Wanted, passphrase: str, keys: Sequence[str]) -> None:
    """Refuse, before the long work, what would not be sealed or has no purpose."""
    _check_place(asking, wanted)
    if wanted.purpose not in ExportPurpose.values:
        raise CannotBe(
            gettext_noop("The purpose is missing."),
            next_step=gettext_noop("Choose what this is for."),
        )
    if not keys:
        passphrases.check(passphrase)
    for key in keys:
        age.seal_to_keys(b"", [key])


def _check_place(asking: Asking, wanted: Wanted) -> None:
    if wanted.circle is None:
        return
    if wanted.circle not in asking.me.readable_circles():
        raise NotThere(NOT_THERE)
    Circle.objects.get(pk=wanted.circle)


def _check_names(wanted: Wanted, chosen: Chosen) -> None:
    if chosen.has_names and not wanted.reason.strip():
        raise CannotBe(
            gettext_noop("Real names go out only with a reason."),
            next_step=gettext_noop("Write in a few words what this is for."),
        )


def _said(wanted: Wanted, chosen: Chosen) -> dict[str, Any]:
    return {
        "what": ARCHIVE,
        "form": wanted.form,
        "purpose": wanted.purpose,
        "reason": wanted.reason.strip(),
        "columns": [name for name, keys in chosen.rows.items() if keys],
        "many": chosen.many,
        "sensitivity": _mark(chosen),
        "names_why": wanted.reason.strip() if chosen.has_names else "",
        "clear_why": "",
    }


def _mark(chosen: Chosen) -> int:
    """Return the highest sensitivity among what goes."""
    highest = int(Sensitivity.OPEN)
    for name, model in recorded_models().items():
        if not issubclass(model, BehindCircle) or not chosen.rows[name]:
            continue
        levels = model._base_manager.values_list("pk", "sensitivity")  # noqa: SLF001
        found = (level for key, level in levels if key in chosen.rows[name])
        highest = max(highest, max(found, default=highest))
    return highest
