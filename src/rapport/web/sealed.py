"""What was typed in a page that went blank: sealed there, opened here once the store is open."""

import base64

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from rapport.vault import sealed_to_store
from rapport.vault.encryption import NotOurs
from rapport.web.request import Request


def sealing() -> dict[str, str]:
    """Return what a page needs to seal: the public key of the store."""
    key = base64.b64encode(sealed_to_store.public_key()).decode()
    return {"seal_to": key}


@require_POST
def opened(request: Request) -> HttpResponse:
    """Give a sealed text back to the colleague who typed it, for the page it was typed in."""
    page = request.POST.get("page", "")
    about = f"{request.asking.me.pk}\0{page}".encode("utf-8", "surrogatepass")
    try:
        sealed = base64.b64decode(request.POST.get("sealed", ""), validate=True)
    except ValueError:
        raise NotOurs from None
    text = sealed_to_store.open_sealed(sealed, about=about)
    return HttpResponse(text, content_type="application/json")
