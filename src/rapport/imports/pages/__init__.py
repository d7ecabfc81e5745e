"""The pages on which a register is imported, and how they word what a file cannot be."""

from django.utils.translation import gettext as _

from rapport.formats.refusals import CannotTranslate


def worded(trouble: CannotTranslate) -> str:
    """Word what a translator of files could not do."""
    params = {
        name: _(value) if isinstance(value, str) and name == "kind" else value
        for name, value in trouble.params.items()
    }
    return f"{_(trouble.says) % params} {_(trouble.next) % params}"
