"""M01 to M04: a message as they may read it, before it is sent."""

import pytest

from rapport.rules.catalogue import judge_for_a_reader, validated_settings
from rapport.rules.draft_cues import OwnCues, cues_in
from rapport.rules.messages import DraftFacts
from rapport.rules.rule import About
from rules.building import TODAY

WARM = "Good morning Mr Karim, I hope your family is well. Could you send us the list by Friday?"


def draft(text=WARM, own=OwnCues(), **known):  # noqa: B008 - it has no state
    return DraftFacts("one", cues_in(text, own), **{"safety": "safe", **known})


def told(code, facts, **settings):
    """Return what one rule says of a message, each with what it quotes."""
    office = validated_settings({code: settings} if settings else {})
    found = judge_for_a_reader(About.DRAFT, facts, TODAY, office)
    return [(one.says % one.params, one.params.get("quote")) for one in found if one.code == code]


def quotes(code, text, **known):
    return [quote for _, quote in told(code, draft(text, **known))]


def test_of_no_words_nothing_is_said():
    for code in ("M01", "M02", "M03", "M04"):
        assert told(code, draft("  ", safety="unsafe", hour=3, others=1)) == []


# M01 reads cold


def test_m01_a_message_with_a_greeting_a_line_for_them_and_a_question_reads_well():
    assert told("M01", draft()) == []


def test_m01_business_alone_reads_cold():
    assert [
        says for says, _ in told("M01", draft("The two trucks arrive at the bridge today."))
    ] == [
        "There is no greeting.",
        "There is no line about them, only business.",
    ]


def test_m01_an_order_is_quoted_and_the_same_with_please_is_not():
    begin = "Good morning Mr Karim, thank you for the tea."
    assert quotes("M01", f"{begin} Send the list by Friday.") == ["Send the list by Friday."]
    assert quotes("M01", f"{begin} Please send the list by Friday.") == []


def test_m01_a_wish_in_the_form_of_an_order_is_none():
    assert quotes("M01", "Good evening Mr Karim, give my regards to your father.") == []


def test_m01_blame_is_quoted_theirs_and_of_our_own_colleagues():
    begin = "Good morning Mr Karim, I hope you are well."
    assert quotes("M01", f"{begin} You did not keep your word.") == ["You did not keep your word."]
    assert quotes("M01", f"{begin} Our driver forgot the keys.") == ["Our driver forgot the keys."]
    assert quotes("M01", f"{begin} We forgot the keys ourselves.") == []


def test_m01_help_that_was_given_is_no_blame():
    assert quotes("M01", "Dear Colonel, thank you: your men helped us at the ford.") == []


def test_m01_capitals_shout_and_initials_do_not():
    begin = "Good morning Mr Karim, I hope you are well."
    assert quotes("M01", f"{begin} It is URGENT for UNHCR and the ICRC.") == ["URGENT"]
    assert quotes("M01", f"{begin} We are there!!") == ["!!"]
    assert quotes("M01", f"{begin} We are there!") == []


def test_m01_is_short_below_the_number_of_the_office():
    five = draft("Good morning, thank you Karim.")
    assert [says[:16] for says, _ in told("M01", five)] == ["It is very short"]
    assert told("M01", five, short=5) == []
    assert told("M01", five, on=False) == []


def test_m01_an_office_adds_lines_of_its_own_and_takes_others_away():
    text = "Good morning Mr Karim, may your flocks multiply. The trucks come today."
    assert told("M01", draft(text, OwnCues(warm=("may your flocks",)))) == []
    assert len(told("M01", draft(text))) == 1
    assert len(told("M01", draft(WARM, OwnCues(warm=("-hope your family",))))) == 1


def test_m01_an_office_adds_greetings_and_says_what_is_no_order_blame_or_shouting():
    text = "Peace on this house, cousin. Transmettez le salut. Your men helped us in vain. MERHABA"
    found = cues_in(text)
    assert (found.greeting, len(found.orders), found.shouts) == ("", 1, ("MERHABA",))
    own = OwnCues(warm=("peace on this house", "- transmettez le salut", "-merhaba"))
    found = cues_in(text, own)
    assert found.greeting == "Peace on this house, cousin."
    assert (found.orders, found.shouts) == ((), ())
    blame = "Good morning, I hope you are well. Your men failed again."
    assert len(cues_in(blame).blames) == 1
    assert cues_in(blame, OwnCues(warm=("-failed again",))).blames == ()


def test_m03_what_could_hurt_is_said_before_what_reads_cold():
    facts = draft("Send it now", own_name=True, hard_words=("spy",), safety="unsafe")
    found = judge_for_a_reader(About.DRAFT, facts, TODAY, validated_settings({}))
    first = sorted(found, key=lambda one: one.when)[:3]
    assert [one.code for one in first] == ["M03"] * 3


# M02 request comes first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (WARM, None),
        ("Could you send us the list? I hope you are well.", "Could you send us the list?"),
        ("Good morning, we need the list today.", "we need the list today."),
        ("Good morning, Colonel. We need the list today.", "We need the list today."),
        ("Good morning, Colonel. The road is dry. We need the list.", None),
        ("Dr. Hanan, we need the list.", "Dr. Hanan, we need the list."),
        ("Good morning, the road is dry again. Could we pass on Monday?", None),
        ("Bonjour Monsieur, merci de nous envoyer la liste.", "merci de nous envoyer la liste."),
        ("السلام عليكم، نرجو إرسال القائمة.", "نرجو إرسال القائمة."),
        ("السلام عليكم، كيف حالكم؟ نرجو إرسال القائمة.", None),
    ],
)
def test_m02_what_is_asked_before_anything_else_is_quoted(text, first):
    assert quotes("M02", text) == ([first] if first else [])


def test_m02_a_question_after_their_health_is_no_request():
    assert quotes("M02", "Good morning, how is your mother?") == []


def test_m02_an_office_adds_ways_of_asking():
    text = "Good morning, the gate of mercy stays open for our trucks."
    assert told("M02", draft(text)) == []
    assert told("M02", draft(text, OwnCues(asking=("gate of mercy",))))


def test_m02_switched_off_it_is_silent():
    assert told("M02", draft("Could you send us the list?"), on=False) == []


# M03 channel unsafe


@pytest.mark.parametrize(
    ("safety", "says"),
    [
        ("safe", []),
        ("care", ["This channel is to be used with care for them."]),
        ("unsafe", ["This channel is noted as not safe for them."]),
        ("", ["Nobody has noted whether this channel is safe for them."]),
    ],
)
def test_m03_says_how_safe_the_way_is_for_them(safety, says):
    assert [one for one, _ in told("M03", draft(safety=safety))] == says


def test_m03_offers_another_way_only_where_one_is_safe():
    office = validated_settings({})
    for safe, option in (((), "in_person"), (("phone",), "other_way")):
        facts = draft(safety="unsafe", safe=safe)
        (found,) = judge_for_a_reader(About.DRAFT, facts, TODAY, office)
        assert found.options == (option,)


def test_m03_names_are_noticed_ones_own_and_others_apart():
    assert len(told("M03", draft(own_name=True))) == 1
    assert len(told("M03", draft(own_name=True, others=2))) == 2


def test_m03_hard_words_are_named():
    assert told("M03", draft(hard_words=("spy",)))[0][0].endswith("spy.")


# M04 bad hour


@pytest.mark.parametrize(
    ("hour", "night"), [(20, False), (21, True), (0, True), (6, True), (7, False), (None, False)]
)
def test_m04_night_begins_and_ends_on_the_hour(hour, night):
    assert bool(told("M04", draft(hour=hour))) is night


def test_m04_the_hours_of_the_night_are_the_office_s_own():
    assert not told("M04", draft(hour=22), evening=23)
    assert not told("M04", draft(hour=23), evening=24, morning=0)
    assert told("M04", draft(hour=1), evening=24, morning=2)


@pytest.mark.parametrize("known", ["prayer", "fast", "feast", "weekend"])
def test_m04_each_thing_about_the_day_is_said_by_itself(known):
    assert len(told("M04", draft(**{known: True}, hour=12))) == 1


def test_m04_an_ordinary_hour_of_an_ordinary_day_is_fine():
    assert told("M04", draft(hour=10)) == []
