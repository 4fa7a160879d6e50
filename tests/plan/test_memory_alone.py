"""Parts whose speed nobody knows: what fits is said, and no speed and no price of a token is given."""

import msgspec
import pytest
from click.testing import CliRunner

from advisor.catalogue.catalogue import Catalogue
from advisor.cli.main import cli
from advisor.estimate.layout import Load
from advisor.plan.probe import Probe, probe_fit, probe_speed
from advisor.wording.english import reason_text, reason_word

CATALOGUE = Catalogue.shipped()
PROBE = Probe(
    model="llama-3.3-70b",
    accelerator="kunlun-p800",
    cards=8,
    weights="bf16",
    load=Load(input_tokens=1000, output_tokens=200, context_tokens=1200, concurrency=4),
)


def test_it_fits_and_its_speed_is_not_known() -> None:
    fit, speed = probe_fit(PROBE, CATALOGUE), probe_speed(PROBE, CATALOGUE)
    assert fit.fits
    assert not speed.fits
    assert speed.speed is None
    assert speed.memory == fit.memory
    (reason,) = speed.reasons
    assert reason.code == "speed_unknown_rates"
    assert fit.memory is not None
    assert (reason.needed, reason.available) == (fit.memory.needed_bytes, fit.memory.usable_bytes)


def test_the_sentence_says_what_fits_and_what_is_missing() -> None:
    (reason,) = probe_speed(PROBE, CATALOGUE).reasons
    text = reason_text(reason, {"kunlun-p800": "Kunlunxin P800"})
    assert "of 103.1 GB taken" in text
    assert "to spare, but no dense 16-bit throughput of Kunlunxin P800 is published" in text
    assert "no cost per token" in text
    assert reason_word(reason) == "no speed"


@pytest.mark.parametrize(
    ("part_id", "code"),
    [
        ("tpu-v6e", "speed_unknown_relatives"),
        ("b30a", "speed_unknown_bandwidth"),
        ("gb10", "speed_unknown_rates"),
    ],
)
def test_the_code_names_what_is_missing(part_id: str, code: str) -> None:
    probe = msgspec.structs.replace(PROBE, accelerator=part_id)
    assert code in [reason.code for reason in probe_speed(probe, CATALOGUE).reasons]


def test_memory_that_is_short_is_the_reason_before_speed() -> None:
    probe = msgspec.structs.replace(PROBE, cards=1)
    assert [reason.code for reason in probe_speed(probe, CATALOGUE).reasons] == ["memory_short"]


def test_the_command_line_says_no_with_exit_code_1() -> None:
    question = [
        "--model",
        "llama-3.3-70b",
        "--accelerator",
        "kunlun-p800",
        "--count",
        "8",
        "--weights",
        "bf16",
    ]
    load = ["--input", "1000", "--output", "200", "--concurrency", "4"]
    estimate = CliRunner().invoke(cli, ["estimate", *question, *load])
    assert estimate.exit_code == 1
    assert "fits in memory, but its speed is not known" in estimate.stdout
    assert CliRunner().invoke(cli, ["fit", *question]).exit_code == 0
