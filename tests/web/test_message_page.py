"""The page on which a message is looked at before it is sent."""

from cast import Cast

LINE = "Zaffrelune stays between us."


def look(cast: Cast, browser, text: str, **sent):
    sent = {"text": text, "channel": "message", "on": "2026-03-16", "time": "10:00", **sent}
    return browser("writer").post(f"/people/{cast.kamil.pk}/message/", sent)


def test_what_may_read_badly_is_quoted_with_what_could_be_done(cast: Cast, browser):
    page = look(cast, browser, "Send the list. You did not keep your word.").content.decode()
    for words in ("This can read as an order.", "<q dir=\"auto\">Send the list.</q>",
                  "Turn it into a question, or soften it.", "There is no greeting.",
                  "/rules/M01/", f"/people/{cast.kamil.pk}/waive/M01/"):  # fmt: skip
        assert words in page


def test_what_was_typed_stays_in_the_form_and_is_kept_nowhere(cast: Cast, browser):
    answer = look(cast, browser, f"Good morning. {LINE}")
    page = answer.content.decode()
    assert f"{LINE}</textarea>" in page
    assert "no-store" in answer["Cache-Control"]
    assert LINE not in browser("writer").get(f"/people/{cast.kamil.pk}/message/").content.decode()
    assert LINE not in browser("writer").get(f"/people/{cast.kamil.pk}/").content.decode()


def test_without_a_message_it_asks_for_one_and_loses_nothing(cast: Cast, browser):
    page = look(cast, browser, "", channel="letter").content.decode()
    assert "mirror" not in page.split("<main", 1)[1].split("<form", 1)[0]
    assert 'value="letter"' in page


def test_it_can_be_reached_from_the_person_by_whoever_sees_them(cast: Cast, browser):
    page = browser("reader").get(f"/people/{cast.kamil.pk}/").content.decode()
    assert f"/people/{cast.kamil.pk}/message/" in page
    assert browser("outsider").get(f"/people/{cast.kamil.pk}/message/").status_code == 404
