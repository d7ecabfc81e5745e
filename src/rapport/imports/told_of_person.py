"""What a register says of one person, each thing once: where each thing is kept."""

from dataclasses import dataclass, field
from typing import Literal

from rapport.imports.known import name_key
from rapport.imports.rows import Post, RegisterRow
from rapport.names import fold

Kept = Literal["name", "second_name", "post", "second_post", "post_alone", "second_group"]


@dataclass(slots=True)
class ToldOfPerson:
    """What was said of somebody so far; ``group`` is the first group, as it was written."""

    group: str = ""
    _said: set[object] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)
    _posts: set[tuple[str, str]] = field(default_factory=set)

    def news(self, row: RegisterRow, alias: str) -> list[tuple[Kept, str | Post]]:
        """Return what the row says anew of whoever goes by ``alias``, and as what it is kept.

        A post comes with the group it is held in; one without any is ``post_alone``.
        """
        answer: list[tuple[Kept, str | Post]] = []
        every: list[str | Post] = [row.people[alias], *row.posts]
        for told in every:
            if not told or told in self._said:
                continue
            self._said.add(told)
            kept: tuple[Kept, str | Post] | None
            kept = self._post(told) if isinstance(told, Post) else self._name(told)
            if kept is not None:
                answer.append(kept)
        return answer

    def _name(self, real_name: str) -> tuple[Kept, str] | None:
        if fold(real_name) in self._names:
            return None
        self._names.add(fold(real_name))
        return ("second_name" if len(self._names) > 1 else "name"), real_name

    def _post(self, post: Post) -> tuple[Kept, Post] | None:
        self.group = self.group or post.actor
        post = Post(post.actor or self.group, post.title)
        said = name_key(post.actor), name_key(post.title)
        if said in self._posts:
            return None
        further = any(title for _, title in self._posts)
        self._posts.add(said)
        if not post.title:
            alike = name_key(post.actor) == name_key(self.group)
            return None if alike else ("second_group", post)
        if not post.actor:
            return "post_alone", post
        return ("second_post" if further else "post"), post
