"""D01 to D04: care with data."""

from rules.building import (
    TODAY,
    ago,
    ahead,
    heard,
    insight,
    note,
    relationship,
    says,
    speaks_from,
)


def noted(*insights, **changes):
    return relationship(insights=insights, **changes)


def written(*notes):
    return relationship(notes=notes)


# D01 note expiring


def test_d01_a_note_to_be_kept_until_next_week():
    old = insight(ago(90), expires=ahead(7))
    assert heard("D01", noted(old)).because == (("insight", old.key),)


def test_d01_a_note_past_its_day_still_asks():
    assert heard("D01", noted(insight(ago(90), expires=ago(7))))


def test_d01_a_note_with_months_to_go_is_silent():
    assert heard("D01", noted(insight(expires=ahead(15)))) is None


def test_d01_a_note_without_an_end_is_silent():
    assert heard("D01", noted(insight())) is None


def test_d01_speaks_from_fourteen_days_before():
    speaks_from("D01", noted(insight(expires=ahead(30))), ahead(16))
    speaks_from("D01", noted(insight(expires=ahead(30))), ahead(10), days=20)


def test_d01_speaks_a_week_before_whatever_an_office_sets():
    speaks_from("D01", noted(insight(expires=ahead(30))), ahead(23), days=1)


def test_d01_counts_them():
    both = insight(expires=TODAY), insight(expires=ahead(3)), insight(expires=ahead(60))
    assert says("D01", noted(*both)).endswith("deletion: 2.")


# D02 real name in the clear


def test_d02_a_sealed_name_in_a_note():
    open_note = note(sealed_names=1)
    assert heard("D02", written(open_note)).because == (("insight", open_note.key),)


def test_d02_an_alias_in_a_note_is_what_it_is_for():
    assert heard("D02", written(note())) is None


def test_d02_hard_words_are_not_names():
    assert heard("D02", written(note(hard_words=("spy",)))) is None


def test_d02_speaks_from_the_day_of_the_note():
    speaks_from("D02", written(note(ahead(1), sealed_names=1)), ahead(1))


# D03 more than needed


def test_d03_faith_noted_without_a_need():
    private = insight(special=True)
    assert heard("D03", noted(private)).because == (("insight", private.key),)


def test_d03_a_stated_need_is_enough():
    assert heard("D03", noted(insight(special=True, need_stated=True))) is None


def test_d03_a_concern_of_theirs_is_nothing_special():
    assert heard("D03", noted(insight())) is None


def test_d03_speaks_from_the_day_of_the_note():
    speaks_from("D03", noted(insight(ahead(3), special=True)), ahead(3))


def test_d03_a_plain_text_of_any_kind_that_tells_of_their_family():
    told = note(kind="commitment", private_words=("his wife",))
    assert heard("D03", written(told)).because == (("commitment", told.key),)
    assert says("D03", written(told)).endswith("1 (his wife).")


def test_d03_one_note_marked_and_telling_is_one_note():
    private = insight(special=True)
    told = note(key=private.key, private_words=("cancer",))
    assert heard("D03", noted(private, notes=(told,))).params["n"] == 1


def test_d03_a_text_of_no_day_speaks_at_once():
    assert heard("D03", written(note(None, private_words=("cancer",))))
    speaks_from("D03", written(note(ahead(2), private_words=("cancer",))), ahead(2))


# D04 safe if they read it?


def test_d04_a_note_that_would_hurt_if_they_read_it():
    assert says("D04", written(note(hard_words=("liar", "crook")))).endswith("1 (crook, liar).")


def test_d04_a_note_without_hard_words_is_safe_enough():
    assert heard("D04", written(note())) is None


def test_d04_a_name_in_the_clear_is_another_matter():
    assert heard("D04", written(note(sealed_names=2))) is None


def test_d04_shows_five_words_at_most():
    many = note(hard_words=tuple("abcdefg"))
    assert heard("D04", written(many)).params["words"] == "a, b, c, d, e"


def test_d04_speaks_from_the_day_of_the_note():
    speaks_from("D04", written(note(ahead(2), hard_words=("spy",))), ahead(2))
