"""The words of a row whose day is not known, kept as a note with the person.

They are in the language of whoever imports; a register that is brought again in another language
meets them all the same (``each_wording``).
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from rapport.imports.rows import Post, Words

_BETWEEN = " · "


def day_note(words: Words) -> str:
    """Return the note in the language of the moment; nothing where there is nothing to say."""
    if words.day is None:
        return _BETWEEN.join(words.rest)
    day = _("Date unsure: %(day)s") % {"day": words.day} if words.day else _("Date not recorded")
    return _BETWEEN.join((day, *words.rest))


def post_note(post: Post) -> str:
    """Return a note of a post without a group, or of a further group without a post."""
    if post.title:
        return _("Post: %(post)s") % {"post": post.title}
    return _("Also belongs to: %(group)s") % {"group": post.actor}


def each_wording(words: Words) -> Iterable[str]:
    """Yield the note as each language of ours words it."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield day_note(words)
