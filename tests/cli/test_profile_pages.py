"""`profiles show` and `profiles list` as a user runs them, on the shipped catalogue."""

import csv
import io
import json
from pathlib import Path

import pytest

from cli.command import advisor

ROOT = Path(__file__).parents[2]
AS_OF = ("--as-of", "2026-11-24")


@pytest.mark.parametrize(
    ("item", "heads"),
    [
        ("glm-5", ("Open disagreements", "Computed by the app", "Stacks that run it", "Hosted prices")),
        ("ascend-910b3", ("Open disagreements", "Memory of one card", "Rules that name it", "Offers")),
        ("KZ", ("Export control", "Power and site", "Deliveries", "Its country")),
        ("US-3A090-A", ("The rule", "Thresholds", "What follows for whom")),
        ("US-GP10", ("The rule", "What follows for whom")),
        ("vllm-ascend", ("What it runs", "Open problems")),
        ("world", ("Offers", "Can it be had")),
        ("office-chat", ("Requests", "Limits")),
        ("epoch-ml-hardware", ("The source", "Cited by")),
    ],
)
def test_show_reads_well_at_80_columns(tmp_path: Path, item: str, heads: tuple[str, ...]) -> None:
    done = advisor("profiles", "show", item, *AS_OF, home=tmp_path)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert set(heads) <= set(lines)
    assert any(line.endswith("as of 2026-11-24") for line in lines)
    if item != "epoch-ml-hardware":
        assert "Sources" in lines


def test_show_of_an_id_in_two_kinds_and_of_one(tmp_path: Path) -> None:
    both = advisor("profiles", "show", "KZ", *AS_OF, home=tmp_path).out
    assert "regions/KZ, as of" in both
    assert "availability/KZ, as of" in both
    one = advisor("profiles", "show", "availability/KZ", *AS_OF, home=tmp_path).out
    assert "regions/KZ, as of" not in one
    assert one.strip() in both


def test_show_json_has_every_page(tmp_path: Path) -> None:
    done = advisor("profiles", "show", "KZ", "--format", "json", *AS_OF, home=tmp_path)
    document = json.loads(done.out)
    assert [page["kind"] for page in document["pages"]] == ["regions", "availability"]
    assert document["pages"][0]["document"]["currency"] == "KZT"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("glm5", "did you mean glm-5"),
        ("kz", "did you mean KZ?"),
        ("ascend-910b", "is said of ascend-910b1"),
        ("atlantis-9000-x", "`advisor profiles list` shows the ids"),
    ],
)
def test_show_of_nothing_says_what_is_near(tmp_path: Path, wanted: str, told: str) -> None:
    done = advisor("profiles", "show", wanted, home=tmp_path)
    assert done.code == 2
    assert done.out == ""
    assert told in done.err


def test_show_tells_the_layer(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "regions"
    own.mkdir(parents=True)
    (own / "KZ.toml").write_text(
        'id = "KZ"\npatch = true\npower_price = { value = 0.09, unit = "USD/kWh", source = "wto-ita", '
        'date = "2026-11-01", confidence = "high" }\n',
        encoding="utf-8",
    )
    done = advisor("profiles", "show", "regions/KZ", "--profiles", str(tmp_path / "mine"), home=tmp_path)
    assert done.code == 0, done.err
    assert "Layer: shipped, with entries from the directory of --profiles (marked below)" in done.out
    assert "0.09 USD/kWh" in done.out


def test_list_names_ids(tmp_path: Path) -> None:
    done = advisor("profiles", "list", "accelerators", "--format", "csv", home=tmp_path)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {"kind": "accelerators", "id": "h200-sxm", "name": "NVIDIA H200 SXM5 141 GB"} in rows


def test_list_stale_names_what_to_look_up_again(tmp_path: Path) -> None:
    done = advisor("profiles", "list", "rules", "--stale", "--format", "json", *AS_OF, home=tmp_path)
    rows = {row["id"]: row for row in json.loads(done.out)["profiles"]}
    assert rows["US-GP10"]["stale"] == 1
    assert rows["US-GP10"]["oldest"] == "2025-05-13"
    young = advisor("profiles", "list", "rules", "--stale", "--as-of", "2021-01-01", home=tmp_path)
    assert young.out == "nothing is stale\n"


def test_summary_and_stale_exclude_each_other(tmp_path: Path) -> None:
    done = advisor("profiles", "list", "--summary", "--stale", home=tmp_path)
    assert done.code == 2


def test_summary_adds_up_in_every_format(tmp_path: Path) -> None:
    printed = advisor("profiles", "list", "--summary", "--format", "json", *AS_OF, home=tmp_path)
    *kinds, whole = json.loads(printed.out)["kinds"]
    assert whole["items"] == sum(line["items"] for line in kinds)
    rows = list(
        csv.DictReader(
            io.StringIO(
                advisor("profiles", "list", "--summary", "--format", "csv", *AS_OF, home=tmp_path).out
            )
        )
    )
    assert [row["kind"] for row in rows] == [line["kind"] for line in [*kinds, whole]]
    text = advisor("profiles", "list", "--summary", *AS_OF, home=tmp_path).out
    assert f"{whole['figures']:,}" in text
    assert "Oldest in" in text


def test_the_readme_states_what_the_summary_says(tmp_path: Path) -> None:
    """After a change of the profiles: advisor profiles list --summary --format md --as-of 2026-11-24."""
    printed = advisor("profiles", "list", "--summary", "--format", "md", *AS_OF, home=tmp_path).out
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert printed in readme
