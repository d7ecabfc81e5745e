"""The addresses of changes of power, plans, know-how, leaving a post, and the yearly review."""

from django.urls import path

from rapport.web import actor_records, actor_reviews, know_how, plans, power

POWER = [
    path("held/<uuid:key>/leave/", actor_records.leave, name="leave-post"),
    path("held/<uuid:key>/who/", actor_records.know_holder, name="know-holder"),
    path("power/", power.changes, name="power-changes"),
    path("power/new/", power.record, name="record-power-change"),
    path("power/<uuid:key>/", power.change, name="power-change"),
    path("power/<uuid:key>/change/", power.edit, name="change-power-change"),
    path("power/<uuid:key>/remove/", power.remove, name="remove-power-change"),
    path("power/<uuid:key>/apply/", power.apply, name="apply-power-change"),
    path("power/<uuid:key>/take-back/", power.take_back, name="undo-power-change"),
    path("power/<uuid:key>/step/", plans.add, name="add-plan-item"),
    path("power/steps/<uuid:key>/", plans.change, name="change-plan-item"),
    path("power/steps/<uuid:key>/done/", plans.finish, name="finish-plan-item"),
    path("power/steps/<uuid:key>/remove/", plans.remove, name="remove-plan-item"),
    path("know-how/", know_how.every, name="know-how"),
    path("know-how/new/", know_how.add, name="add-know-how"),
    path("know-how/<uuid:key>/", know_how.change, name="change-know-how"),
    path("know-how/<uuid:key>/remove/", know_how.remove, name="remove-know-how"),
    path("actors/<uuid:key>/offer/", know_how.offer, name="make-offer"),
    path("offers/<uuid:key>/", know_how.change_offer, name="change-offer"),
    path("offers/<uuid:key>/remove/", know_how.remove_offer, name="remove-offer"),
    path("actors/review/", actor_reviews.review, name="review-actors"),
    path("reviews/<uuid:key>/", actor_reviews.change, name="change-actor-review"),
    path("reviews/<uuid:key>/remove/", actor_reviews.remove, name="remove-actor-review"),
]
