"""What is logged in the demo world is what was planned and asked there: no slip stands in it."""

from rapport.records.models import Ask, Finding, Interaction, Outcome


def test_the_life_saving_request_was_settled_by_the_log_it_was_made_in(demo_world):
    ask = Ask.objects.get(life_saving=True)
    call = ask.interaction
    assert call is not None
    assert (ask.outcome, ask.made_on) == (Outcome.MADE, call.on)
    assert (call.asked, call.life_saving) == (True, True)
    assert call.theirs.get().relationship_id == demo_world.people["hanan"].pk


def test_no_life_saving_request_was_logged_without_the_exception(demo_world):
    for ask in Ask.objects.filter(life_saving=True, made_on__isnull=False):
        logs = Interaction.objects.filter(on=ask.made_on, theirs__relationship=ask.relationship_id)
        assert all(log.life_saving for log in logs if log.asked)


def test_nothing_says_that_a_request_is_near_which_was_asked_already(demo_world):
    asked = Ask.objects.exclude(outcome=Outcome.PLANNED)
    near = Finding.objects.filter(code__in=("E02", "K04"))
    assert not near.filter(relationship__in=asked.values("relationship")).exists()


def test_whoever_planned_to_ask_by_a_day_has_said_what_became_of_it(demo_world):
    past = Ask.objects.filter(outcome=Outcome.PLANNED, planned_for__lt=demo_world.day)
    assert not past.exists()


def test_where_several_were_there_whoever_is_asked_is_named(demo_world):
    for log in Interaction.objects.filter(asked=True):
        assert log.theirs.count() == 1 or log.theirs.exclude(asked="").exists()
