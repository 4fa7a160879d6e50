"""Numbers that no profile can mean are refused at load, with file and place; a pipe is never waited for."""

import copy
import os
from pathlib import Path
from typing import Any

import pytest

from advisor.catalogue.catalogue import Catalogue, shipped_directory
from advisor.catalogue.errors import ProfileError

SHIPPED = Catalogue.open(shipped_directory())


def spoiled(kind: str, profile_id: str, path: tuple[str | int, ...], value: Any) -> Catalogue:
    document = copy.deepcopy(SHIPPED.document(kind, profile_id))
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return Catalogue.from_documents({kind: {profile_id: document}})


@pytest.mark.parametrize(
    ("kind", "profile_id", "path", "value"),
    [
        ("accelerators", "mi300x", ("devices_per_card",), 0),
        ("accelerators", "mi300x", ("devices_per_card",), 10**9),
        ("accelerators", "mi300x", ("servers",), []),
        ("accelerators", "mi300x", ("memory", "bandwidth", "value"), 0),
        ("accelerators", "mi300x", ("memory", "nominal", "value"), float("inf")),
        ("accelerators", "mi300x", ("memory", "nominal", "value"), float("nan")),
        ("accelerators", "mi300x", ("rates", "bf16", "value"), -1),
        ("accelerators", "mi300x", ("tdp", "value"), -750),
        ("servers", "mi300x-8", ("cards",), 0),
        ("servers", "mi300x-8", ("cards",), 10**9),
        ("models", "glm-5", ("architecture", "hidden"), -6144),
        ("models", "glm-5", ("architecture", "attention", 0, "layers"), 77),
        ("models", "glm-5", ("architecture", "attention"), []),
        ("models", "glm-5", ("architecture", "feed_forward", 1, "routed_experts"), 1),
        ("regions", "KZ", ("vat", "rate", "value"), -5),
        ("regions", "KZ", ("fx", "value"), 0),
        ("availability", "world", ("offers", 0, "price", "unit"), "ms"),
        ("availability", "world", ("offers", 0, "price", "value"), -15000),
        ("workloads", "office-chat", ("output_mean", "value"), -1),
    ],
)
def test_a_number_that_means_nothing_is_refused(
    kind: str, profile_id: str, path: tuple[str | int, ...], value: Any
) -> None:
    with pytest.raises(ProfileError) as caught:
        spoiled(kind, profile_id, path, value).folders[kind][profile_id]
    assert profile_id in str(caught.value)


def test_a_pipe_in_the_place_of_a_profile_is_an_error_and_no_wait(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    os.mkfifo(tmp_path / "models" / "x.toml")
    with pytest.raises(ProfileError, match="not a regular file"):
        Catalogue.open(tmp_path).models["x"]


@pytest.mark.parametrize("name", ["model", "Sources"])
def test_a_misspelt_folder_is_no_silent_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ProfileError, match="unknown kind"):
        Catalogue.open(tmp_path)


def test_a_directory_without_profiles_is_no_silent_nothing(tmp_path: Path) -> None:
    (tmp_path / "glm-5.toml").write_text("")
    with pytest.raises(ProfileError, match="holds none"):
        Catalogue.open(tmp_path)
