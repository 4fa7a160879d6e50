"""`advisor selftest` as a user runs it, and what the README and the package state of the errors."""

import json
from pathlib import Path

import pytest

from advisor.cli.state_errors import HEADING, section_replaced
from advisor.evidence.left_out import left_out_predictor
from advisor.evidence.stated import stated_errors
from cli.command import Done, advisor
from evidence_records import measured_row

ROOT = Path(__file__).parents[2]
REFRESH = "after a new fit or a change of the rows: make errors"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """What the command prints as JSON."""
    home = tmp_path_factory.mktemp("home")
    return advisor("selftest", "--format", "json", "--as-of", "2026-11-24", home=home)


def test_it_finds_what_this_version_states(printed: Done) -> None:
    assert printed.code == 0, REFRESH
    document = json.loads(printed.out)
    assert document["format"] == "advisor.selftest/1.0"
    assert document["worse"] == []
    summary, stated = document["summary"], stated_errors()
    assert summary["rows"] == stated.rows, REFRESH
    assert summary["answered"] == stated.answered, REFRESH
    found = {(cell["measure"], cell["vendor_group"]): cell for cell in summary["table"]}
    assert set(found) == {(cell.measure, cell.vendor_group) for cell in stated.cells}, REFRESH
    for cell in stated.cells:
        shown = found[cell.measure, cell.vendor_group]
        assert (shown["rows"], shown["pairs"]) == (cell.rows, cell.pairs), REFRESH
        assert shown["median_ape_percent"] == pytest.approx(cell.median_ape_percent, abs=0.06), REFRESH
        assert shown["share_inside"] == pytest.approx(cell.share_inside, abs=0.002), REFRESH


def test_the_readme_states_what_the_command_prints(tmp_path: Path) -> None:
    done = advisor("selftest", "--format", "md", home=tmp_path)
    assert done.code == 0, REFRESH
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert section_replaced(readme, done.out) == readme, REFRESH


def test_text_says_what_the_table_is(tmp_path: Path) -> None:
    done = advisor("selftest", home=tmp_path)
    assert done.code == 0, REFRESH
    assert done.err == ""
    said = " ".join(done.out.split())
    assert "fitted without any row of its own pair" in said
    assert "Meant: the largest median error" in said
    assert said.endswith("This is what this version states of itself, or better.")


def test_a_profile_that_breaks_a_part_is_told_with_exit_code_1(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "accelerators"
    own.mkdir(parents=True)
    (own / "h200-sxm.toml").write_text(
        'id = "h200-sxm"\npatch = true\n[memory]\nbandwidth = { value = 400, unit = "GB/s", '
        'source = "wto-ita", date = "2026-11-01", confidence = "low" }\n',
        encoding="utf-8",
    )
    done = advisor("selftest", "--profiles", "mine", home=tmp_path)
    assert done.code == 1, done.err
    assert "Worse than this version states of itself" in " ".join(done.out.split())


def test_each_row_has_the_constants_of_its_own_fold() -> None:
    rows = [measured_row("a", 1.0), measured_row("b", 1.0, part="b200"), measured_row("c", 1.0)]
    asked: list[int] = []

    def constants(fold: int) -> str:
        asked.append(fold)
        return f"without fold {fold}"

    predict = left_out_predictor(lambda row, used: (row.id, used), lambda _, part: len(part), constants)
    assert [predict(row) for row in rows] == [
        ("a", "without fold 8"), ("b", "without fold 4"), ("c", "without fold 8"),
    ]  # fmt: skip
    assert asked == [8, 4], "the constants of a fold are read once"


def test_the_section_alone_is_replaced() -> None:
    readme = f"# A\n\nx\n\n{HEADING}\n\nold\n\n| a |\n\n## Next\n\ny\n"
    assert section_replaced(readme, "new\n") == f"# A\n\nx\n\n{HEADING}\n\nnew\n\n## Next\n\ny\n"
    assert section_replaced(section_replaced(readme, "new"), "new") == section_replaced(readme, "new")
    with pytest.raises(ValueError, match="no line"):
        section_replaced("# A\n", "new")
