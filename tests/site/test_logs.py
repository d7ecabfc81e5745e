"""Log lines: where and what kind, never what or whom, and never two lines for one."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.site.logs import PlainLine, is_our_fault

WORD = "Quillon"


def line_of(message, *args, error=None, name="django.request"):
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, info)
    return PlainLine().format(record)


def test_what_is_filled_in_is_left_out():
    line = line_of("%s: %s", "Not Found", f"/people/?text={WORD}")
    assert WORD not in line
    assert line.endswith("WARNING django.request …: …")


def test_a_page_that_could_not_be_made_is_told_in_a_sentence_and_no_other_answer_is():
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x.py", 1, "%s: %s", ("a", "b"), None
    )
    told = {}
    for status in (403, 404, 409, 422, 429, 500, 503, 507):
        record.status_code = status
        if is_our_fault(record):
            told[status] = PlainLine().format(record)
    assert list(told) == [500]
    assert told[500].endswith("ERROR django.request A page could not be made.")


def test_an_error_tells_its_kind_and_the_line_of_ours_it_passed():
    from rapport.vault import keyring

    with pytest.raises(ValueError, match="32 bytes") as caught:
        keyring.hold(WORD.encode())
    line = line_of("Internal Server Error: %s", "/", error=caught.value)
    assert "ValueError at rapport.vault.keyring:" in line
    assert "32 bytes" not in line


def test_an_error_of_others_tells_no_text():
    with pytest.raises(ValueError, match=WORD) as caught:
        int(WORD)
    assert line_of("x", error=caught.value).endswith("ValueError at ?")


@pytest.mark.parametrize(
    "message",
    ["one\r\nERROR forged", "\x1b[31mred", "\u202eturned", "يوسف", f"name={WORD}", '{"a": 1}'],
)
def test_a_message_that_is_no_plain_template_is_withheld(message):
    line = line_of(message)
    assert line.endswith("(withheld)")
    assert WORD not in line


@pytest.mark.parametrize("kind", ["DisallowedHost", "SuspiciousSession"])
def test_what_django_says_of_a_suspicious_request_is_withheld_though_it_looks_plain(kind):
    line = line_of(f"Invalid host {WORD}", name=f"django.security.{kind}")
    assert line.endswith(f"django.security.{kind} (withheld)")
    assert WORD not in line


@given(st.text(max_size=60), st.text(max_size=20))
def test_one_record_is_one_line_without_control_characters(message, name):
    line = line_of(message, name=name)
    assert len(line.splitlines()) == 1
    assert not any(letter in line for letter in "\x1b\u202e\u2066")


def test_waitress_does_not_tell_of_its_queue():
    from django.conf import settings

    assert settings.LOGGING["loggers"]["waitress.queue"]["level"] == "ERROR"
    assert settings.LOGGING["root"]["level"] == "WARNING"
