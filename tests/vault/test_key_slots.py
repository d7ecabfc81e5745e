"""Key slots: what opens the store, what does not, and what a tampered header does."""

import json
import subprocess
import sys
import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.vault import key_slots, passphrases
from rapport.vault.refusals import (
    DamagedHeader,
    NotAVault,
    TooManyTries,
    VaultRefusal,
    WeakerHeader,
    WeakPassphrase,
    WrongPassphrase,
)

WORDS = "blue kettle under seven roofs"
OTHER = "nine slow goats cross at noon"
CHEAP = key_slots.FOR_TESTS


def forget_tries(home):
    (home / "tries.json").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("vault")
    key, code = key_slots.create_vault(home, WORDS, cost=CHEAP)
    return home, key, code


@pytest.fixture
def vault(made, tmp_path):
    """A copy of the vault, to be spoiled."""
    home, key, code = made
    (tmp_path / key_slots.NAME).write_bytes((home / key_slots.NAME).read_bytes())
    return tmp_path, key, code


def header(home):
    return json.loads((home / key_slots.NAME).read_text())


def rewrite(home, said):
    (home / key_slots.NAME).write_text(json.dumps(said))


def test_the_passphrase_gives_the_key_back(vault):
    home, key, _ = vault
    assert key_slots.unlock(home, WORDS, floor=CHEAP) == key
    assert len(key) == 32


def test_two_vaults_have_two_keys_and_two_codes(tmp_path):
    made = [key_slots.create_vault(tmp_path / str(n), WORDS, cost=CHEAP) for n in range(2)]
    assert len({key for key, _ in made}) == 2
    assert len({code for _, code in made}) == 2


def test_a_wrong_passphrase_opens_nothing(vault):
    home, _, _ = vault
    with pytest.raises(WrongPassphrase):
        key_slots.unlock(home, OTHER, floor=CHEAP)


def test_capitals_and_blanks_matter(vault):
    home, _, _ = vault
    for typed in (WORDS.upper(), WORDS + " ", WORDS.replace(" ", "  ")):
        forget_tries(home)
        with pytest.raises(WrongPassphrase):
            key_slots.unlock(home, typed, floor=CHEAP)


def test_the_same_word_typed_in_two_unicode_forms_opens(tmp_path):
    typed = "café élevé près du vieux marché"
    key, _ = key_slots.create_vault(tmp_path, unicodedata.normalize("NFC", typed), cost=CHEAP)
    assert key_slots.unlock(tmp_path, unicodedata.normalize("NFD", typed), floor=CHEAP) == key


def test_the_recovery_code_opens_however_it_is_spaced(vault):
    home, key, code = vault
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "–"), f" {code}\n"):
        assert key_slots.unlock(home, typed, floor=CHEAP) == key
        assert key_slots.unlock_with_recovery(home, typed, floor=CHEAP) == key


def test_a_recovery_code_with_one_wrong_letter_opens_nothing(vault):
    home, _, code = vault
    wrong = ("B" if code[0] == "A" else "A") + code[1:]
    with pytest.raises(WrongPassphrase):
        key_slots.unlock(home, wrong, floor=CHEAP)


def test_the_recovery_code_still_opens_after_two_wrong_passphrases(vault):
    home, key, code = vault
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            key_slots.unlock(home, OTHER, floor=CHEAP)
    assert key_slots.unlock(home, code, floor=CHEAP) == key


def test_after_a_change_the_old_passphrase_opens_0_of_10_times(vault):
    home, key, code = vault
    key_slots.change_passphrase(home, key, OTHER, cost=CHEAP)
    for _ in range(10):
        forget_tries(home)
        with pytest.raises(WrongPassphrase):
            key_slots.unlock(home, WORDS, floor=CHEAP)
    forget_tries(home)
    assert key_slots.unlock(home, OTHER, floor=CHEAP) == key
    assert key_slots.unlock(home, code, floor=CHEAP) == key


def test_an_old_header_put_back_after_a_change_is_the_one_thing_a_change_cannot_stop(vault):
    """The data key is the same, so whoever kept the old header and knows the old words opens."""
    home, key, _ = vault
    old = (home / key_slots.NAME).read_bytes()
    key_slots.change_passphrase(home, key, OTHER, cost=CHEAP)
    (home / key_slots.NAME).write_bytes(old)
    assert key_slots.unlock(home, WORDS, floor=CHEAP) == key


def test_a_weak_passphrase_is_refused_at_the_start_and_at_a_change(vault, tmp_path):
    home, key, _ = vault
    with pytest.raises(WeakPassphrase):
        key_slots.create_vault(tmp_path / "new", "password12345678", cost=CHEAP)
    assert not key_slots.exists(tmp_path / "new")
    with pytest.raises(WeakPassphrase):
        key_slots.change_passphrase(home, key, "short", cost=CHEAP)
    assert key_slots.unlock(home, WORDS, floor=CHEAP) == key


@pytest.mark.parametrize("slot", ["passphrase", "recovery"])
def test_a_cost_edited_below_the_floor_is_refused_before_a_guess(vault, slot):
    home, _, code = vault
    for part, less in (("memory", 8), ("passes", 0)):
        said = header(home)
        said["slots"][slot][part] = less
        rewrite(home, said)
        with pytest.raises(WeakerHeader):
            key_slots.unlock(home, WORDS if slot == "passphrase" else code, floor=CHEAP)
    assert not (home / "tries.json").exists()


def test_a_vault_of_the_tests_is_refused_by_the_real_floor(vault):
    home, _, _ = vault
    with pytest.raises(WeakerHeader):
        key_slots.unlock(home, WORDS)


def test_a_cost_edited_within_the_floor_opens_nothing(vault):
    home, _, _ = vault
    for part, changed in (("memory", 128), ("passes", 2), ("lanes", 2)):
        said = header(home)
        said["slots"]["passphrase"][part] = changed
        rewrite(home, said)
        forget_tries(home)
        with pytest.raises(WrongPassphrase):
            key_slots.unlock(home, WORDS, floor=CHEAP)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("memory", 10**12),
        ("memory", 4 << 20),
        ("passes", 10**9),
        ("lanes", 10**6),
        ("memory", float("inf")),
    ],
)
def test_a_cost_that_would_take_the_machine_is_refused_at_once(vault, part, value):
    home, _, _ = vault
    said = header(home)
    said["slots"]["passphrase"][part] = value
    rewrite(home, said)
    with pytest.raises(DamagedHeader):
        key_slots.unlock(home, WORDS, floor=CHEAP)


def test_the_usual_cost_is_above_the_floor_and_the_floor_is_64_mib_three_times():
    assert (key_slots.FLOOR.memory, key_slots.FLOOR.passes) == (64 * 1024, 3)
    assert (key_slots.USUAL.memory, key_slots.USUAL.passes, key_slots.USUAL.lanes) == (
        256 * 1024,
        3,
        2,
    )
    assert not key_slots.USUAL.below(key_slots.FLOOR)
    assert not key_slots.USUAL.above(key_slots.CEILING)


def test_a_real_vault_opens_at_its_usual_cost_with_the_usual_floor(tmp_path):
    key, _ = key_slots.create_vault(tmp_path, WORDS)
    assert key_slots.unlock(tmp_path, WORDS) == key


def test_a_slot_swapped_for_another_vaults_opens_nothing(vault, tmp_path):
    home, _, _ = vault
    key_slots.create_vault(tmp_path / "theirs", OTHER, cost=CHEAP)
    said = header(home)
    said["slots"]["recovery"] = header(tmp_path / "theirs")["slots"]["recovery"]
    rewrite(home, said)
    with pytest.raises(DamagedHeader):
        key_slots.unlock(home, WORDS, floor=CHEAP)


def test_a_slot_under_another_slots_name_opens_nothing(vault):
    home, _, _ = vault
    said = header(home)
    said["slots"]["recovery"] = said["slots"]["passphrase"]
    rewrite(home, said)
    with pytest.raises(VaultRefusal):
        key_slots.unlock_with_recovery(home, WORDS, floor=CHEAP)


def test_a_mac_taken_away_is_noticed(vault):
    home, _, _ = vault
    for mac in (None, "", "é", "0" * 64):
        said = header(home)
        said["mac"] = mac
        rewrite(home, said)
        forget_tries(home)
        with pytest.raises(DamagedHeader):
            key_slots.unlock(home, WORDS, floor=CHEAP)


def test_every_byte_flipped_is_refused_or_changes_nothing(vault):
    """Blanks between the parts of a JSON file may change; nothing that is said in it may."""
    home, key, _ = vault
    whole = (home / key_slots.NAME).read_bytes()
    meant = json.loads(whole)
    refused = 0
    for place in range(len(whole)):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << (place % 8)
        (home / key_slots.NAME).write_bytes(bytes(spoiled))
        forget_tries(home)
        try:
            opened = key_slots.unlock(home, WORDS, floor=CHEAP)
        except VaultRefusal:
            refused += 1
        else:
            assert opened == key
            assert json.loads(bytes(spoiled)) == meant
    assert refused > len(whole) * 0.9


@given(st.binary(max_size=200) | st.recursive(st.none() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["version", "slots", "passphrase", "memory", "passes", "lanes", "salt", "nonce", "key", "mac"]), inner, max_size=5)).map(lambda said: json.dumps(said).encode()))  # fmt: skip  # noqa: E501
def test_any_other_file_in_its_place_is_refused_in_words(tmp_path_factory, data):
    home = tmp_path_factory.getbasetemp() / "any"
    home.mkdir(exist_ok=True)
    (home / key_slots.NAME).write_bytes(data)
    with pytest.raises(VaultRefusal) as refusal:
        key_slots.unlock(home, WORDS, floor=CHEAP)
    assert refusal.value.says
    assert refusal.value.next


def test_no_vault_is_said_so(tmp_path):
    assert not key_slots.exists(tmp_path)
    with pytest.raises(NotAVault):
        key_slots.unlock(tmp_path, WORDS, floor=CHEAP)
    with pytest.raises(NotAVault):
        key_slots.look(tmp_path)


def test_looking_needs_no_passphrase_and_finds_damage(vault):
    home, _, _ = vault
    key_slots.look(home)
    (home / key_slots.NAME).write_text("{")
    with pytest.raises(DamagedHeader):
        key_slots.look(home)


def test_the_header_holds_neither_key_nor_passphrase_nor_code(vault):
    home, key, code = vault
    written = (home / key_slots.NAME).read_bytes()
    for secret in (key, key.hex().encode(), WORDS.encode(), code.encode(), passphrases.recovery(code).encode()):  # fmt: skip  # noqa: E501
        assert secret not in written


def test_no_two_slots_share_a_salt_or_a_nonce(tmp_path):
    seen = []
    for number in range(20):
        key_slots.create_vault(tmp_path / str(number), WORDS, cost=CHEAP)
        for slot in header(tmp_path / str(number))["slots"].values():
            seen += [slot["salt"], slot["nonce"]]
    assert len(set(seen)) == len(seen) == 80


def test_the_fourth_wrong_try_must_wait_and_the_right_one_too(vault):
    home, key, _ = vault
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            key_slots.unlock(home, OTHER, floor=CHEAP)
    with pytest.raises(TooManyTries):
        key_slots.unlock(home, WORDS, floor=CHEAP)
    forget_tries(home)
    assert key_slots.unlock(home, WORDS, floor=CHEAP) == key


def test_opening_forgets_the_wrong_tries(vault):
    home, _, _ = vault
    with pytest.raises(WrongPassphrase):
        key_slots.unlock(home, OTHER, floor=CHEAP)
    assert (home / "tries.json").exists()
    key_slots.unlock(home, WORDS, floor=CHEAP)
    assert not (home / "tries.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold a folder.")
def test_many_tries_at_the_same_moment_are_counted_one_by_one(vault):
    home, _, _ = vault
    told = []

    def guess():
        try:
            key_slots.unlock(home, OTHER, floor=CHEAP)
        except VaultRefusal as refusal:
            told.append(type(refusal))

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (told.count(WrongPassphrase), len(told)) == (3, 40)


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"slots":' * 100_000])
def test_a_header_nested_without_end_is_a_damaged_one(vault, data):
    home, _, _ = vault
    (home / key_slots.NAME).write_bytes(data)
    for open_it in (
        lambda: key_slots.unlock(home, WORDS, floor=CHEAP),
        lambda: key_slots.look(home),
    ):
        with pytest.raises(DamagedHeader):
            open_it()


def test_a_passphrase_with_half_a_character_only_does_not_open(vault):
    with pytest.raises(WrongPassphrase):
        key_slots.unlock(vault[0], WORDS + "\udc80", floor=CHEAP)


@pytest.mark.skipif(sys.platform != "linux", reason="Limits its own memory.")
def test_with_too_little_memory_for_one_try_that_is_said(tmp_path):
    key_slots.create_vault(tmp_path, WORDS, cost=key_slots.KdfCost(memory=900 * 1024))
    script = (
        "import resource, sys; from pathlib import Path; from rapport.vault import key_slots\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))\n"
        f"try: key_slots.unlock(Path(sys.argv[1]), {WORDS!r})\n"
        "except key_slots.NotEnoughMemory as refusal: print(refusal, refusal.next)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == (
        "Opening needs 900 MB of memory, and this machine has less available."
        " Close other programs, and try again.\n"
    ), done.stderr
