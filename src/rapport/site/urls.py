"""The addresses of the whole house."""

from django.urls import include, path

urlpatterns = [
    path("", include("rapport.web.urls")),
    path("import/", include("rapport.imports.urls")),
    path("api/", include("rapport.api.urls")),
]
handler400 = "rapport.web.middleware.errors.not_understood"
handler404 = "rapport.web.middleware.errors.not_here"
handler500 = "rapport.web.middleware.errors.our_fault"
