"""A publisher's config.json, read key by key; whatever bears on shape and is not read is refused."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from advisor.catalogue.errors import ProfileError
from advisor.catalogue.huggingface.neutral_keys import NEUTRAL

BEARS_ON_SHAPE = re.compile(
    r"attn|attention|head|expert|moe|layer|kv|lora|rank|window|sliding|quant|dim|size|intermediate|conv|ssm"
    r"|mamba|state|index|compress|latent|block|hidden|width|group|shared?_|router|routed|routing|gate|gating"
    r"|top_?k|mtp|nextn|vocab|norm|bias|pattern|interval|freq|sparse|chunk|embed|tie|mlp|ffn|channel|dense"
    r"|stream|depth|share|delta|linear|memory|adapter|bits|stride",
    re.IGNORECASE,
)
"""Words in a key that let it change what a model weighs, caches or computes."""

REQUIRED: Any = object()
"""Default of a key that may not be absent."""
_LARGEST_SIZE = 10_000_000
_SHOWN = 12


class Config:
    """One object of a config.json. Reading a key marks it; `finish` refuses what nobody read.

    Every method raises ProfileError that names file, key, what was found and what was wanted. A key that is
    null counts as absent.
    """

    def __init__(self, tree: dict[str, Any], file: str, known: Iterable[str], place: str = "") -> None:
        self._tree = tree
        self._file = file
        self._known = frozenset(known)
        self._place = place
        self._read: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there and not null. Doesn't mark it."""
        return self._tree.get(key) is not None

    def size(self, *keys: str, default: int = REQUIRED) -> int:
        """A whole number of at least 1 under the first of `keys` that is there; all that are must agree."""
        number: int = self._number(keys, 1, default)
        return number

    def natural(self, *keys: str, default: int = REQUIRED) -> int:
        """A whole number of at least 0."""
        number: int = self._number(keys, 0, default)
        return number

    def optional_size(self, *keys: str, most: int = _LARGEST_SIZE) -> int | None:
        """A whole number from 1 to `most`, or None where every one of `keys` is absent."""
        number: int | None = self._number(keys, 1, None, most)
        return number

    def flag(self, key: str, *, default: bool) -> bool:
        """true or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"found {_shown(value)}, wanted true or false")
        return value

    def word(self, key: str, choices: Sequence[str], *, default: str = REQUIRED) -> str:
        """One of `choices`."""
        value = self._value(key, default)
        if value not in choices:
            self.fail(key, f"found {_shown(value)}, known are {', '.join(choices)}")
        return str(value)

    def words(self, key: str, choices: Sequence[str], length: int | None) -> list[str] | None:
        """A list of `length` words (None: any number), each one of `choices`; None where it is absent."""
        return self._list(key, choices, length)

    def numbers(self, key: str, length: int | None, most: int = _LARGEST_SIZE) -> list[int] | None:
        """A list of whole numbers from 0 to `most`; None where it is absent."""
        values = self._list(key, None, length)
        for value in values or ():
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
                self.fail(key, f"found {_shown(value)} in the list, wanted whole numbers from 0 to {most:,}")
        return values

    def required_numbers(self, key: str, length: int, most: int) -> list[int]:
        """The same list where it may not be absent."""
        values = self.numbers(key, length, most)
        return self._missing(key) if values is None else values

    def text(self, key: str) -> str | None:
        """A text; None where it is absent."""
        value = self._value(key, None)
        if value is not None and not isinstance(value, str):
            self.fail(key, f"found {_shown(value)}, wanted a text")
        return value

    def is_text(self, key: str) -> bool:
        """Whether the key holds a text, for keys that publishers write in two ways."""
        return isinstance(self._tree.get(key), str)

    def length_of(self, key: str) -> int:
        """Items of the list under the key; 0 where there is no list."""
        value = self._tree.get(key)
        return len(value) if isinstance(value, list) else 0

    def table(self, key: str, known: Iterable[str]) -> "Config | None":
        """A nested object whose keys are `known`; None where it is absent."""
        value = self._value(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fail(key, f"found {_shown(value)}, wanted an object of keys")
        return Config(value, self._file, known, f"{self._place}{key}.")

    def mapping(self, key: str, known: Iterable[str]) -> "tuple[Config, ...]":
        """The nested objects under free names, each with keys that are `known`; empty where it is absent."""
        value = self._value(key, None) or {}
        if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
            self.fail(key, f"found {_shown(value)}, wanted objects by name")
        return tuple(
            Config(item, self._file, known, f"{self._place}{key}.{name[:40]}.")
            for name, item in value.items()
        )

    def expect(self, key: str, wanted: Any) -> None:
        """Refuses a key that is there with another value than `wanted`: that is not modelled."""
        value = self._value(key, wanted)
        if value != wanted or isinstance(value, bool) is not isinstance(wanted, bool):
            self.fail(key, f"found {_shown(value)}; only {_shown(wanted)} is modelled")

    def ignore(self, *keys: str) -> None:
        """Marks keys that bear on nothing here."""
        self._read.update(keys)

    def check_keys(self) -> None:
        """Refuses keys that bear on shape and that this kind of config does not have, all at once."""
        odd = sorted(
            key
            for key, value in self._tree.items()
            if value is not None
            and key not in self._known
            and key not in NEUTRAL
            and not key.startswith("_")
            and BEARS_ON_SHAPE.search(key)
        )
        if odd:
            raise ProfileError(self._file, self._place + odd[0], self._unknown(odd))

    def finish(self) -> tuple[str, ...]:
        """Refuses known keys that were there and that nobody read; the keys that bear on nothing, if odd."""
        left = sorted(key for key in self._known - self._read if self.has(key) and BEARS_ON_SHAPE.search(key))
        if left:
            self.fail(left[0], "has no meaning beside the other keys; take it out or mend the config")
        return tuple(
            sorted(
                key
                for key, value in self._tree.items()
                if value is not None
                and key not in self._known
                and key not in NEUTRAL
                and not key.startswith("_")
            )
        )

    def fail(self, key: str, problem: str) -> NoReturn:
        """Raises ProfileError about `key`."""
        raise ProfileError(self._file, self._place + key, problem)

    def _value(self, key: str, default: Any) -> Any:
        if key not in self._known:
            raise AssertionError(f"{key} is not in KEYS")  # a fault of the family's file, not of the config
        self._read.add(key)
        value = self._tree.get(key)
        if value is not None:
            return value
        if default is REQUIRED:
            self._missing(key)
        return default

    def _number(self, keys: tuple[str, ...], least: int, default: Any, most: int = _LARGEST_SIZE) -> Any:
        found = {key: value for key in keys if (value := self._value(key, None)) is not None}
        for key, value in found.items():
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                self.fail(key, f"found {_shown(value)}, wanted a whole number from {least} to {most:,}")
        if len(set(found.values())) > 1:
            self.fail(keys[0], f"found {found}, which must agree")
        if found:
            return next(iter(found.values()))
        if default is REQUIRED:
            self._missing(" or ".join(keys))
        return default

    def _list(self, key: str, choices: Sequence[str] | None, length: int | None) -> list[Any] | None:
        value = self._value(key, None)
        if value is None:
            return None
        if not isinstance(value, list) or (length is not None and len(value) != length):
            found = f"{len(value)} items" if isinstance(value, list) else _shown(value)
            self.fail(key, f"found {found}, wanted a list of {length if length is not None else 'numbers'}")
        for item in value:
            if choices is not None and item not in choices:
                self.fail(key, f"found {_shown(item)} in the list, known are {', '.join(choices)}")
        return list(value)

    def _missing(self, key: str) -> NoReturn:
        self.fail(key, "is missing, and nothing is assumed in its place")

    def _unknown(self, odd: list[str]) -> str:
        near = difflib.get_close_matches(odd[0], [key for key in self._known if not self.has(key)], n=1)
        names = ", ".join(_shown(key) for key in odd[:_SHOWN])
        many = f"unknown keys {names}" if len(odd) > 1 else "unknown key"
        meant = f"; did you mean {near[0]!r}?" if near else "."
        return f"{many}{meant} What it changes is not guessed. Known here: {', '.join(sorted(self._known))}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
