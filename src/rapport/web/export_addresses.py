"""The addresses of what leaves the store."""

from functools import partial

from django.urls import path

from rapport.web.on_demand import page

_archives = partial(page, "rapport.web.archives")
_exports = partial(page, "rapport.web.exports")

EXPORTS = [
    path("exports/", _exports("exports"), name="exports"),
    path("exports/archive/", _archives("export_archive"), name="export-archive"),
    path("exports/read/", _archives("read_archive"), name="read-archive"),
    path("exports/<uuid:key>/decide/", _exports("decide"), name="decide-export"),
    path("exports/<slug:name>/", _exports("export"), name="export"),
]
