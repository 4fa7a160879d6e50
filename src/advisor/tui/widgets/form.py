"""A form of one-line fields: label, input, unit or remark; arrow keys and Enter walk through it."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from advisor.tui.widgets.plain_input import PlainInput
from advisor.tui.widgets.toggle import Toggle


@dataclass(frozen=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    remark: str = ""
    restrict: str | None = None
    max_length: int = 16


@dataclass(frozen=True)
class Choice:
    """A yes-or-no line of a form."""

    name: str
    label: str
    on: bool = False


class Form(VerticalScroll, can_focus=False):
    """Fields below each other. Down and Enter go on, up goes back; Enter in the last one submits."""

    # Priority, so that what is typed right behind an arrow key goes to the field it leads to.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "next_field", "Next", show=False, priority=True),
        Binding("up", "previous_field", "Previous", show=False, priority=True),
    ]

    class Changed(Message):
        """A field was edited."""

    class Submitted(Message):
        """Enter was pressed in any field."""

    def __init__(self, *fields: Field | Choice) -> None:
        super().__init__()
        self.fields = fields

    def compose(self) -> ComposeResult:
        """One row a field."""
        for field in self.fields:
            if isinstance(field, Choice):
                yield Toggle(field.label, on=field.on, id=f"field-{field.name}")
                continue
            with Horizontal(classes="field"):
                yield Static(field.label, markup=False, classes="field-label")
                yield PlainInput(
                    field.value,
                    placeholder=field.placeholder,
                    restrict=field.restrict,
                    max_length=field.max_length,
                    id=f"field-{field.name}",
                    classes="field-input",
                )
                yield Static(field.remark, markup=False, id=f"remark-{field.name}", classes="field-remark")

    def value(self, name: str) -> str:
        """What stands in a field, without blanks around it."""
        return self.query_one(f"#field-{name}", PlainInput).value.strip()

    def ticked(self, name: str) -> bool:
        """Whether a yes-or-no line says yes."""
        return self.query_one(f"#field-{name}", Toggle).on

    def remark(self, name: str, text: str, *, wrong: bool = False) -> None:
        """Say something beside a field."""
        remark = self.query_one(f"#remark-{name}", Static)
        remark.update(text)
        remark.set_class(wrong, "-wrong")

    def set_value(self, name: str, value: str) -> None:
        """Fill a field."""
        self.query_one(f"#field-{name}", PlainInput).value = value

    def set_placeholder(self, name: str, text: str) -> None:
        """What holds where a field is left empty."""
        self.query_one(f"#field-{name}", PlainInput).placeholder = text

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        self.query_one(f"#field-{name}", PlainInput).focus()

    def action_next_field(self) -> None:
        """To the field below."""
        self.screen.focus_next(".field-input")

    def action_previous_field(self) -> None:
        """To the field above."""
        self.screen.focus_previous(".field-input")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Form.Changed())

    @on(Input.Submitted)
    @on(Toggle.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(Form.Submitted())
