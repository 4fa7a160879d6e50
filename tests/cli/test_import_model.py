"""`advisor profiles import-model` end to end: what it writes, prints and refuses, and a plan."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cli.command import Done, advisor

CONFIGS = Path(__file__).parent.parent / "catalogue" / "huggingface" / "configs"


def config(home: Path, name: str = "glm-5.2", **changes: Any) -> Path:
    """A copy of a publisher's config.json, changed."""
    path = home / "config.json"
    path.write_text(json.dumps(json.loads((CONFIGS / f"{name}.json").read_text()) | changes))
    return path


def imported(home: Path, path: Path, *options: str) -> Done:
    return advisor("profiles", "import-model", str(path), "--as-of", "2026-11-24", *options, home=home)


def test_a_profile_and_its_source_are_written(tmp_path: Path) -> None:
    who = ("--publisher", "Z.ai", "--country", "CN", "--repository", "zai-org/GLM-5.2")
    path = config(tmp_path, torch_dtype="bfloat16")
    what = ("--id", "mine", "--name", "My GLM", "--licence", "MIT")
    done = imported(tmp_path, path, *what, *who, "--out", str(tmp_path / "own"))
    assert (done.code, done.err) == (0, "")
    model = tomllib.loads((tmp_path / "own" / "models" / "mine.toml").read_text())
    source = tomllib.loads((tmp_path / "own" / "sources" / "config-mine.toml").read_text())
    assert (model["name"], model["licence"]["spdx"], model["context_tokens"]) == ("My GLM", "MIT", 1_048_576)
    assert model["architecture"]["source"] == source["id"] == "config-mine"
    assert source["title"] == "config.json of My GLM, imported on 2026-11-24"
    assert [checkpoint["weights"] for checkpoint in model["checkpoints"]] == ["bf16"]
    checked = advisor("profiles", "check", "--profiles", str(tmp_path / "own"), home=tmp_path)
    assert "mine" not in checked.err


def test_numbers_to_check_are_printed(tmp_path: Path) -> None:
    lines = imported(
        tmp_path, config(tmp_path), "--id", "mine", "--out", str(tmp_path / "own")
    ).out.splitlines()
    assert lines[:7] == [
        "mine (mine): glm_moe_dsa, class dsa",
        "  Parameters        743.38B in all",
        "  Active a token    39.35B core, 40.30B with output head, 41.25B with embedding table too",
        "  KV cache          89,856 bytes a token in BF16, and 5,376 of indexer keys",
        "  Fixed a sequence  0 bytes of windows and states",
        "  Weights           1,486.8 GB in BF16, 745.6 GB in 8 bit, 444.9 GB in 4 bit; "
        "released in: not stated",
        "  Not counted       9.94B of multi-token prediction",
    ]
    assert (
        "Still to fill in  publisher, publisher_country, repository, released, licence, checkpoints"
        in lines[7]
    )


def test_what_is_written_is_in_canonical_form(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert imported(tmp_path, config(tmp_path), "--id", "mine", "--out", str(own)).code == 0
    assert advisor("profiles", "format", "--check", str(own), home=tmp_path).code == 0
    text = (own / "models" / "mine.toml").read_text()
    assert text.startswith("#:schema ../schemas/models.json\nid = ")
    assert "repository" not in text


@pytest.mark.parametrize("who", [("--publisher", "Z.ai"), ("--repository", "zai-org/GLM-5.2-Air")])
def test_rules_about_the_publisher_come_along(tmp_path: Path, who: tuple[str, str]) -> None:
    done = imported(tmp_path, config(tmp_path), "--id", "mine", *who, "--out", "-")
    assert 'entity_list_rules = ["US-ENTITY-ZHIPU"]' in done.out
    assert "  Entity List       US-ENTITY-ZHIPU, which glm-4.5, glm-4.5-air, glm-4.6 and 6 more" in done.err
    assert "is the publisher listed?" not in done.err


@pytest.mark.parametrize(
    ("who", "asked"), [(("--country", "CN"), True), ((), True), (("--country", "FR"), False)]
)
def test_an_unknown_publisher_may_be_listed(tmp_path: Path, who: tuple[str, ...], asked: bool) -> None:
    done = imported(tmp_path, config(tmp_path), "--id", "mine", "--publisher", "Example", *who, "--out", "-")
    assert "entity_list_rules" not in done.out
    assert ("entity_list_rules (is the publisher listed?)" in done.err) is asked


def test_formats_that_nobody_stated_are_not_called_unreleased(tmp_path: Path) -> None:
    plan = planned(tmp_path, "--licence", "MIT")
    assert {warning["code"] for warning in json.loads(plan.out)["warnings"]} >= {"checkpoint_not_stated"}
    assert "checkpoint_must_be_made" not in plan.out


def planned(home: Path, *licence: str) -> Done:
    assert imported(home, config(home), "--id", "mine", *licence, "--out", str(home / "own")).code == 0
    asked = ("plan", "--region", "KZ", "--budget", "3000000", "--model", "mine")
    return advisor(*asked, "--profiles", str(home / "own"), "--format", "json", home=home)


def test_an_imported_model_is_planned(tmp_path: Path) -> None:
    plan = planned(tmp_path, "--licence", "MIT")
    assert plan.code == 0
    assert json.loads(plan.out)["setups"]


@pytest.mark.parametrize("licence", [(), ("--licence", "CC-BY-NC-4.0"), ("--licence", "Our own")])
def test_terms_that_nobody_read_stand_against_a_plan(tmp_path: Path, licence: tuple[str, ...]) -> None:
    plan = planned(tmp_path, *licence)
    codes = {reason["code"] for one in json.loads(plan.out)["rejections"] for reason in one["reasons"]}
    assert plan.code == 1
    assert "use_not_accepted" in codes


def test_without_out_it_goes_to_the_users_own_profiles(tmp_path: Path) -> None:
    done = imported(tmp_path, config(tmp_path), "--id", "mine")
    assert done.code == 0
    assert "own profile" not in done.err
    assert Path(done.out.splitlines()[-1].removeprefix("Written to ")).is_relative_to(tmp_path)
    assert "mine" in advisor("profiles", "list", "models", home=tmp_path).out


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    options = ("--id", "mine", "--out", str(tmp_path / "own"))
    assert imported(tmp_path, config(tmp_path), *options).code == 0
    again = imported(tmp_path, config(tmp_path, "glm-5"), *options)
    assert again.code == 2
    assert again.err.endswith("mine.toml: exists already; give another --id, or --force\n")
    assert imported(tmp_path, config(tmp_path, "glm-5"), *options, "--force").code == 0
    assert "indexer" in (tmp_path / "own" / "models" / "mine.toml").read_text()


def test_a_shipped_id_is_not_taken_without_force(tmp_path: Path) -> None:
    done = imported(tmp_path, config(tmp_path), "--id", "glm-5")
    assert done.code == 2
    assert done.err == (
        "advisor: models/glm-5.toml: a profile has this id already; give another --id, or --force\n"
    )


def test_a_dash_prints_both_profiles(tmp_path: Path) -> None:
    done = imported(tmp_path, config(tmp_path), "--id", "mine", "--out", "-")
    assert done.code == 0
    model, source = done.out.split("# sources/config-mine.toml\n")
    assert tomllib.loads(model)["id"] == "mine"
    assert tomllib.loads(source)["date"] == "2026-11-24"
    assert done.err.startswith("mine (mine): glm_moe_dsa")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.json"]


def test_a_renamed_key_is_refused_in_one_line(tmp_path: Path) -> None:
    path = config(tmp_path, n_routed_experts=None, num_routed_experts=256)
    done = imported(tmp_path, path, "--id", "mine")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert (
        "num_routed_experts: unknown key; did you mean 'n_routed_experts'? What it changes is not guessed."
        in (done.err)
    )


def test_a_file_that_is_no_json_is_not_sent_to_the_check_of_profiles(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text('{"a": 1, "a": 2}')
    done = imported(tmp_path, path, "--id", "mine")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"advisor: {path}: the key 'a' stands twice in one object; take one out\n"


def test_the_format_of_nvidias_tool_is_read_beside_the_config(tmp_path: Path) -> None:
    path = config(tmp_path, torch_dtype="bfloat16")
    (tmp_path / "hf_quant_config.json").write_text(
        '{"quantization": {"quant_algo": "NVFP4", "group_size": 16}}'
    )
    assert 'weights = "nvfp4"' in imported(tmp_path, path, "--id", "mine", "--out", "-").out
    (tmp_path / "hf_quant_config.json").write_text('{"quantization": {"quant_algo": "W2"}}')
    refused = imported(tmp_path, path, "--id", "mine", "--out", "-")
    assert refused.code == 2
    assert "hf_quant_config.json: quantization.quant_algo: found 'W2'" in refused.err
    assert 'weights = "fp8"' in imported(tmp_path, path, "--id", "mine", "--out", "-", "--weights", "fp8").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "the file's name doesn't name a model; give --id"),
        (("--id", "../x"), "--id '../x': wants up to 64 small letters"),
        (("--id", "mine", "--country", "China"), "--country 'China': wants two capital letters"),
    ],
)
def test_bad_options(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = imported(tmp_path, config(tmp_path), *options)
    assert done.code == 2
    assert said in done.err


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    done = imported(tmp_path, tmp_path / "none.json", "--id", "mine")
    assert done.code == 3
    assert done.err.count("\n") == 1


def test_terminal_controls_in_names_are_cleaned(tmp_path: Path) -> None:
    done = imported(tmp_path, config(tmp_path), "--id", "mine", "--name", "a\x1b[31mb", "--out", "-")
    assert 'name = "ab"' in done.out
    assert "\x1b" not in done.out + done.err
