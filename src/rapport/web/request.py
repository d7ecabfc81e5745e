"""A request as our pages get it."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from rapport.records.asking import Asking


class Request(HttpRequest):
    """A request by somebody we know, who is in ``asking``; at the front door only ``now`` is set.

    ``read_only``: the store does not fit its own history, so nothing may be written. ``alone``: it
    is answered under the store's lock, in one transaction.
    """

    now: datetime
    asking: Asking
    htmx: HtmxDetails
    session_token: str
    is_demo: bool = False
    read_only: bool = False
    alone: bool = False
