"""The addresses of the pages that import a register, in the order a person meets them."""

from django.urls import path

from rapport.imports.pages import check, columns, upload

urlpatterns = [
    path("", upload.registers, name="import"),
    path("<uuid:key>/", columns.columns, name="import-columns"),
    path("<uuid:key>/check/", check.check, name="import-check"),
    path("<uuid:key>/run/", upload.run, name="import-run"),
    path("<uuid:key>/progress/", upload.progress, name="import-progress"),
    path("<uuid:key>/stop/", upload.stop, name="import-stop"),
    path("<uuid:key>/undo/", upload.undo, name="import-undo"),
    path("<uuid:key>/forget/", upload.forget, name="import-forget"),
]
