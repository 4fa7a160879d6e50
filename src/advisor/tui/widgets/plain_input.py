"""An input line for slow terminals: one row, no border, no blinking cursor."""

from textual.widgets import Input


class PlainInput(Input):
    """Compact input whose cursor stands still; a blinking one costs 2.5 KB a second over SSH."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        restrict: str | None = None,
        max_length: int = 0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder,
            restrict=restrict,
            max_length=max_length,
            id=id,
            classes=classes,
            compact=True,
        )
        self.cursor_blink = False
