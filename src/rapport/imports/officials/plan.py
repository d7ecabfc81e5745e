"""What a register of officials comes to: posts, who held each in order, and what to ask."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.imports.officials.claims import Claim, KnownTenure
from rapport.imports.officials.posts import Group, KnownGroup, KnownPost, Post, find_posts
from rapport.imports.officials.rows import Notice, OfficialRow
from rapport.imports.officials.timeline import Timeline, timeline
from rapport.imports.rows import Fault


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded already where a register goes: groups, posts, who held each."""

    groups: Sequence[KnownGroup] = ()
    posts: Sequence[KnownPost] = ()
    tenures: Mapping[uuid.UUID, Sequence[KnownTenure]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said: see :class:`~rapport.imports.officials.mapping.OfficialsMap`."""

    end_by_next: bool = True
    apart: Sequence[str] = ()
    one_post: Sequence[str] = ()
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class PlannedPost:
    """A post, and who held it."""

    post: Post
    line: Timeline

    @property
    def standing(self) -> list[Claim]:
        """Return what is told of it, or filled in, and waits for no answer."""
        told = (claim for claim in self.line.claims if claim.rows or claim.fills)
        return [claim for claim in told if not claim.waits]

    @property
    def comes(self) -> bool:
        """Say whether the post comes in: not where all that is told of it waits for an answer."""
        told = any(claim.rows for claim in self.line.claims)
        return self.post.key is not None or bool(self.standing) or not told


@dataclass(slots=True)
class Plan:
    """What a register comes to; ``maybe`` are two ways to write that may be one post."""

    posts: list[PlannedPost]
    faults: list[Fault]
    notices: list[Notice]
    maybe: list[tuple[str, str]]

    @property
    def groups(self) -> list[Group]:
        """Return the groups of which a post comes in, each once."""
        posts = [one.post for one in self.posts if one.comes]
        return list({id(post.group): post.group for post in posts}.values())

    @property
    def claims(self) -> list[Claim]:
        """Return all that is told of who held a post; what is only recorded has no rows."""
        return [claim for one in self.posts for claim in one.line.claims]


def plan(rows: Sequence[OfficialRow], known: Known, answers: Answers) -> Plan:
    """Return what some rows come to beside what is known, by what a person answered."""
    found = find_posts(
        rows, known.groups, known.posts, apart=answers.apart, one_post=answers.one_post
    )
    planned, faults, notices = [], [], list(found.notices)
    for post in found.posts:
        there = known.tenures.get(post.key, ()) if post.key is not None else ()
        line = timeline(post.rows, there, end_by_next=answers.end_by_next, answers=answers.told)
        faults += line.faults
        notices += line.notices
        planned.append(PlannedPost(post, line))
    notices += _follows_apart(rows)
    return Plan(planned, faults, notices, found.maybe)


def _follows_apart(rows: Sequence[OfficialRow]) -> list[Notice]:
    """Say where a file lets somebody follow another with whom they share no post in it."""
    posts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in rows:
        if row.person_key:
            posts[row.person_key].add((row.group, row.post_key or row.post))
            names.setdefault(row.person_key, row.person)
    told: dict[tuple[str, str], Notice] = {}
    for row in rows:
        for before in row.follows:
            if not posts[before] & posts[row.person_key]:
                text = f"{names.get(before, before)} – {row.person}"
                told.setdefault((before, row.person_key), Notice("follows_apart", row.row, text))
    return list(told.values())
