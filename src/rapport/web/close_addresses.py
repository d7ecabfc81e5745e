"""The addresses of what keeps us close and not too close: boundaries, gifts, pressure."""

from django.urls import path

from rapport.web import gifts, hard_messages, own_records

CLOSE = [
    path("only-you/", own_records.only_you, name="only-you"),
    path("people/<uuid:key>/boundary/", own_records.boundary_check, name="boundary-check"),
    path(
        "boundary/<uuid:key>/change/",
        own_records.change_boundary_check,
        name="change-boundary-check",
    ),
    path(
        "boundary/<uuid:key>/remove/",
        own_records.remove_boundary_check,
        name="remove-boundary-check",
    ),
    path("people/<uuid:key>/pressure/", own_records.note_pressure, name="note-pressure"),
    path("pressure/<uuid:key>/", own_records.pressure, name="pressure"),
    path("pressure/<uuid:key>/change/", own_records.change_pressure, name="change-pressure"),
    path("pressure/<uuid:key>/care/", own_records.care, name="tick-care"),
    path("pressure/<uuid:key>/shield/", own_records.name_shield, name="name-shield"),
    path("pressure/<uuid:key>/remove/", own_records.remove_pressure, name="remove-pressure"),
    path(
        "interactions/<uuid:key>/after/",
        own_records.after_hard_meeting,
        name="after-hard-meeting",
    ),
    path("after/<uuid:key>/change/", own_records.change_answers, name="change-answers"),
    path("after/<uuid:key>/remove/", own_records.remove_answers, name="remove-answers"),
    path("gifts/", gifts.gifts, name="gifts"),
    path("people/<uuid:key>/gift/", gifts.register, name="register-gift"),
    path("gifts/<uuid:key>/review/", gifts.review, name="review-gift"),
    path("interests/<uuid:key>/manage/", gifts.manage, name="manage-interest"),
    path("office/call/", gifts.whom_to_call, name="whom-to-call"),
    path("meetings/<uuid:key>/bringer/", hard_messages.choose, name="choose-bringer"),
]
