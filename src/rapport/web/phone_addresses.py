"""The addresses of phones, their logs, and of the page that writes them."""

from django.urls import path

from rapport.web import phone_logs, phone_page, phones

PHONES = [
    path("phone/", phone_page.page_file, name="phone-page"),
    path("phone/1/logs", phone_page.receive, name="phone-receive"),
    path("phone/1/words", phone_page.hear, name="phone-hears"),
    path("phone/<str:name>", phone_page.page_file, name="phone-file"),
    path("phones/", phones.phones, name="phones"),
    path("phones/add/", phones.add, name="add-phone"),
    path("phones/key/", phones.renew, name="renew-phone-key"),
    path("phones/words/", phones.words, name="trip-words"),
    path("phones/receive/", phones.receive, name="receive-phone-file"),
    path("phones/<uuid:key>/stop/", phones.stop, name="stop-phone"),
    path("phones/logs/", phone_logs.inbox, name="phone-logs"),
    path("phones/logs/<uuid:key>/same/", phone_logs.same, name="same-contact"),
    path("phones/logs/<uuid:key>/discard/", phone_logs.discard, name="discard-phone-log"),
    path("phones/logs/<uuid:key>/back/", phone_logs.bring_back, name="bring-phone-log-back"),
]
