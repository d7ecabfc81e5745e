"""Every option is a door: what opens the form that does it, with what it begins with.

An option of a finding is a sentence; here stands which form it means, about which record, and
what is filled in already. The pages make an address of it, the prompt a command.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LOG, RECORD, PLAN, MANDATES = "log", "record", "plan-meeting", "mandates"
MOTIVES, TIE, ACTOR, GATE, ADD_PERSON = "motives", "tie", "actor", "gate", "add-person"
COVERAGE, POWER = "coverage", "power-change"


class _Way(NamedTuple):
    """Which form an option means, by the name of its address or as a word for several forms.

    ``of`` is the kind of record behind the finding it is about. Without ``of`` it is about the
    relationship; with ``"*"`` about whatever record is behind it.
    """

    act: str
    of: str = ""
    given: tuple[tuple[str, str], ...] = ()


def _log(**given: str) -> _Way:
    return _Way(LOG, given=tuple(given.items()))


_FRIENDLY = _log(purpose="engagement", asked="no")
_CALL = _log(purpose="engagement", asked="no", channel="phone")
_GO = _Way(PLAN, given=(("purpose", "engagement"), ("channel", "in_person")))

WAYS: Mapping[str, _Way] = {
    "visit_without_asking": _Way(PLAN, given=(("purpose", "engagement"),)),
    "plan_without_asking": _Way(PLAN, given=(("purpose", "engagement"),)),
    "plan_a_call": _Way(PLAN, given=(("purpose", "engagement"), ("channel", "phone"))),
    "plan_with_programme": _Way(PLAN, given=(("purpose", "follow_up"),)),
    "change_meeting": _Way("change-meeting", "meeting"),
    "who_goes": _Way("who-goes-to", "meeting"),
    "name_a_shield": _Way("change-meeting", "meeting"),
    "name_an_interpreter": _Way("change-meeting", "meeting"),
    "fill_the_card": _Way("change-card", "meeting"),
    "ask_for_lives": _Way("ask", given=(("life_saving", "on"),)),
    "say_it_openly": _log(purpose="follow_up", asked="no"),
    "ask_for_introduction": _Way("insight", given=(("kind", "connection"),)),
    "life_saving_exception": _Way("use-exception", "ask"),
    "begin_with_small_talk": _Way("insight", given=(("kind", "preference"),)),
    "introduce_ourselves": _Way("tell", given=(("kind", "us_as_people"),)),
    "find_introduction": _Way("introduction"),
    "choose_who_goes": _Way("who-goes"),
    "what_to_bring": _Way("insight", given=(("kind", "preference"),)),
    "name_the_purpose": _Way("tell", given=(("kind", "expectations"),)),
    "back_to_engagement": _Way("phase", given=(("to", "engagement"),)),
    "introduce_again": _Way("tell", given=(("kind", "organisation"),)),
    "tell_something": _Way("tell", given=(("kind", "us_as_people"),)),
    "call_first": _CALL,
    "give_something_back": _Way("promise", given=(("by", "us"),)),
    "record_a_mandate": _Way(MANDATES),
    "name_the_cost": _Way(RECORD, "ask"),
    "soften_it": _Way(RECORD, "ask"),
    "ask_for_less": _Way(RECORD, "ask"),
    "give_a_reason": _Way(RECORD, "ask"),
    "check_the_benefit": _Way(RECORD, "ask"),
    "hear_what_helps": _Way(PLAN, given=(("purpose", "engagement"),)),
    "answer_concern": _Way(RECORD, "insight"),
    "raise_concern": _Way(PLAN, given=(("purpose", "follow_up"),)),
    "check_reading": _Way(MOTIVES),
    "keep_as_reading": _Way(RECORD, "insight", (("nature", "interpretation"),)),
    "name_the_source": _Way(RECORD, "insight"),
    "ask_them": _Way(PLAN, given=(("purpose", "engagement"),)),
    "tell_their_version": _Way(RECORD, "insight"),
    "say_it_plainly": _Way(RECORD, "*"),
    "answer_misperception": _Way(RECORD, "insight"),
    "tell_who_we_are": _Way("tell", given=(("kind", "organisation"),)),
    "ask_where_from": _Way(PLAN, given=(("purpose", "follow_up"),)),
    "name_audience": _Way(TIE, given=(("kind", "answers_to"),)),
    "hear_of_audience": _Way(PLAN, given=(("purpose", "engagement"),)),
    "note_motives": _Way("insight", given=(("kind", "reasoning"),)),
    "hear_what_moves": _Way(PLAN, given=(("purpose", "engagement"),)),
    "listen_first": _Way(PLAN, given=(("purpose", "engagement"),)),
    "bring_another": _Way("who-goes"),
    "check_a_boundary": _Way("boundary-check"),
    "take_a_second_along": _Way(PLAN, given=(("purpose", "engagement"),)),
    "review_the_gift": _Way("review-gift", "gift"),
    "correct_the_gift": _Way(RECORD, "gift"),
    "choose_who_says_it": _Way("choose-bringer", "meeting"),
    "manage_it": _Way("manage-interest", "interest"),
    "repair": _Way("phase", given=(("to", "repair"),)),
    "name_a_backup": _Way("holders"),
    "take_the_backup_along": _Way(PLAN, given=(("purpose", "engagement"),)),
    "hand_over": _Way("begin-handover"),
    "look_at_handover": _Way("handover", "handover"),
    "look_at_actor": _Way(ACTOR, "actor"),
    "add_somebody_there": _Way(ADD_PERSON, "actor"),
    "record_who_holds_it": _Way("hold-post", "position"),
    "keep_the_person": _Way(PLAN, given=(("purpose", "courtesy"),)),
    "look_at_plan": _Way(POWER, "powerchange"),
    "check_how_safe": _Way(POWER, "powerchange"),
    "see_where_nobody_is": _Way(COVERAGE),
    "look_at_gate": _Way(GATE, "gate"),
    "look_at_dependence": _Way(GATE, "gate"),
    "introduce_a_second": _Way("introduction"),
    "find_a_way": _Way("introduction"),
    "check_the_tie": _Way("change-tie", "tie"),
    "give_back": _Way(PLAN, given=(("purpose", "courtesy"),)),
    "record_their_consent": _Way("change-introduction", "introduction"),
    "look_for_another": _Way("introduction"),
    "keep_it": _Way(RECORD, "commitment", (("state", "kept"),)),
    "tell_them": _Way("late", "commitment"),
    "ask_release": _Way(RECORD, "commitment", (("state", "released"),)),
    "settle_it": _Way(RECORD, "commitment"),
    "agree_on_a_day": _Way(RECORD, "commitment"),
    "come_early": _Way("promise", given=(("by", "us"),)),
    "excuse_ourselves": _log(purpose="follow_up", asked="no"),
    "say_limits": _Way("tell", given=(("kind", "limits"),)),
    "raise_gently": _log(purpose="follow_up"),
    "release_them": _Way(RECORD, "commitment", (("state", "released"),)),
    "say_outcome": _Way(RECORD, "ask"),
    "plan_it_anew": _Way(RECORD, "ask", (("outcome", "planned"),)),
    "say_hello": _CALL,
    "visit": _GO,
    "let_rest": _Way("phase", given=(("to", "dormant"),)),
    "send_greeting": _Way(LOG, "occasion", (("purpose", "courtesy"), ("channel", "message"))),
    "send_sympathy": _Way(LOG, "occasion", (("purpose", "courtesy"), ("channel", "message"))),
    "say_thanks": _log(purpose="follow_up", asked="no", channel="phone"),
    "add_a_term": _Way("add-term", "agreement"),
    "complete_the_term": _Way(RECORD, "term"),
    "ask_who_does_it": _Way(PLAN, given=(("purpose", "follow_up"),)),
    "read_it_back": _Way("read-back", "agreement"),
    "note_their_answer": _Way("answer-read-back", "readback"),
    "settle_open_points": _Way(PLAN, given=(("purpose", "follow_up"),)),
    "review_it": _Way("review-agreement", "agreement"),
    "say_the_form": _Way(RECORD, "agreement"),
    "ask_by_word": _Way(RECORD, "ask"),
    "say_what_they_prefer": _Way("change-person"),
    "ask_what_happened": _log(purpose="follow_up"),
    "note_follow_up": _Way("follow-up-mark", "termmark"),
    "find_a_guarantor": _Way("add-party", "agreement", (("role", "guarantor"),)),
    "hear_whether_it_holds": _Way(PLAN, given=(("purpose", "follow_up"),)),
    "pass_it_on": _Way("pass-custody", "evidence"),
    "keep_what_it_says": _Way(RECORD, "evidence"),
    "say_it_back_again": _Way("read-back", "agreement"),
    "ask_for_advice": _Way("ask-legal", "agreement"),
    "ask_again": _Way("change-legal", "legalquestion"),
    "note_the_decision": _Way("change-legal", "legalquestion"),
    "start_a_repair": _Way("breach-of-term", "termmark"),
    "next_step": _Way("breach", "breach"),
    "pause_requests": _Way("pause-requests", "breach"),
    "say_what_happened": _Way(RECORD, "*"),
    "screen_it": _Way("screen-demand", "demand"),
    "say_when": _log(purpose="follow_up", asked="no"),
    "recall_the_good": _Way("breach", "breach"),
    "name_somebody": _Way("add-name-consent", "breach"),
    "say_expectations": _Way("tell", given=(("kind", "expectations"),)),
    "greet_somebody": _FRIENDLY,
    "let_them_rest": _Way("phase", given=(("to", "dormant"),)),
    "erase_it": _Way(RECORD, "*"),
    "keep_longer": _Way("keep", "insight"),
    "use_alias": _Way(RECORD, "*"),
    "say_need": _Way(RECORD, "*"),
    "reword_it": _Way(RECORD, "*"),
    "leave_out": _Way(RECORD, "*"),
}
"""What each option opens. A visit is planned, and logged once it was made; a call, once it was."""


@dataclass(frozen=True, slots=True)
class Door:
    """A form: what it does, about which relationship, for which record, and what it begins with.

    ``kind`` and ``key`` are empty where it is about the relationship alone; ``relationship`` is
    where it is about none.
    """

    act: str
    relationship: uuid.UUID | None
    kind: str
    key: uuid.UUID | None
    given: tuple[tuple[str, str], ...]


def door(
    option: str, relationship: uuid.UUID | None, behind: Sequence[tuple[str, uuid.UUID]]
) -> Door | None:
    """Return the door of an option, or None where no record it could be about may be seen.

    ``behind`` are the records of the finding that the reader may see, by kind and key, the one
    that presses most first.
    """
    way = WAYS[option]
    if not way.of:
        return Door(way.act, relationship, "", None, way.given) if relationship else None
    for kind, key in behind:
        if way.of in ("*", kind):
            return Door(way.act, relationship, kind, key, way.given)
    return None
