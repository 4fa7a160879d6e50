"""Files on disk: whole or not at all, through no link, and every failure leaves the old file as it was."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from advisor.session.errors import SessionError
from advisor.session.file import fingerprint, open_session, save_session
from session_factory import sample_session

OLD = msgspec.structs.replace(sample_session(), title="old")
NEW = msgspec.structs.replace(sample_session(), title="new")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A file that holds the old session."""
    path = tmp_path / "almaty.toml"
    save_session(path, OLD)
    return path


def _refused(path: Path) -> SessionError:
    with pytest.raises(SessionError) as caught:
        save_session(path, NEW)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_saved_file_is_private_and_alone(saved: Path) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [entry.name for entry in saved.parent.iterdir()] == ["almaty.toml"]


def test_a_file_holds_neither_its_path_nor_its_owner(saved: Path) -> None:
    text = saved.read_text(encoding="utf-8")
    assert str(saved.parent) not in text
    assert str(Path.home()) + "/" not in text


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file(
    saved: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    untouched = saved.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(SessionError) as caught:
            save_session(saved, NEW)
    assert caught.value.exit_code == 3
    assert str(caught.value) == f"{saved}: not saved: {os.strerror(code)}"
    assert saved.read_bytes() == untouched
    assert list(saved.parent.iterdir()) == [saved]


def test_an_interrupt_leaves_the_old_file(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save_session(saved, NEW)
    assert open_session(saved) == OLD
    assert list(saved.parent.iterdir()) == [saved]


KILLED = """
import os, signal, sys
from pathlib import Path
import advisor.session.file as file
from session_factory import sample_session

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, sys.argv[2], die)
file.save_session(Path(sys.argv[1]), sample_session())
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_kill_9_in_the_middle_leaves_the_old_file(saved: Path, step: str) -> None:
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    done = subprocess.run([sys.executable, "-c", KILLED, str(saved), step], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert open_session(saved) == OLD
    save_session(saved, NEW)
    assert open_session(saved) == NEW


def test_a_directory_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    error = _refused(tmp_path / "file" / "almaty.toml")
    assert error.exit_code == 3
    assert "not saved" in str(error)


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    assert _refused(tmp_path / "none" / "almaty.toml").exit_code == 3


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="the superuser may write where nobody else may"
)
def test_a_read_only_directory(saved: Path) -> None:
    saved.parent.chmod(0o500)
    try:
        assert _refused(saved).exit_code == 3
    finally:
        saved.parent.chmod(0o700)
    assert open_session(saved) == OLD


@pytest.mark.skipif(os.name != "posix", reason="links and FIFOs are POSIX")
def test_a_link_is_not_written_through(saved: Path) -> None:
    link = saved.parent / "link.toml"
    link.symlink_to(saved)
    assert "symbolic link" in str(_refused(link))
    assert link.is_symlink()
    assert open_session(saved) == OLD
    dangling = saved.parent / "dangling.toml"
    dangling.symlink_to(saved.parent / "elsewhere.toml")
    assert "symbolic link" in str(_refused(dangling))
    assert not (saved.parent / "elsewhere.toml").exists()


@pytest.mark.skipif(os.name != "posix", reason="links and FIFOs are POSIX")
def test_a_fifo_neither_hangs_nor_is_replaced(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(SessionError, match="not a regular file"):
        open_session(fifo)
    assert "not a regular file" in str(_refused(fifo))
    assert stat.S_ISFIFO(fifo.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device to try")
def test_a_device_is_not_a_session() -> None:
    with pytest.raises(SessionError, match="not a regular file"):
        open_session(Path("/dev/zero"))
    assert "not a regular file" in str(_refused(Path("/dev/null")))


def test_a_directory_is_not_a_session(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="is a directory"):
        open_session(tmp_path)
    assert "is a directory" in str(_refused(tmp_path))


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="can't be read: No such file") as caught:
        open_session(tmp_path / "none.toml")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["a\x00b.toml", "a" * 300 + ".toml", "line\nbreak/\x1b[2J.toml"])
def test_an_impossible_name_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(SessionError) as caught:
        open_session(tmp_path / name)
    assert str(caught.value).isprintable()
    assert str(_refused(tmp_path / name)).isprintable()


def test_a_long_name_that_the_disk_takes(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250 + ".toml")
    save_session(path, NEW)
    assert open_session(path) == NEW


def test_a_second_writer_is_noticed(saved: Path) -> None:
    opened_as = fingerprint(saved)
    written_as = save_session(saved, NEW)
    with pytest.raises(SessionError, match="changed on disk") as caught:
        save_session(saved, OLD, replacing=opened_as)
    assert caught.value.exit_code == 3
    assert open_session(saved) == NEW
    assert save_session(saved, OLD, replacing=written_as) == fingerprint(saved)


def test_a_file_that_went_away_counts_as_changed(saved: Path) -> None:
    opened_as = fingerprint(saved)
    saved.unlink()
    assert fingerprint(saved) is None
    with pytest.raises(SessionError, match="changed on disk"):
        save_session(saved, OLD, replacing=opened_as)


def test_what_could_not_be_opened_again_is_not_written(saved: Path) -> None:
    endless = msgspec.structs.replace(NEW, note="x" * 200_000)
    with pytest.raises(SessionError, match="200,0"):
        save_session(saved, endless)
    enormous = msgspec.structs.replace(
        NEW, figures={"regions": {"KZ": {"id": "KZ", "pad": ["y" * 50_000] * 90}}}
    )
    with pytest.raises(SessionError, match="at most"):
        save_session(saved, enormous)
    assert open_session(saved) == OLD


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_syncs_no_directories(
    saved: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    synced: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    save_session(saved, NEW)
    assert len(synced) == (2 if os.name == "posix" else 1)
    assert open_session(saved) == NEW
