"""Whose names are left out of what is handed to a person."""

from rapport.records.models import Colleague, Counterpart, Relationship


def names_of_others(me: Colleague, relationship: Relationship) -> list[str]:
    """Return the aliases of others and the names of colleagues, as far as ``me`` may know them.

    A name that ``me`` may not know is not masked: the mask would tell that it is one.
    """
    others = Counterpart.objects.visible_to(me).exclude(pk=relationship.person.pk)
    colleagues = Colleague.objects.filter(office=me.office_id)
    names = colleagues.values_list("name", flat=True)
    return [*others.values_list("alias", flat=True), *names]
