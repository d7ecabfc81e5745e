"""The ballast: there while there is room, gone when room is needed."""

import os
import stat

import pytest

from rapport.vault import reserved_space


def test_it_is_made_once_and_given_back(tmp_path):
    assert not reserved_space.present(tmp_path)
    assert reserved_space.make(tmp_path, size=3_000_000)
    assert (tmp_path / "ballast").stat().st_size == 3_000_000
    first = (tmp_path / "ballast").read_bytes()
    assert reserved_space.make(tmp_path, size=3_000_000)
    assert (tmp_path / "ballast").read_bytes() == first
    reserved_space.free(tmp_path)
    assert not reserved_space.present(tmp_path)
    reserved_space.free(tmp_path)


def test_one_that_is_too_short_is_made_anew(tmp_path):
    (tmp_path / "ballast").write_bytes(b"short")
    assert reserved_space.make(tmp_path, size=4096)
    assert (tmp_path / "ballast").stat().st_size == 4096


@pytest.mark.skipif(os.name != "posix", reason="Modes of files are a matter of POSIX.")
def test_it_takes_real_room_and_nobody_else_reads_it(tmp_path):
    reserved_space.make(tmp_path, size=1 << 20)
    found = (tmp_path / "ballast").stat()
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert found.st_blocks * 512 >= 1 << 20


def test_it_is_not_made_where_it_would_take_the_stores_own_room(small_disk):
    assert not reserved_space.make(small_disk, size=2_000_000)
    assert not reserved_space.present(small_disk)
    assert reserved_space.make(small_disk, size=1_000_000)


def test_freeing_it_gives_a_full_disk_its_room_back(small_disk, fill):
    reserved_space.make(small_disk, size=1_000_000)
    fill(small_disk)
    with pytest.raises(OSError, match="No space"):
        (small_disk / "other").write_bytes(bytes(4096))
    reserved_space.free(small_disk)
    assert (small_disk / "other").write_bytes(bytes(900_000)) == 900_000


def test_something_else_in_its_place_is_left_there_and_keeps_nobody_out(tmp_path):
    (tmp_path / "ballast" / "mine").mkdir(parents=True)
    assert not reserved_space.make(tmp_path)
    reserved_space.free(tmp_path)
    assert (tmp_path / "ballast" / "mine").is_dir()
