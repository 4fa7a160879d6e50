"""An imported config.json as the documents of a model profile and of its source."""

import re
from typing import Any

import msgspec

from advisor.catalogue.huggingface.importer import ImportedConfig
from advisor.figures import Confidence

NOT_STATED = "Not stated"
_LISTED_IN = "CN"
"""Where the publishers of open weights sit whom the US Entity List names."""
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
_NOT_IN_ID = re.compile(r"[^a-z0-9.]+")


PERMISSIVE = frozenset(
    {"mit", "apache-2.0", "bsd-2-clause", "bsd-3-clause", "isc", "cc0-1.0", "cc-by-4.0", "unlicense"}
)
"""Licences, by SPDX id, that limit neither use, size nor place of a buyer; of any other one the name says too
little, so it stays unread until its limits are written down."""


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """What a config.json does not say, as far as the user does."""

    id: str
    name: str
    publisher: str = ""
    country: str | None = None
    licence: str | None = None
    """SPDX identifier or name."""
    repository: str = ""
    entity_list_rules: tuple[str, ...] = ()
    """Ids of rules about the publisher, as other models of it have them."""
    context_tokens: int | None = None
    """Where the config states no longest context, or another one than is served."""


def id_problem(model_id: str) -> str | None:
    """Why a text can't be the id of a profile; None where it can."""
    if _ID.fullmatch(model_id):
        return None
    return "wants up to 64 small letters, digits, dots and hyphens, beginning with a letter or digit"


def id_from(text: str) -> str:
    """A text as the id of a profile: small letters, digits, dots and hyphens."""
    return _NOT_IN_ID.sub("-", text.casefold()).strip("-.")[:64].strip("-.")


def source_id_for(model_id: str) -> str:
    """Id of the source that an imported profile cites."""
    return f"config-{model_id}"


def source_document(naming: Naming, file_name: str, as_of: str) -> dict[str, Any]:
    """The source: the file, and the day on which it was read."""
    url = f"https://huggingface.co/{naming.repository}" if naming.repository else ""
    return {
        "id": source_id_for(naming.id),
        "title": f"{file_name} of {naming.name}, imported on {as_of}",
        "url": url,
        "date": as_of,
    }


def model_document(imported: ImportedConfig, naming: Naming, as_of: str) -> dict[str, Any]:
    """The model profile. What neither config nor user says is left out, or said to be unknown."""
    source, confidence = source_id_for(naming.id), imported.architecture.confidence
    context = naming.context_tokens or imported.context_tokens
    document: dict[str, Any] = {
        "id": naming.id,
        "name": naming.name,
        "publisher": naming.publisher or NOT_STATED,
        "publisher_country": naming.country,
        "family": imported.model_type,
        "model_class": imported.model_class,
        "model_type": imported.model_type,
        "repository": naming.repository or None,
        "context_tokens": context,
        "context_source": source if context else None,
        "licence": _licence(naming, source),
        "entity_list_rules": list(naming.entity_list_rules) or None,
        "architecture": msgspec.json.decode(msgspec.json.encode(imported.architecture)),
        "checkpoints": _checkpoints(imported, naming, source, confidence),
    }
    return {key: value for key, value in document.items() if value is not None}


def missing_facts(document: dict[str, Any]) -> tuple[str, ...]:
    """What a user should still fill in, as keys of the profile.

    Whether a publisher is listed is asked where none of its models on file says so and its country is China
    or not stated.
    """
    keys = (
        "publisher",
        "publisher_country",
        "repository",
        "released",
        "context_tokens",
        "licence",
        "checkpoints",
    )
    found = [key for key in keys if _is_missing(document.get(key))]
    if document.get("publisher_country", _LISTED_IN) == _LISTED_IN and not document.get("entity_list_rules"):
        found.append("entity_list_rules (is the publisher listed?)")
    return tuple(found)


def _is_missing(value: Any) -> bool:
    if isinstance(value, dict):
        return value.get("name") == NOT_STATED or not value.get("read", True)
    return value in (None, NOT_STATED, [])


def _licence(naming: Naming, source: str) -> dict[str, Any]:
    """As the user names it; its terms count as read only where the name alone says that it limits nothing."""
    if naming.licence is None:
        return {"name": NOT_STATED, "confidence": "none", "source": source, "read": False}
    stated = {"name": naming.licence, "spdx": naming.licence, "confidence": "low", "source": source}
    return stated if naming.licence.casefold() in PERMISSIVE else stated | {"read": False}


def _checkpoints(
    imported: ImportedConfig, naming: Naming, source: str, confidence: Confidence
) -> list[dict[str, Any]]:
    """The one checkpoint that the config belongs to, where it states its format."""
    if imported.native_weights is None:
        return []
    return [
        {
            "weights": imported.native_weights,
            "repository": naming.repository or NOT_STATED,
            "publisher": naming.publisher or NOT_STATED,
            "official": False,
            "source": source,
            "confidence": confidence,
        }
    ]
