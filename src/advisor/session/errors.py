"""What can go wrong with a session file, in one line that says what and why."""

from advisor.catalogue.text import clean

BAD_CONTENT = 2
NO_ACCESS = 3


class SessionError(Exception):
    """A session that can't be read, understood or written. `exit_code`: 2 its content, 3 the file itself.

    The message is one line without control characters, whatever the file holds.
    """

    def __init__(self, message: str, exit_code: int = BAD_CONTENT) -> None:
        self.exit_code = exit_code
        super().__init__(" ".join(clean(message).split()))
