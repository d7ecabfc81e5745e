"""The addresses of breaches, of their repair, and of the lessons of the office."""

from django.urls import path

from rapport.web import breaches, lessons, repair

REPAIR = [
    path("people/<uuid:key>/breach/", breaches.record, name="record-breach"),
    path("agreements/marks/<uuid:key>/breach/", breaches.record_of_term, name="breach-of-term"),
    path("breaches/<uuid:key>/", breaches.breach, name="breach"),
    path("breaches/<uuid:key>/change/", breaches.change, name="change-breach"),
    path("breaches/<uuid:key>/remove/", breaches.remove, name="remove-breach"),
    path("breaches/<uuid:key>/pause/", breaches.pause, name="pause-requests"),
    path("breaches/<uuid:key>/review/", breaches.review, name="review-repair"),
    path("breaches/<uuid:key>/step/<slug:stage>/", repair.step, name="repair-step"),
    path("breaches/<uuid:key>/without/<slug:stage>/", repair.without, name="go-on-without"),
    path("breaches/<uuid:key>/demand/", repair.demand, name="add-demand"),
    path("breaches/<uuid:key>/name/", repair.name, name="add-name-consent"),
    path("breaches/demands/<uuid:key>/", repair.screen, name="screen-demand"),
    path("breaches/of/<slug:kind>/<uuid:key>/change/", repair.change_of, name="change-of-breach"),
    path("breaches/of/<slug:kind>/<uuid:key>/remove/", repair.remove_of, name="remove-of-breach"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/fitting/", lessons.fitting, name="fitting-lessons"),
    path("lessons/new/", lessons.add, name="add-lesson"),
    path("lessons/<uuid:key>/", lessons.change, name="change-lesson"),
    path("lessons/<uuid:key>/remove/", lessons.remove, name="remove-lesson"),
]
