"""What can be wrong with a profile, said so that it can be mended."""

from advisor.catalogue.text import one_line

_LONGEST_ID = 60
"""Characters of an id that a message shows."""


class ProfileError(Exception):
    """A profile that can't be used: names the file, the place in it, what was found and what was wanted."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        self.file = file
        self.place = place
        self.problem = problem
        super().__init__(one_line(f"{file}: {place}: {problem}" if place else f"{file}: {problem}"))


class ProfileExistsError(ProfileError):
    """A profile that would be written over; nothing is wrong with it."""


class UnknownProfileError(KeyError):
    """An id that no profile has."""

    def __init__(self, kind: str, profile_id: str, near: list[str]) -> None:
        self.kind = kind
        self.profile_id = profile_id
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        cut = "" if len(profile_id) <= _LONGEST_ID else "..."
        self.message = f"no {kind} {profile_id[:_LONGEST_ID]!r}{cut}{hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message  # KeyError would show the repr


class SharedNameError(UnknownProfileError):
    """A name that several parts share and that is the id of none, such as "ascend-910b"."""

    def __init__(self, kind: str, name: str, parts: list[str]) -> None:
        super().__init__(kind, name, [])
        self.parts = tuple(parts)
        self.message = f"{name!r} is a name of several parts; say which: {', '.join(parts)}"
        self.args = (self.message,)
