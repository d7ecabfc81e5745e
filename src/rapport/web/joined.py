"""The modules that every page needs, served as one: on a bad line each request is felt.

They stay the plain modules of ``static/js``; nothing is built or kept. The answer for ``main.js``
is made of that module and of all that it needs, each in a function of its own so that no name of
one meets a name of another. What is fetched later (a sheet, the names of a log) takes what it
shares with the page from ``main.js``, never from a module by itself: that would be a second one,
with a memory of its own. Decision 0073.
"""

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

MODULES = Path(__file__).parent / "static" / "js"
ENTRY = "main"
ADDRESS = f"/static/js/{ENTRY}.js"

_NEEDS = re.compile(r'^import (?:(\{[^}]+\}) from )?"\./(\w+)\.js";$', re.MULTILINE)
_PASSES_ON = re.compile(r'^export \* from "\./(\w+)\.js";$', re.MULTILINE)
_GIVES = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
_UNREAD = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_REMARK = re.compile(r"^\s*//.*\n", re.MULTILINE)


@cache
def joined(entry: str = ENTRY) -> str:
    """Return the text of one module that holds ``entry`` and all that it needs.

    Raises:
        ValueError: A module imports or exports in a way that is not read here.
    """
    done: dict[str, list[str]] = {}
    parts: list[str] = []

    def take(name: str) -> None:
        if name in done:
            return
        done[name] = []
        text = (MODULES / f"{name}.js").read_text(encoding="utf-8")
        for need in [m[2] for m in _NEEDS.finditer(text)] + _PASSES_ON.findall(text):
            take(need)
        done[name] = [m[2] for m in _GIVES.finditer(text)]
        parts.append(_wrapped(name, text, done[name]))

    take(entry)
    passed_on = _PASSES_ON.findall((MODULES / f"{entry}.js").read_text(encoding="utf-8"))
    given = [f"export const {{ {', '.join(done[name])} }} = ${name};" for name in passed_on]
    return "\n".join([*parts, *given, ""])


@cache
def _etag() -> str:
    return f'"{sha256(joined().encode()).hexdigest()[:32]}"'


def _wrapped(name: str, text: str, gives: list[str]) -> str:
    text = _NEEDS.sub(lambda m: f"const {m[1]} = ${m[2]};" if m[1] else "", text)
    text = _GIVES.sub(r"\1 \2", _PASSES_ON.sub("", text))
    unread = _UNREAD.search(text)
    if unread:
        raise ValueError(f"{name}.js: {unread[0]}")
    body = _REMARK.sub("", text).strip()
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(gives)} }};\n}})();"


class Joined:
    """Answer for the joined module, before the folder of files does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        if request.path_info != ADDRESS or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        text, etag = joined(), _etag()
        headers = {"Cache-Control": "max-age=60, public", "ETag": etag}
        answer = HttpResponse(text, content_type="text/javascript", headers=headers)
        return get_conditional_response(request, etag=etag, response=answer) or answer
