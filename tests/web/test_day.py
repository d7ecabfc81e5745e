"""Which day it is, the clock on the wall decides."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from cast import Cast
from rapport.records.models import Store
from rapport.web.days import days_in_words
from web.conftest import AsWho


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_log_begins_with_today_as_it_is_where_we_are(
    cast: Cast, browser: AsWho, zone: str
) -> None:
    Store.objects.update(fixed_today=None)
    with override_settings(TIME_ZONE=zone):
        page = browser("writer").get("/log/").content.decode()
    here = datetime.now(ZoneInfo(zone)).date()
    assert f'value="{days_in_words(here)}"' in page
