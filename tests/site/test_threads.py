"""The first thread that is free makes the page; the other helps out."""

import threading

from rapport.site.threads import FirstFree


class Page:
    """A page that is made until it is told to be done."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.by = threading.Event(), threading.Event(), ""

    def service(self) -> None:
        self.by = threading.current_thread().name
        self.begun.set()
        self.may_end.wait(30)


def all_rest(threads: FirstFree) -> None:
    """Wait until every thread rests."""
    waited = threading.Event()
    while threads.active_count:
        waited.wait(0.001)


def made(threads: FirstFree) -> str:
    """Have one page made from beginning to end; return by which thread."""
    page = Page()
    page.may_end.set()
    threads.add_task(page)
    assert page.begun.wait(30)
    all_rest(threads)
    return page.by


def test_one_page_after_the_other_is_made_by_one_thread() -> None:
    threads = FirstFree()
    threads.set_thread_count(2)
    all_rest(threads)
    assert {made(threads) for _ in range(20)} == {"waitress-0"}
    assert threads.shutdown()
    assert not threads.threads


def test_a_second_page_is_made_by_the_other_while_the_first_is_made() -> None:
    threads = FirstFree()
    threads.set_thread_count(2)
    all_rest(threads)
    first, second, third = Page(), Page(), Page()
    for page in (first, second):
        threads.add_task(page)
        assert page.begun.wait(30)
    assert (first.by, second.by) == ("waitress-0", "waitress-1")
    threads.add_task(third)
    second.may_end.set()
    assert third.begun.wait(30), "Whoever is done first takes what waits."
    assert third.by == "waitress-1"
    for page in (first, third):
        page.may_end.set()
    all_rest(threads)
    assert made(threads) == "waitress-0"
    assert threads.shutdown()


def test_whoever_ends_the_server_does_not_wait_for_threads_that_rest() -> None:
    threads = FirstFree()
    threads.set_thread_count(3)
    all_rest(threads)
    threads.set_thread_count(1)
    assert threads.shutdown()
    assert not threads.threads
