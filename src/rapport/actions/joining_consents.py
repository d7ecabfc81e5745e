"""Two consents of one gate that ask the same, once two records of a person or group are one."""

from rapport.records.models import Consent, Needs, ScopedModel
from rapport.records.recording import ChangeSet

_LONGEST: int = Consent._meta.get_field("note").max_length or 0  # noqa: SLF001 - documented Meta API


def join_consents(changes: ChangeSet, row: ScopedModel, column: str, kept: ScopedModel) -> bool:
    """Let a consent of the record that goes be in that of ``kept`` which asks the same, if any.

    What either said on a day stays; of one day, what the kept one said. Where so many of a group
    are needed, two stay two: one less would change what opens the gate. Returns whether it did.
    """
    if not isinstance(row, Consent) or row.group.needs == Needs.SOME:
        return False
    alike = Consent.objects.filter(**{column: kept.pk}, group=row.group_id, kind=row.kind)
    same = alike.exclude(pk=row.pk).order_by("pk").first()
    if same is None:
        return False
    note = "\n".join(dict.fromkeys(one for one in (same.note, row.note) if one))
    if len(note) > _LONGEST:
        return False
    said = dict(map(tuple, (*row.states, *same.states)))
    changes.change(same, note=note, states=[[day, said[day]] for day in sorted(said)])
    changes.delete(row)
    return True
