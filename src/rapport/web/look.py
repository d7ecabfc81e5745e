"""How the pages look to one reader: light or dark, comfortable or compact, on this device."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LOOKS = {"theme": ("light", "dark"), "density": ("compact",)}
"""What may be chosen; nothing chosen is as the device has it, and comfortable."""


def look_of(request: HttpRequest) -> dict[str, str]:
    """Return what was chosen in this browser, as the frame says it; unknown values are nothing."""
    chosen = {name: request.COOKIES.get(name, "") for name in LOOKS}
    return {name: value if value in LOOKS[name] else "" for name, value in chosen.items()}


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Choose a look; it holds until the browser is closed, and says nothing of anybody."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    for name in LOOKS.keys() & request.POST.keys():
        value = request.POST[name] if request.POST[name] in LOOKS[name] else ""
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(name, value, httponly=True, samesite="Strict", secure=secure)
    return answer
