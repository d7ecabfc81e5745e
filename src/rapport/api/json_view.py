"""How the side door answers: plain JSON, and a refusal with its sentence and the next step."""

import json
import re
import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from rapport.briefings.serialize import plain
from rapport.records.asking import Asking
from rapport.records.entry import misfit
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.refusals import Refusal

View = Callable[..., Any]


class Request(HttpRequest):
    """A request by somebody we know: who asks, when, and on what day."""

    asking: Asking


def answered(view: View) -> Callable[..., JsonResponse]:
    """Let ``view`` return any answer; write it, or its refusal, as JSON."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> JsonResponse:
        try:
            return _json(view(request, *args, **options))
        except NotThere:
            # One and the same for what is not there and what is another's.
            return _json({"code": "not_there", "says": NOT_THERE, "next": ""}, status=404)
        except Refusal as refusal:
            answer = {"code": refusal.code, **refusal.worded()._asdict()}
            return _json(answer, status=403 if isinstance(refusal, NotYours) else 409)

    return answer


def reads(view: View) -> Callable[..., HttpResponseBase]:
    """Answer a GET: it changes nothing."""
    return _by("GET", "read", view)


def reads_what_is_told(view: View) -> Callable[..., HttpResponseBase]:
    """Answer a POST whose body says what to read, for words stand in no address."""
    return _by("POST", "read", view)


def writes(view: View) -> Callable[..., HttpResponseBase]:
    """Answer a POST that changes something."""
    return _by("POST", "write", view)


def _by(method: str, access: str, view: View) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def checked(request: Request, *args: Any, **options: Any) -> Any:
        token = getattr(request, "token", None)
        if access == "write" and token is not None:
            _check_writes(request, token)
        return view(request, *args, **options)

    answer: Any = require_http_methods([method])(answered(checked))
    answer.method, answer.access, answer.view = method, access, view
    return answer  # type: ignore[no-any-return]


def _check_writes(request: HttpRequest, token: Any) -> None:
    """Refuse a token that only reads, and any where the store is only read for now."""
    if not token.may_write:
        raise NotYours(
            gettext_noop("This token only reads."),
            next_step=gettext_noop("Make one that may write."),
        )
    if getattr(request, "read_only", False):
        raise CannotBe(
            gettext_noop("This store is read, not written, for now."),
            next_step=gettext_noop("Open it in the browser: it says why."),
        )


def _json(value: Any, *, status: int = 200) -> JsonResponse:
    options = {"ensure_ascii": False}
    return JsonResponse(plain(value), status=status, safe=False, json_dumps_params=options)


def told(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object a request carries; a name said twice is refused, and so is NaN."""
    try:
        said = json.loads(request.body, object_pairs_hook=_once, parse_constant=_no_number)
        # Half a character pair can be written in JSON, and neither kept nor sent back.
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as trouble:
        raise CannotBe(
            "The request is not the JSON object it should be: %(trouble)s.",
            next_step="See the page on the API.",
            trouble=str(trouble)[:80],
        ) from None
    if not isinstance(said, dict):
        raise CannotBe("The request must be a JSON object.", next_step="See the page on the API.")
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a name is said twice")
    return said


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def list_in(name: str, written: Any) -> list[Any]:
    """Return a list of a request; anything else is refused as a misfit of ``name``."""
    if not isinstance(written, list):
        raise misfit(name)
    return written


def key_in(name: str, written: Any) -> uuid.UUID:
    """Return a key of a request; anything else is refused as a misfit of ``name``."""
    try:
        return uuid.UUID(written)
    except (TypeError, ValueError, AttributeError):
        raise misfit(name) from None


def page_in(request: HttpRequest) -> int:
    """Return the page an address asks for with ``?page=``; what is no number is the first."""
    said = request.GET.get("page", "1")
    return int(said) if re.fullmatch(r"[1-9][0-9]{0,5}", said) else 1


def day_in(request: HttpRequest) -> date | None:
    """Return the day an address asks for with ``?on=``; what is no day is refused."""
    said = request.GET.get("on")
    try:
        return None if said is None else date.fromisoformat(said)
    except ValueError:
        raise misfit("on") from None
