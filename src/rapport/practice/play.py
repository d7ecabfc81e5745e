"""Playing a scene: a path is the numbers of the lines chosen, and everything follows from it.

Nothing is kept between two steps: whoever has the scene and the path has the whole game.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any

from rapport.practice.effects import apply
from rapport.practice.scene import END, MOODS, Line, Scene, Step, moved
from rapport.practice.story import Story
from rapport.rules.catalogue import judge, judge_for_a_reader, validated_settings
from rapport.rules.rule import About, Finding

PRACTICE: dict[str, dict[str, Any]] = {
    "E07": {"insights": 1},
    "E09": {"least": 2, "percent": 60},
    "K01": {"days": 1},
    "K03": {"times": 1},
    "K06": {"days": 7},
    "N03": {"on": False},
    "N06": {"small_days": 30},
}
"""What is stricter here than at work: once is enough, so that five minutes can show it.

N03 is off: no line of a scene names a backup.
"""

Path = tuple[int, ...]

_OF_THE_CONTACT = {
    "E01": ("asked",),
    "E03": ("asked",),
    "E04": (),
    "E05": ("asked", "purpose"),
    "E09": ("asked",),
    "K03": ("on_time",),
    "R01": ("asked",),
}
"""What of the meeting itself a rule speaks of; E04 speaks of what was not said in it."""


@dataclass(frozen=True, slots=True)
class Played:
    """One line as it was played: at which step, what it was, and their mood after it."""

    step: Step
    line: Line
    mood: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding, and the numbers of the lines behind it; none where something was not said."""

    finding: Finding
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a whole path ended: their mood, what the rules notice, and what was put right.

    ``noticed`` is what stands now; ``put_right`` are the codes of rules that spoke before the scene
    and no longer do.
    """

    mood: str
    noticed: tuple[Noticed, ...]
    put_right: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of what is noticed, each once, in order."""
        return tuple(sorted({one.finding.code for one in self.noticed}))


def played(scene: Scene, path: Sequence[int]) -> list[Played]:
    """Return the lines of a path; raises ``LookupError`` where the scene has no such line."""
    found: list[Played] = []
    at, mood = scene.steps[0].key, scene.mood
    for number in path:
        if at == END or number < 0:
            raise LookupError
        step = scene.step(at)
        line = step.lines[number]
        mood = moved(mood, line.opens)
        found.append(Played(step, line, mood))
        at = line.leads_to[mood]
    return found


def standing(scene: Scene, path: Sequence[int]) -> Step | None:
    """Return the step at which a path stands, or None at the end."""
    lines = played(scene, path)
    if not lines:
        return scene.steps[0]
    last = lines[-1]
    key = last.line.leads_to[last.mood]
    return None if key == END else scene.step(key)


def paths(scene: Scene) -> Iterator[Path]:
    """Yield every whole path of a scene, in order."""
    yield from _onward(scene, scene.steps[0].key, scene.mood, ())


def ways(scene: Scene) -> int:
    """Count the whole paths of a scene without walking them."""

    @cache
    def from_here(at: str, mood: str) -> int:
        if at == END:
            return 1
        onward = ((line, moved(mood, line.opens)) for line in scene.step(at).lines)
        return sum(from_here(line.leads_to[after], after) for line, after in onward)

    return from_here(scene.steps[0].key, scene.mood)


def _onward(scene: Scene, at: str, mood: str, path: Path) -> Iterator[Path]:
    if at == END:
        yield path
        return
    for number, line in enumerate(scene.step(at).lines):
        after = moved(mood, line.opens)
        yield from _onward(scene, line.leads_to[after], after, (*path, number))


def outcome(scene: Scene, path: Sequence[int]) -> Outcome:
    """Return how a whole path ended, judged by the rules in the practice setting."""
    mood, story, found = _ended(scene, path)
    begun = Story(scene.before, {}, base=scene.base, day=scene.day)
    before = _judged(scene, begun, scene.mood, "neutral")
    now = {one.code for one in found}
    return Outcome(
        mood=mood,
        noticed=tuple(Noticed(one, _lines_behind(story, one)) for one in found),
        put_right=tuple(sorted({one.code for one in before} - now)),
    )


def _ended(scene: Scene, path: Sequence[int]) -> tuple[str, Story, list[Finding]]:
    """Return their mood at the end of a path, what happened, and what the rules notice of it."""
    lines = played(scene, path)
    story = Story(scene.before, scene.meeting, base=scene.base, day=scene.day)
    for number, one in enumerate(lines):
        story.line, story.said = number, one.line.say
        for word in one.line.does:
            apply(story, word)
    mood = lines[-1].mood if lines else scene.mood
    return mood, story, _judged(scene, story, mood, _tone_of_ours(lines))


def _judged(scene: Scene, story: Story, theirs: str, ours: str) -> list[Finding]:
    settings = _settings()
    day = story.day + timedelta(days=scene.after_days)
    found = list(judge(story.facts(theirs, ours), day, settings).findings)
    found += judge_for_a_reader(About.ACTOR, story.their_side(), day, settings)
    if story.draft is not None:
        found += judge_for_a_reader(About.DRAFT, story.draft, day, settings)
    return found


@lru_cache(maxsize=1)
def _settings() -> Any:
    return validated_settings(PRACTICE)


def _tone_of_ours(lines: Sequence[Played]) -> str:
    """Return how open we were over all: what was given less what was closed."""
    sum_of = sum(one.line.opens for one in lines)
    if sum_of > 0:
        return "open"
    return "neutral" if sum_of == 0 else "guarded"


def _lines_behind(story: Story, finding: Finding) -> tuple[int, ...]:
    if finding.code[0] == "M" and story.line is not None:
        return (story.line,)
    every: set[int] = set()
    for _, key in finding.because:
        if key == Story.CONTACT and finding.code in _OF_THE_CONTACT:
            fields = _OF_THE_CONTACT[finding.code]
            every |= set().union(*(story.lines.get((key, name), ()) for name in fields))
        else:
            every |= story.lines.get(key, set())
    return tuple(sorted(every))


def good_path(scene: Scene) -> Path:
    """Return the path on which rules notice least and they are most open; the first of those."""

    def cost(path: Path) -> tuple[int, int]:
        mood, _, found = _ended(scene, path)
        return len({one.code for one in found}), -MOODS.index(mood)

    return min(paths(scene), key=cost)
