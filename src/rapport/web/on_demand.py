"""Pages that are loaded when somebody first asks for them.

The code of every page takes more of a laptop's memory than the store's own pages do. What few
people look at, and what needs much that no other page does, need not be there from the start. An
address stays an address: whatever asks for it by name finds it whether it is loaded or not.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse


def page(where: str, name: str) -> Callable[..., HttpResponse]:
    """Return the page of this name in the module ``where``."""

    def answer(request: HttpRequest, **values: Any) -> HttpResponse:
        answered: HttpResponse = getattr(import_module(where), name)(request, **values)
        return answered

    return answer
