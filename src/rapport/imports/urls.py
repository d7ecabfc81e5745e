"""The addresses of the pages that import a register, in the order a person meets them.

They are mounted under ``import/``.
"""

from django.urls import path

from rapport.imports.officials import pages as officials
from rapport.imports.pages import check, columns, phone, running, upload

urlpatterns = [
    path("", upload.upload_page, name="import"),
    path("officials/", officials.upload_page, name="import-officials"),
    path("officials/<uuid:key>/", officials.columns_page, name="officials-columns"),
    path("officials/<uuid:key>/check/", officials.check_page, name="officials-check"),
    path("officials/<uuid:key>/done/", officials.done_page, name="officials-done"),
    path("officials/<uuid:key>/undo/", officials.undo, name="officials-undo"),
    path("officials/<uuid:key>/forget/", officials.forget, name="officials-forget"),
    path("phone/", phone.camera, name="phone-camera"),
    path("<uuid:key>/", columns.columns_page, name="import-columns"),
    path("<uuid:key>/check/", check.check_page, name="import-check"),
    path("<uuid:key>/run/", running.run, name="import-run"),
    path("<uuid:key>/progress/", running.progress, name="import-progress"),
    path("<uuid:key>/stop/", running.stop, name="import-stop"),
    path("<uuid:key>/undo/", running.undo, name="import-undo"),
    path("<uuid:key>/forget/", upload.forget, name="import-forget"),
]
