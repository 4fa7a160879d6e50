"""What stands in a directory of profiles and is not read is named; links are read where they are safe."""

import datetime
import os
from pathlib import Path

import pytest

from advisor.catalogue.check import Checked, check_layers
from advisor.catalogue.layers import PROFILES, Layer

AS_OF = datetime.date(2026, 11, 24)
SOURCE = 'id = "s"\ntitle = "T"\nurl = "https://example.org"\ndate = "2025"\n'


def check(folder: Path, within: Path | None = None) -> Checked:
    return check_layers([Layer(PROFILES, folder)], AS_OF, within=within or folder)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine" / "sources").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept.toml").write_text(SOURCE, encoding="utf-8")
    return tmp_path / "mine"


def test_a_link_to_a_file_is_read(mine: Path) -> None:
    link = mine / "sources" / "s.toml"
    link.symlink_to(mine.parent / "elsewhere" / "kept.toml")
    assert check(mine) == Checked(1, ())
    assert check(mine, link) == Checked(1, ())


def test_a_folder_of_a_kind_may_be_a_link(mine: Path) -> None:
    (mine / "sources").rmdir()
    (mine.parent / "elsewhere" / "kept.toml").rename(mine.parent / "elsewhere" / "s.toml")
    (mine / "sources").symlink_to(mine.parent / "elsewhere")
    assert check(mine) == Checked(1, ())


def test_a_link_to_nothing_or_to_a_pipe_is_a_problem(mine: Path) -> None:
    (mine / "sources" / "gone.toml").symlink_to(mine / "nowhere")
    os.mkfifo(mine.parent / "pipe")
    (mine / "sources" / "pipe.toml").symlink_to(mine.parent / "pipe")
    said = [fault.found for fault in check(mine).errors]
    assert said == ["can't be read: No such file or directory", "can't be read: not a regular file"]


def test_profiles_in_the_wrong_place_are_problems_and_other_files_warnings(mine: Path) -> None:
    (mine / "sources" / "sub").mkdir()
    (mine / "sources" / "linked").symlink_to(mine.parent / "elsewhere")
    (mine / "regions").symlink_to(mine / "nowhere")
    for name in ("top.toml", "sources/sub/s.toml", "sources/notes.txt", "sources/._s.toml"):
        (mine / name).write_text(SOURCE, encoding="utf-8")
    faults = check(mine).faults
    named = {os.path.relpath(fault.file, mine): fault.warning for fault in faults}
    assert named == {
        "top.toml": False,
        "regions": False,
        "sources/sub/s.toml": False,
        "sources/linked": False,
        "sources/notes.txt": True,
        "sources/._s.toml": True,
    }


def test_a_file_name_with_a_line_break_leaves_the_message_on_one_line(mine: Path) -> None:
    (mine / "sources" / "a\nb\tc.toml").write_text("", encoding="utf-8")
    (fault,) = check(mine).faults
    assert str(fault).startswith(f"{mine}/sources/a b c.toml: found an empty file")
    assert "\n" not in str(fault)
