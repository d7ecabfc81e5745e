"""A store of our own: begun at the prompt, opened in the browser by passphrase or printed code."""

import pytest

WORDS = "blue kettle under seven roofs"


@pytest.fixture(scope="module")
def own(begin):
    """A store with nothing in it, its printed code, and who serves it."""
    served = begin()
    words = served.folder / "words"
    words.write_text(WORDS)
    served.home = served.folder / "own"
    made = served.command("init", "--home", str(served.home), "--passphrase-file", str(words))
    assert made.returncode == 0, made.stderr
    assert WORDS not in made.stdout
    code = made.stdout.splitlines()[2].strip()
    served.start("rapport", "serve", "--home", str(served.home), "--no-browser")
    return served, code


@pytest.mark.slow
def test_two_wrong_tries_then_the_printed_code_opens(own, begin, look):
    served, code = own
    browser = served.enter()
    assert served.link == "/"
    assert "rapport_session" not in browser.cookies
    for typed in ("blue kettle under six roofs", "kettle blue under seven roofs"):
        worker = served.worker
        answer = browser.unlock(typed)
        assert answer.status == 422
        assert "Wrong passphrase or code." in answer.text
        assert typed not in answer.text
        assert look.is_gone(worker)
    assert browser.unlock(code.lower()).status == 303
    assert browser.get("/").headers["Location"] == "/welcome/"
    assert not (served.home / "tries.json").exists()


@pytest.mark.slow
def test_the_unlock_page_says_nothing_about_what_is_inside(own):
    served, _ = own
    served.command("lock", "--home", str(served.home))
    page = served.enter().get("/unlock/").text
    assert str(served.home) not in page
    assert "This is the demo" not in page


@pytest.mark.parametrize("typed", ["", "x" * 1025, "\x00" * 20])
def test_what_can_be_no_passphrase_is_said_to_be_none_and_is_no_try(own, begin, typed):
    served, _ = own
    browser = served.enter()
    browser.post("/lock/", {})
    worker = served.worker
    answer = browser.unlock(typed)
    assert (answer.status, 'role="alert"' in answer.text) == (422, True)
    assert (served.worker, (served.home / "tries.json").exists()) == (worker, False)
