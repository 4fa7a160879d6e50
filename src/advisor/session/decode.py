"""From the bytes of a session file to a session: bounded, cleaned, strict; all it raises is SessionError."""

import re
from decimal import Decimal
from typing import Any, NoReturn, get_args, get_origin

import msgspec

from advisor.catalogue.catalogue import KINDS, Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.reader import read_record
from advisor.catalogue.toml_document import parse_document
from advisor.plan.check import check_brief
from advisor.plan.errors import BriefError
from advisor.plan.result import PLAN_FORMAT
from advisor.session.errors import SessionError
from advisor.session.limits import MAX_SESSION_BYTES, check_dates, check_numbers
from advisor.session.session import SESSION_FORMAT, Session
from advisor.session.shape import (
    allows_none,
    default_of,
    is_struct,
    item_type,
    plain_type,
    struct_fields,
    wanted_text,
)
from advisor.session.unknown import Path, place_text, take_unknown

_FORMAT = re.compile(r"(?P<name>[a-z.]+)/(?P<major>\d{1,4})\.(?P<minor>\d{1,4})")
_MOST_DECIMAL_DIGITS = 18


def decode_session(data: bytes, file: str) -> Session:
    """The session in these bytes; `file` is what an error calls them."""
    try:
        document = parse_document(data, max_bytes=MAX_SESSION_BYTES)
    except (ValueError, RecursionError) as error:
        raise SessionError(f"{file}: not a readable session: {_shortened(error)}") from None
    check_numbers(document, file)
    newer = _is_newer(document.get("format"), SESSION_FORMAT, file, "format")
    plan = document.get("plan")
    if isinstance(plan, dict):
        newer = _is_newer(plan.get("format"), PLAN_FORMAT, file, "plan.format") or newer
    extra = take_unknown(document, file, keep=newer)
    session: Session = _Decoder(file).struct(document, Session, ())
    _check_profiles(session, file)
    _check_sense(session, file)
    return msgspec.structs.replace(session, extra=extra) if extra else session


def _is_newer(found: Any, ours: str, file: str, key: str) -> bool:
    """True for a newer minor version; a newer major version or another kind of document is refused."""
    name, major, minor = _version(ours)
    if not isinstance(found, str) or not _FORMAT.fullmatch(found) or _version(found)[0] != name:
        shown = "nothing" if found is None else repr(found)[:60]
        raise SessionError(f"{file}: {key}: found {shown}, wanted {ours!r}; this is not an Advisor session")
    _, found_major, found_minor = _version(found)
    if found_major > major:
        raise SessionError(
            f"{file}: {key}: found {found!r}; this version of Advisor reads {name}/{major}.x, "
            "so a newer Advisor is needed to open it"
        )
    return (found_major, found_minor) > (major, minor)


def _version(text: str) -> tuple[str, int, int]:
    match = _FORMAT.fullmatch(text)
    return (match["name"], int(match["major"]), int(match["minor"])) if match else ("", 0, 0)


class _Decoder:
    """Plain values to records, each error with file, place, what was found and what was wanted."""

    def __init__(self, file: str) -> None:
        self.file = file

    def struct(self, value: Any, struct_type: type, path: Path) -> Any:
        """A table as its record; absent keys take their defaults."""
        if not isinstance(value, dict):
            self._fail(value, struct_type, path)
        values: dict[str, Any] = {}
        for key, field in struct_fields(struct_type).items():
            if key in value:
                values[field.name] = self.value(value[key], field.type, (*path, key))
            elif field.required:
                if not allows_none(field.type):
                    self._fail(None, field.type, (*path, key))
                values[field.name] = None
            else:
                values[field.name] = default_of(field)
        return struct_type(**values)

    def value(self, value: Any, hint: Any, path: Path) -> Any:
        """A value of any type that a session holds."""
        plain = plain_type(hint, value)
        if is_struct(plain):
            return self.struct(value, plain, path)
        if get_origin(plain) is tuple:
            return self._tuple(value, plain, path)
        try:
            decoded = msgspec.convert(value, hint)
        except (msgspec.ValidationError, ArithmeticError):
            self._fail(value, hint, path)
        if isinstance(decoded, Decimal) and not _sane(decoded):
            self._fail(value, hint, path)
        return decoded

    def _tuple(self, value: Any, plain: Any, path: Path) -> tuple[Any, ...]:
        length = len(get_args(plain))
        if not isinstance(value, list) or (... not in get_args(plain) and len(value) != length):
            self._fail(value, plain, path)
        return tuple(
            self.value(item, item_type(plain, index), (*path, index)) for index, item in enumerate(value)
        )

    def _fail(self, value: Any, hint: Any, path: Path) -> NoReturn:
        kinds: dict[type, str] = {dict: "a table", list: "an array", type(None): "nothing"}
        shown = kinds.get(type(value), repr(value)[:60])
        raise SessionError(f"{self.file}: {place_text(path)}: found {shown}, wanted {wanted_text(hint)}")


def _sane(amount: Decimal) -> bool:
    """Finite, and of a size that can be printed."""
    return amount.is_finite() and -_MOST_DECIMAL_DIGITS < amount.adjusted() < _MOST_DECIMAL_DIGITS


def _check_profiles(session: Session, file: str) -> None:
    """Every embedded profile reads; a session never fails later, in the middle of a screen."""
    for kind, profiles in session.figures.items():
        for profile_id, document in profiles.items():
            try:
                record = read_record(document, KINDS[kind], f"{file}: figures.{kind}.{profile_id}")
            except ProfileError as error:
                raise SessionError(str(error)) from None
            if getattr(record, "id", None) != profile_id:
                raise SessionError(f"{file}: figures.{kind}.{profile_id}.id: not the name of its table")


def _check_sense(session: Session, file: str) -> None:
    """Dates are dates, the brief can be answered from the figures, the choice exists."""
    check_dates(session.saved, session.as_of, file)
    try:
        check_brief(session.brief, Catalogue.from_documents(session.figures))
    except BriefError as error:
        raise SessionError(f"{file}: brief.{error}") from None
    if session.chosen is not None and not 0 <= session.chosen < len(session.plan.setups):
        raise SessionError(
            f"{file}: chosen: found {session.chosen}, but the plan has {len(session.plan.setups)} setups"
        )


def _shortened(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:300]
