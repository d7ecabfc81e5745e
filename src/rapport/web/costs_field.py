"""What a yes may cost them: each of the costs to tick, how heavily it weighs, what softens it.

Without scripts all of it is there; the look folds away what belongs to a cost that is not ticked.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.names import visible
from rapport.records.models import Cost, Weight

LONGEST_SOFTENER = 1000


class Weighed(NamedTuple):
    """A cost as it stands in a form: words may have been typed beside one that is not ticked."""

    cost: str
    weight: str = str(Weight.SMALL)
    softened: str = ""
    ticked: bool = True


class CostRows(forms.Widget):
    """A row for each cost."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Return the rows, with what was typed in each."""
        del renderer
        said = {one.cost: one for one in weighed(value)}
        blank = {cost: Weighed(cost, ticked=False) for cost in Cost.values}
        rows = [said.get(cost, blank[cost]) for cost in Cost.values]
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "rows": rows,
            "weights": [(str(weight), label) for weight, label in Weight.choices],
            "longest": LONGEST_SOFTENER,
        }
        return render_to_string("people/costs.html", context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Weighed]:
        """Return what was sent of each cost, ticked or not."""
        del files
        ticked = set(data.getlist(name) if hasattr(data, "getlist") else data.get(name, ()))
        sent = (
            Weighed(
                cost,
                data.get(f"{name}-weight-{cost}") or str(Weight.SMALL),
                visible(data.get(f"{name}-softens-{cost}") or "").strip(),
                cost in ticked,
            )
            for cost in Cost.values
        )
        return [one for one in sent if one.ticked or one.softened]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say no: a form without any cost says that there is none."""
        del data, files, name
        return False

    def id_for_label(self, id_: str) -> str:
        """Return nothing: the rows have labels of their own."""
        del id_
        return ""


class Costs(forms.Field):
    """The costs that were ticked, each with its weight and what softens it, as they are stored."""

    widget = CostRows
    default_error_messages = {  # noqa: RUF012 - as Django has it
        "weight": _("Choose small, medium or heavy."),
        "longest": _("What softens a cost is too long: at most %(longest)d characters."),
    }

    def clean(self, value: Any) -> list[tuple[Any, ...]]:
        """Return what was ticked, or raise ``ValidationError``."""
        found: list[tuple[Any, ...]] = []
        for cost, weight, softened, ticked in weighed(value):
            if not ticked:
                continue
            if weight not in map(str, Weight.values):
                raise ValidationError(self.error_messages["weight"])
            if len(softened) > LONGEST_SOFTENER:
                raise ValidationError(
                    self.error_messages["longest"], params={"longest": LONGEST_SOFTENER}
                )
            found.append((cost, int(weight), softened))
        return found


def weighed(value: Iterable[Any] | None) -> list[Weighed]:
    """Return costs as the form has them, from what was sent or from what is stored."""
    found = []
    for one in value or ():
        if isinstance(one, Weighed):
            found.append(one)
        else:
            cost, weight, *softened = one
            found.append(Weighed(cost, str(weight), *softened[:1]))
    return found
