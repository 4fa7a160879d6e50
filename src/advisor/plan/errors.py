"""What can be wrong with a brief."""


class BriefError(ValueError):
    """A brief that can't be answered: names the field, what was found and what would do."""

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        self.problem = problem
        super().__init__(f"{field}: {problem}")
