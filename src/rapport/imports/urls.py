"""The addresses of the pages that import a register, in the order a person meets them.

They are mounted under ``import/``. Few people import, and seldom: what reads registers is loaded
when one of these pages is first asked for.
"""

from functools import partial

from django.urls import path

from rapport.web.on_demand import page

_upload = partial(page, "rapport.imports.pages.upload")
_columns = partial(page, "rapport.imports.pages.columns")
_check = partial(page, "rapport.imports.pages.check")
_running = partial(page, "rapport.imports.pages.running")
_phone = partial(page, "rapport.imports.pages.phone")
_officials = partial(page, "rapport.imports.officials.pages")

urlpatterns = [
    path("", _upload("upload_page"), name="import"),
    path("officials/", _officials("upload_page"), name="import-officials"),
    path("officials/<uuid:key>/", _officials("columns_page"), name="officials-columns"),
    path(
        "officials/<uuid:key>/check/",
        _officials("check_page"),
        name="officials-check",
    ),
    path("officials/<uuid:key>/done/", _officials("done_page"), name="officials-done"),
    path("officials/<uuid:key>/undo/", _officials("undo"), name="officials-undo"),
    path("officials/<uuid:key>/forget/", _officials("forget"), name="officials-forget"),
    path("phone/", _phone("camera"), name="phone-camera"),
    path("<uuid:key>/", _columns("columns_page"), name="import-columns"),
    path("<uuid:key>/check/", _check("check_page"), name="import-check"),
    path("<uuid:key>/run/", _running("run"), name="import-run"),
    path("<uuid:key>/progress/", _running("progress"), name="import-progress"),
    path("<uuid:key>/stop/", _running("stop"), name="import-stop"),
    path("<uuid:key>/undo/", _running("undo"), name="import-undo"),
    path("<uuid:key>/forget/", _upload("forget"), name="import-forget"),
]
