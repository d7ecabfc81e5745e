"""Who held a post may be corrected without being shown the group it is a post of."""

from typing import Any

from briefings.test_coverage import actor
from cast import Cast
from rapport.records.models import Position, Tenure
from rapport.records.recording import change_set


def test_a_group_one_may_not_read_is_neither_named_nor_led_to(cast: Cast, browser: Any) -> None:
    group = actor(cast, "Hidden Bureau", by="outsider")
    with change_set("add_post", cast.asking("outsider")) as changes:
        post = changes.add(Position, cast.elsewhere, actor=group, title="Head")
    with change_set("hold_post", cast.asking("writer")) as changes:
        held = changes.add(
            Tenure,
            cast.circle,
            position=post,
            counterpart=cast.kamil.counterpart,
            since=cast.DAY,
        )
    client = browser("writer")
    shown = client.get(f"/held/{held.pk}/change/")
    assert shown.status_code == 200
    assert "Hidden Bureau" not in shown.content.decode()
    assert str(group.pk) not in shown.content.decode()
    done = client.post(f"/held/{held.pk}/remove/")
    assert str(group.pk) not in done["Location"]
