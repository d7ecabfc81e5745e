"""Change on their side: posts (C01, C03), new authorities (C02), who rises (C04), danger (C05)."""

from rapport.rules.facts_of_change import LeftFact, PlanFact, PostFact, SeenFact
from rapport.rules.rule import Urgency
from rules.building import TODAY, actor, ago, ahead, heard, says, silent_from, speaks_from


def there(**changes):
    return actor()._replace(**changes)


def post(left_on=None, gates=()):
    return there(posts=(PostFact("post", "Customs director", left_on, gates),))


def test_c01_somebody_we_do_not_know_decides_on_a_gate():
    finding = heard("C01", post(gates=("road",)))
    assert finding.because == (("position", "post"), ("gate", "road"))
    assert (finding.when, finding.options[0]) == (Urgency.SOON, "record_who_holds_it")
    assert "Customs director" in says("C01", post(gates=("road",)))


def test_c01_a_post_whose_holder_we_knew_is_said_thirty_days_after_they_left():
    speaks_from("C01", post(ago(20)), ahead(10))
    assert heard("C01", post(ago(40))).when == Urgency.WORTH_A_LOOK


def test_c01_a_post_on_which_nothing_rests_says_nothing():
    assert heard("C01", post()) is None


def test_c01_it_waits_for_the_day_they_leave():
    speaks_from("C01", post(ahead(3), ("road",)), ahead(3))


def plan(*due, changes=("front",)):
    steps = [PlanFact(f"{day} {change}", change, day) for change in changes for day in due]
    return there(plan=tuple(steps))


def test_c02_a_step_that_is_due():
    finding = heard("C02", plan(ago(2), ahead(4)))
    assert finding.because[0] == ("powerchange", "front")
    assert (finding.when, finding.params) == (Urgency.THIS_WEEK, {"n": 1, "due": ago(2)})
    assert "2 days ago" in says("C02", plan(ago(2)))


def test_c02_speaks_from_its_day():
    speaks_from("C02", plan(ahead(5)), ahead(5))


def test_c02_nothing_due_says_nothing():
    assert heard("C02", there()) is None
    assert heard("C02", plan(ahead(1))) is None


def test_c02_a_week_late_it_presses():
    assert heard("C02", plan(ago(6))).when == Urgency.THIS_WEEK
    assert heard("C02", plan(ago(7), ago(1))).when == Urgency.NOW


def gone(left_on):
    return there(left=(LeftFact("omar", "Omar", "post", "Customs director", left_on),))


def test_c03_somebody_who_left_their_post_is_kept():
    finding = heard("C03", gone(ago(5)))
    assert finding.because == (("relationship", "omar"), ("position", "post"))
    assert finding.options == ("keep_the_person", "record_who_holds_it")
    assert says("C03", gone(ago(5))).startswith("Omar left the post 5 days ago")


def test_c03_speaks_from_the_day_they_left():
    speaks_from("C03", gone(ahead(2)), ahead(2))


def test_c03_is_silent_after_sixty_days():
    silent_from("C03", gone(ago(50)), ahead(10))


def test_c03_where_nobody_left_nothing_is_said():
    assert heard("C03", there()) is None


def weighs(*dated, met=False):
    return there(influence=dated, met=met)


def test_c04_a_group_that_rises_and_that_nobody_has_met():
    finding = heard("C04", weighs((ago(90), 1), (ago(10), 3)))
    assert finding.params == {"rose": ago(10)}
    assert heard("C04", weighs((ago(90), 1), (ago(10), 3), met=True)) is None


def test_c04_speaks_from_the_day_of_the_rise():
    speaks_from("C04", weighs((ago(90), 1), (ahead(4), 2)), ahead(4))


def test_c04_what_fell_again_or_stayed_the_same_did_not_rise():
    assert heard("C04", weighs((ago(90), 3), (ago(10), 2))) is None
    assert heard("C04", weighs((ago(90), 2), (ago(30), 3), (ago(10), 2))) is None
    assert heard("C04", weighs((ago(10), 3))) is None
    same_since = weighs((ago(90), 2), (ago(30), 3), (ago(10), 3))
    assert heard("C04", same_since).params == {"rose": ago(30)}


def test_c04_a_rise_from_nothing_to_little_is_not_said():
    assert heard("C04", weighs((ago(90), 0), (ago(10), 1))) is None
    assert heard("C04", weighs((ago(90), 0), (ago(10), 1)), least=1) is not None


def test_c04_is_silent_after_a_year():
    silent_from("C04", weighs((ago(500), 1), (ago(300), 3)), ahead(66))


def seen(on, people=("omar",), colleagues=()):
    return there(seen=(SeenFact("front", on, people, colleagues),))


def test_c05_people_seen_with_the_side_that_lost_power():
    finding = heard("C05", seen(ago(3), ("omar", "hana")))
    assert finding.because[0] == ("powerchange", "front")
    assert finding.params == {"n": 2}
    assert "could harm them" in says("C05", seen(ago(3)))


def test_c05_colleagues_are_said_by_themselves():
    finding = heard("C05", seen(ago(3), (), ("hala",)))
    assert finding.because == (("powerchange", "front"), ("colleague", "hala"))


def test_c05_speaks_from_the_day_of_the_change():
    speaks_from("C05", seen(ahead(1)), ahead(1))


def test_c05_is_silent_after_sixty_days_and_where_nobody_was_seen():
    silent_from("C05", seen(ago(30)), ahead(30))
    assert heard("C05", seen(TODAY, ())) is None
