"""What can be wrong with a file of measured rows."""


class MeasuredFileError(ValueError):
    """A file that can't be used as measured rows: file, line, column, what was found and what was wanted."""

    def __init__(self, file: str, line: int, column: str, found: str, wanted: str) -> None:
        self.file = file
        self.line = line
        self.column = column
        """Empty where a whole line, or the file, is meant."""
        self.found = found
        self.wanted = wanted
        place = f"{file}, line {line}" + (f", {column}" if column else "")
        super().__init__(f"{place}: found {found}, wanted {wanted}")


class UnitsLookWrongError(ValueError):
    """Rows that lie so far off the predictions that something else was measured, or in another unit."""
