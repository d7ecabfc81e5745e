"""Why two people may be one, put into words: ``{{ near.reasons|alike }}``; and of which circle."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext, gettext_noop, pgettext

from rapport.briefings.near import Near

register = template.Library()

WHY = {
    "same_words": gettext_noop("the same words"),
    "same_sounds": gettext_noop("the same sounds"),
    "alike_sounds": gettext_noop("nearly the same sounds"),
    "written_together": gettext_noop("the same when written together"),
    "one_word_more": gettext_noop("one word more"),
    "words_more": gettext_noop("several words more"),
    "initial": gettext_noop("an initial for a word"),
    "other_form": gettext_noop("the form used in another language"),
    "rough_sounds": gettext_noop("roughly the same sounds, and a rare word"),
    "one_letter": gettext_noop("one letter written differently"),
    "abd_left_out": gettext_noop("with Abd and without"),
    "other_script": gettext_noop("in two scripts"),
    "other_order": gettext_noop("in another order"),
    "same_group": gettext_noop("the same group"),
    "same_post": gettext_noop("the same post, both now"),
}
"""What is said of each reason. Of titles and small words left out, nothing needs to be said."""


@register.filter
def elsewhere(near: Iterable[Near], circle: object) -> bool:
    """Say whether any of these is of another circle than the one somebody is added to."""
    return any(one.circle_name and str(one.circle) != str(circle) for one in near)


@register.filter
def alike(reasons: Iterable[str]) -> str:
    """Word reasons in one line: "the same sounds, in two scripts"."""
    said = [gettext(WHY[reason]) for reason in reasons if reason in WHY]
    return pgettext("between names", ", ").join(said)
