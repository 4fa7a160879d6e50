"""`advisor profiles` check, new, format, schema and path, as a user runs them."""

import json
from pathlib import Path

import pytest

from cli.command import advisor

PATCH = """\
# Ours, from the contract.
id = "KZ"
patch = true
power_price = { value = 0.05, unit = "USD/kWh", source = "our-contract", date = "2026", confidence = "high" }
"""
SOURCE = 'id = "our-contract"\ntitle = "Contract 12"\nurl = ""\ndate = "2026-11-20"\n'
DAY = ("--as-of", "2026-11-24")


def write(top: Path, name: str, text: str) -> Path:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_layer_passes_and_only_it_is_counted(tmp_path: Path) -> None:
    write(tmp_path, "mine/regions/KZ.toml", PATCH)
    write(tmp_path, "mine/sources/our-contract.toml", SOURCE)
    done = advisor("profiles", "check", "mine", *DAY, home=tmp_path)
    assert (done.code, done.out, done.err) == (0, "2 profiles read, 0 problems\n", "")


def test_a_wrong_file_is_named_with_its_line_and_the_rest_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "mine/regions/KZ.toml", PATCH.replace('"USD/kWh"', '"USD/kW"'))
    write(tmp_path, "mine/regions/UZ.toml", "nonsense")
    done = advisor("profiles", "check", "mine/regions/KZ.toml", *DAY, home=tmp_path)
    assert done.code == 2
    assert done.err == (
        "advisor: mine/regions/KZ.toml:4: power_price.unit: found 'USD/kW', wanted one of USD/kWh; "
        "did you mean 'USD/kWh'?\n"
        "advisor: mine/regions/KZ.toml:4: power_price.source: found 'our-contract', wanted an id in sources\n"
    )
    whole = advisor("profiles", "check", "mine", *DAY, home=tmp_path)
    assert "mine/regions/UZ.toml:1: found not TOML" in whole.err
    as_json = advisor("profiles", "check", "mine/regions/KZ.toml", *DAY, "--format", "json", home=tmp_path)
    fault = json.loads(as_json.out)["faults"][0]
    assert (fault["line"], fault["place"], fault["suggestion"]) == (4, "power_price.unit", "USD/kWh")


def test_check_wants_a_path_that_exists_and_is_a_profile(tmp_path: Path) -> None:
    missing = advisor("profiles", "check", "nowhere", home=tmp_path)
    assert (missing.code, "no such file" in missing.err) == (2, True)
    write(tmp_path, "KZ.toml", PATCH)
    astray = advisor("profiles", "check", "KZ.toml", home=tmp_path)
    assert (astray.code, "DIR/KIND/ID.toml" in astray.err) == (2, True)


def test_a_patch_of_the_users_own_changes_a_plan(tmp_path: Path) -> None:
    clear = ("profiles", "show", "regions/KZ", "--format", "json", "--profiles", "mine")
    write(tmp_path, "mine/regions/KZ.toml", PATCH)
    write(tmp_path, "mine/sources/our-contract.toml", SOURCE)
    assert "our-contract" in advisor(*clear, home=tmp_path).out


def test_new_writes_a_skeleton_once_and_names_what_is_left_open(tmp_path: Path) -> None:
    done = advisor("profiles", "new", "accelerator", "card-y", "--out", "mine", home=tmp_path)
    path = tmp_path / "mine" / "accelerators" / "card-y.toml"
    assert done.code == 0
    assert "mine/accelerators/card-y.toml" in done.out
    assert path.read_text(encoding="utf-8").startswith("#:schema ../schemas/accelerators.json\n")
    assert (tmp_path / "mine" / "schemas" / "accelerators.json").is_file()
    before = path.read_bytes()
    again = advisor("profiles", "new", "accelerator", "card-y", "--out", "mine", home=tmp_path)
    assert again.code == 3
    assert path.read_bytes() == before
    checked = advisor("profiles", "check", "mine", home=tmp_path)
    assert checked.code == 2
    assert "placeholder" in checked.err


def test_new_of_an_id_that_exists_is_an_overlay(tmp_path: Path) -> None:
    done = advisor("profiles", "new", "regions", "KZ", "--out", "-", home=tmp_path)
    assert 'id = "KZ"\npatch = true\n' in done.out
    assert "\n#power_price = " in done.out


def test_new_refuses_an_id_that_is_a_path(tmp_path: Path) -> None:
    for profile_id in ("../../x", ".x", "a/b", ""):
        done = advisor("profiles", "new", "models", profile_id, "--out", "mine", home=tmp_path)
        assert done.code == 2, profile_id
    assert not (tmp_path / "mine").exists()


def test_format_leaves_comments_alone_unless_told(tmp_path: Path) -> None:
    path = write(tmp_path, "mine/regions/KZ.toml", PATCH)
    write(tmp_path, "mine/sources/our-contract.toml", SOURCE)
    looked = advisor("profiles", "format", "mine", "--check", home=tmp_path)
    assert looked.code == 1
    assert "would change mine/sources/our-contract.toml" in looked.out
    done = advisor("profiles", "format", "mine", home=tmp_path)
    assert (done.code, "has comments, left as it is" in done.err) == (0, True)
    assert path.read_text(encoding="utf-8") == PATCH
    advisor("profiles", "format", "mine", "--drop-comments", home=tmp_path)
    assert path.read_text(encoding="utf-8").startswith("#:schema ../schemas/regions.json\nid = ")
    assert advisor("profiles", "format", "mine", "--check", home=tmp_path).code == 0
    assert advisor("profiles", "check", "mine", "--canonical", *DAY, home=tmp_path).code == 0


def test_format_says_which_file_is_no_toml(tmp_path: Path) -> None:
    write(tmp_path, "mine/regions/KZ.toml", "id = ")
    done = advisor("profiles", "format", "mine", home=tmp_path)
    assert (done.code, "mine/regions/KZ.toml: not TOML" in done.err) == (2, True)


def test_schema_prints_one_and_writes_all(tmp_path: Path) -> None:
    one = advisor("profiles", "schema", "server", home=tmp_path)
    assert json.loads(one.out)["title"] == "Advisor servers"
    assert advisor("profiles", "schema", home=tmp_path).code == 2
    assert advisor("profiles", "schema", "--out", "schemas", home=tmp_path).code == 3
    (tmp_path / "schemas").mkdir()
    advisor("profiles", "schema", "--out", "schemas", home=tmp_path)
    assert len(list((tmp_path / "schemas").iterdir())) == 12


def test_path_names_the_layers_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, "mine/regions/KZ.toml", PATCH)
    done = advisor("profiles", "path", "--profiles", "mine", "--format", "json", home=tmp_path)
    layers = json.loads(done.out)["layers"]
    assert [row["layer"] for row in layers] == ["shipped", "user", "profiles"]
    assert layers[1]["holds"] == "nothing yet"
    assert layers[2]["directory"] == "mine"


def test_a_list_without_rows_has_its_heads_and_names_are_escaped(tmp_path: Path) -> None:
    old = ("profiles", "list", "sources", "--stale", "--as-of", "2000-01-01")
    assert advisor(*old, "--format", "csv", home=tmp_path).out == "kind,id,stale,of,oldest,name\n"
    assert advisor(*old, "--format", "md", home=tmp_path).out.startswith("| kind | id | stale |")
    folder = tmp_path / "mine" / "sources"
    folder.mkdir(parents=True)
    (folder / "s.toml").write_text(
        'id = "s"\ntitle = "A | <b> *x*"\nurl = "u"\ndate = "2025"\n', encoding="utf-8"
    )
    shown = advisor("profiles", "list", "sources", "--profiles", "mine", "--format", "md", home=tmp_path).out
    assert r"| sources | s | A \| \<b\> \*x\* |" in shown


@pytest.mark.parametrize("kind", ["models", "stacks", "availability", "regions", "accelerators"])
def test_a_broken_profile_stops_a_plan_only_where_the_plan_needs_it(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "mine" / kind
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('id = "bad"\n', encoding="utf-8")
    brief = ("--region", "KZ", "--budget", "3M", "--model", "qwen3-32b", "--workload", "office-chat")
    plan = advisor("plan", *brief, "--users", "100", *DAY, "--profiles", "mine", home=tmp_path)
    if kind in ("accelerators", "stacks", "availability"):
        assert plan.code == 2
        assert f"mine/{kind}/bad.toml: missing key 'name'" in plan.err
        assert f"`advisor profiles check mine/{kind}/bad.toml`" in plan.err
    else:
        assert plan.code == 0
