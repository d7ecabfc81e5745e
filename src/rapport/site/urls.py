"""The addresses of the whole house."""

from django.urls import include, path

urlpatterns = [
    path("", include("rapport.web.addresses")),
    path("api/", include("rapport.api.addresses")),
]
handler400 = "rapport.web.trouble.not_understood"
handler404 = "rapport.web.trouble.not_here"
handler500 = "rapport.web.trouble.our_fault"
