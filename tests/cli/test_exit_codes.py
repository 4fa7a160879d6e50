"""Every failure is one clear line and the right exit code; nothing is lost and no traceback shows."""

from pathlib import Path

import pytest

from cli.command import advisor

PLAN = ("plan", "--region", "KZ", "--budget", "3000000", "--model", "glm-5", "--as-of", "2026-11-23")
FIT = ("fit", "--model", "glm-5", "--weights", "fp8", "--accelerator", "h200-sxm", "--count", "8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*PLAN[:-3], "glm-55"), "did you mean glm-5"),
        (("plan", "--region", "KZ", "--budget", "lots", "--model", "glm-5"), "'lots'"),
        (("plan", "--region", "KZ", "--budget", "-5", "--model", "glm-5"), "above 0"),
        (("plan", "--region", "Kazakhstan", "--budget", "5", "--model", "glm-5"), "two-letter"),
        ((*PLAN, "--currency", "XXX"), "XXX"),
        ((*PLAN, "--workload", "chat"), "office-chat"),
        ((*PLAN, "--profiles", "nowhere"), "no such directory"),
        ((*PLAN, "--as-of", "yesterday"), "yesterday"),
        (("fit", "--model", "glm-5"), "--"),
        (("fit", "--model", "glm-5", "--weights", "fp8", "--accelerator", "h300", "--count", "8"), "h300"),
        ((*FIT, "--nodes", "3"), "3"),
        (("clearance", "--accelerator", "h100-sxm", "--region", "QQ"), "QQ"),
        (("profiles", "show", "nothing"), "nothing"),
        (("nonsense",), "nonsense"),
    ],
)
def test_bad_input_is_two(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = advisor(*arguments, home=tmp_path)
    assert done.code == 2, done.err
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_wrong_key_in_a_profile_names_file_and_key(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "accelerators"
    folder.mkdir(parents=True)
    (folder / "h100-sxm.toml").write_text('id = "h100-sxm"\nnmae = "H100"\n')
    done = advisor(*PLAN, "--profiles", str(tmp_path / "mine"), home=tmp_path)
    assert done.code == 2
    assert "h100-sxm.toml: nmae: unknown key; did you mean 'name'?" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_missing_session_is_three(tmp_path: Path) -> None:
    done = advisor("report", "absent.toml", home=tmp_path)
    assert done.code == 3
    assert "absent.toml" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_broken_session_is_two(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("format = 'advisor.session/1.0'\nbrief = 3\n")
    done = advisor("report", "s.toml", home=tmp_path)
    assert done.code == 2
    assert "s.toml" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_session_of_a_newer_major_version_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("format = 'advisor.session/2.0'\n")
    done = advisor("session", "show", "s.toml", home=tmp_path)
    assert done.code == 2
    assert "advisor.session/2.0" in done.err


def test_a_path_that_can_not_be_written_is_three_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    done = advisor(*PLAN, "--save", "file/below.toml", home=tmp_path)
    assert done.code == 3
    assert len(done.err.strip().splitlines()) == 1
    assert (tmp_path / "file").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] != ".") == ["file"]


@pytest.mark.parametrize(
    ("weights", "accelerator", "fits"),
    [
        ("fp8", "h100-sxm", False),
        ("fp8", "h200-sxm", True),
        ("fp8", "h20-96", False),
        ("w4a8", "ascend-910b3", True),
        ("w8a8", "ascend-910b3", False),
        ("bf16", "ascend-910c", False),
        ("fp8", "ascend-910c", False),
    ],
)
def test_fit_answers_yes_and_no_by_exit_code(
    tmp_path: Path, weights: str, accelerator: str, fits: bool
) -> None:
    done = advisor(
        "fit", "--model", "glm-5", "--weights", weights, "--accelerator", accelerator, "--count", "8",
        home=tmp_path,
    )  # fmt: skip
    assert done.code == (0 if fits else 1)
    assert done.out.startswith("Yes" if fits else "No")


def test_a_pipe_that_closes_early_is_no_traceback(tmp_path: Path) -> None:
    done = advisor("profiles", "list", home=tmp_path)
    assert done.code == 0
    assert "glm-5" in done.out


def test_help_names_every_verb_and_code(tmp_path: Path) -> None:
    done = advisor("--help", home=tmp_path)
    assert done.code == 0
    for word in ("plan", "fit", "estimate", "clearance", "profiles", "session", "report", "open", "70"):
        assert word in done.out


def test_saving_over_a_file_asks_for_force_and_leaves_it(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("years of work")
    done = advisor(*PLAN, "--save", "thesis.md", home=tmp_path)
    assert done.code == 2
    assert "--force" in done.err
    assert (tmp_path / "thesis.md").read_text() == "years of work"
    assert advisor(*PLAN, "--save", "thesis.md", "--force", home=tmp_path).code == 0
    assert (tmp_path / "thesis.md").read_text().startswith("format")


@pytest.mark.parametrize("amount", ["1,5M", "3,00", "nan", "1e999999999", "0", "-3"])
def test_an_amount_that_could_mean_two_things_is_refused(tmp_path: Path, amount: str) -> None:
    done = advisor("plan", "--region", "KZ", f"--budget={amount}", "--model", "glm-5", home=tmp_path)
    assert done.code == 2
    assert "wanted an amount above 0" in done.err


def test_a_session_whose_brief_was_changed_says_so(tmp_path: Path) -> None:
    advisor(*PLAN, "--save", "s.toml", home=tmp_path)
    path = tmp_path / "s.toml"
    path.write_text(path.read_text().replace('budget = "3000000"', 'budget = "50000"', 1))
    done = advisor("session", "show", "s.toml", home=tmp_path)
    assert "was changed after its plan was made" in done.err
