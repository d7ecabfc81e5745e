"""The side door by a program that reads nothing but its description (schemathesis, MIT).

It comes with a token, as programs do, or with a session. Whatever it thinks of, what fits and what
does not: nothing fails of ours, every answer has a status and a form that are described, and none
tells of rows its owner may not see. Keys are mostly of what there is: any other is answered 404.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cast import Cast, asked_by
from in_turn import examples
from rapport.actions import access, gates, meetings, team
from rapport.actions import access_tokens as verbs
from rapport.api.openapi import description
from rapport.records import access_tokens as counted
from rapport.records.models import Duty, Gate, Interaction, Meeting, Relationship, Sensitivity

_ELSEWHERE = ("Umm Sahar", "Sahar Mansur", "heron")
_SEVERE = ("Silent Reed", "Adnan Kalo")
_TALKS = ("Abu Kamil", "كامل", "North road")
SECRETS = {
    "reader": (*_ELSEWHERE, *_SEVERE),
    "writer": _ELSEWHERE,
    "keeper": (*_ELSEWHERE, *_SEVERE),
    "auditor": (*_ELSEWHERE, *_SEVERE),
    "outsider": (*_TALKS, *_SEVERE),
    "away": (*_ELSEWHERE, *_TALKS, *_SEVERE),
}
"""What no program of each may be told: of another circle, of another office, for few alone."""
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
FITS, MISFITS = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
DOORS = READS, WRITES, SESSION = "a token that reads", "a token that writes", "a session"
_QUIET = list(HealthCheck)
_MARK = "m" * 32
_WHERE = f"{'https' if django_settings.IS_TEAM else 'http'}://localhost"
_PLACES = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(8)]
"""Stand for keys of what there is, which differ from test to test."""

schemathesis.openapi.format("uuid", st.sampled_from(_PLACES))


@cache
def every() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(description())
    schema.app = get_wsgi_application()
    return {one.ok().label: one.ok() for one in schema.get_all_operations()}


@cache
def cases(label: str, mode: Any) -> Any:
    return every()[label].as_strategy(generation_mode=mode)


class Programs:
    """Programs with tokens of colleagues of every kind, and what none of each may be told."""

    def __init__(self, cast: Cast, browser: Any) -> None:
        self.cast, self.browser = cast, browser
        _told(cast)
        rows = [cast.kamil.pk, cast.circle.pk, cast.hidden.pk, cast.writer.pk, cast.elsewhere.pk]
        for kind in (Interaction, Meeting, Gate, Relationship):
            rows.extend(kind.objects.order_by("-pk").values_list("pk", flat=True)[:1])
        self.keys = dict(zip(_PLACES, map(str, rows), strict=False))
        self.tokens: dict[tuple[str, bool], str] = {}

    def token(self, who: str, *, writes: bool) -> str:
        if (who, writes) not in self.tokens:
            asking = self.cast.asking(who)
            self.tokens[who, writes] = verbs.make_token(
                asking, label=who, circles=list(asking.me.readable_circles()),
                until=self.cast.DAY + timedelta(days=30), may_write=writes,
            )  # fmt: skip
        return self.tokens[who, writes]

    def send(self, case: Any, who: str, door: str) -> None:
        """Send what was thought of, with keys there are; see what comes back, and undo it."""
        counted.forget_all()
        case.path_parameters = self._known(case.path_parameters)
        case.query = self._known(case.query)
        if isinstance(case.body, dict | list):
            case.body = self._known(case.body)
        case.headers.pop("Authorization", None)
        case.headers["Accept-Encoding"] = "identity"
        case.cookies = {}
        if door == SESSION:
            case.headers.update({"X-CSRFToken": _MARK, "Referer": f"{_WHERE}/"})
            held = {name: one.value for name, one in self.browser(who).cookies.items()}
            case.cookies = {**held, "csrftoken": _MARK}
        else:
            case.headers["Authorization"] = f"Bearer {self.token(who, writes=door == WRITES)}"
        with transaction.atomic():
            answer = case.call(base_url=_WHERE)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)
        text = answer.content.decode()
        assert not any(word in text for word in SECRETS[who]), (case.operation.label, who)

    def _known(self, said: Any) -> Any:
        written = json.dumps(said)
        for place, key in self.keys.items():
            written = written.replace(place, key)
        return json.loads(written)


def _told(cast: Cast) -> None:
    cast.meet(3)
    cast.meet(5, by="outsider", whom=cast.hidden, line="They saw a heron.")
    asking = cast.asking("writer")
    gates.add_gate(asking, circle=cast.circle.pk, name="North road", kind="passage")
    meetings.plan_meeting(asking, theirs=[(cast.kamil.pk, "")], on=cast.DAY)
    silent = cast.add("Silent Reed", names=[("Latn", "Adnan Kalo")])
    access.set_access(asking, key=silent.pk, sensitivity=Sensitivity.SEVERE, named=[cast.writer.pk])
    keeper = cast.asking("keeper")
    told = {"name": "Aud", "sign_in": "auditor", "duties": [Duty.AUDITOR]}
    cast.everyone["auditor"] = team.add_colleague(keeper, **told).row
    team.admit(keeper, circle=cast.circle.pk, colleague=cast.everyone["auditor"].pk, part="reader")
    field = team.add_office(keeper, name="Field").row
    away = team.add_colleague(keeper, name="Away", sign_in="away", office=field).row
    cast.everyone["away"] = away
    team.open_circle(asked_by(away), name="Field talks")


@pytest.fixture
def programs(cast: Cast, browser: Any) -> Iterator[Programs]:
    """Nothing closes the connection of the test after each request, as a server does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Programs(cast, browser)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _tried(programs: Programs, who: str, label: str, data: Any) -> None:
    mode = data.draw(st.sampled_from([FITS, MISFITS]))
    programs.send(data.draw(cases(label, mode)), who, data.draw(st.sampled_from(DOORS)))


@settings(max_examples=examples(400), deadline=None, suppress_health_check=_QUIET)
@given(data=st.data())
def test_a_reader_is_answered_as_described(programs: Programs, data: Any) -> None:
    _tried(programs, "reader", data.draw(st.sampled_from(sorted(every()))), data)


@pytest.mark.long
@pytest.mark.parametrize("label", sorted(every()))
@settings(max_examples=20, deadline=None, suppress_health_check=_QUIET)
@given(data=st.data())
def test_every_address_answers_each_of_us_as_described(
    programs: Programs, label: str, data: Any
) -> None:
    _tried(programs, data.draw(st.sampled_from(sorted(SECRETS))), label, data)
