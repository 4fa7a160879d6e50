"""The sentence behind each part of a time: what it says computes to what it is a part of."""

import pytest

from advisor.catalogue.record import WeightsFormat
from advisor.estimate.layout import Load
from advisor.estimate.result import Arithmetic, Factor, Term
from advisor.plan.probe import Probe, probe_speed
from advisor.wording.arithmetic import arithmetic_ms, arithmetic_sentences, term_ms_text, three_digits
from estimate_records import CATALOGUE
from speed_records import DECODE_TERMS


def said(code: str) -> list[str]:
    (term,) = [term for term in DECODE_TERMS if term.code == code]
    return list(arithmetic_sentences(term))


def test_bytes_over_a_rate() -> None:
    # 38.4 GB / (4.8 TB/s x 0.8) = 10 ms; 2.4 MB / 4.8 TB/s = 0.5 us
    assert said("weights") == [
        "routed experts that the batch takes: 38.4 GB a device over 4.80 TB/s x 0.800 (fitted) = 10.00 ms",
        "all other weights: 4.80 MB a device over 4.80 TB/s = 0.001 ms",
    ]


def test_a_count_times_microseconds() -> None:
    assert said("layers") == ["78 layers x 200 us x 1.50 (batch, stack and layout)"]


def test_what_overlaps_says_what_it_takes_alone() -> None:
    assert said("compute") == [
        "matrix products: 990 GFLOP a device over 1,980 TFLOPS = 0.50 ms alone",
        "it runs while weights are read; only what it adds to that is counted",
    ]


def test_prompts_of_others() -> None:
    assert said("prefill") == ["0.0250 prompts of others a token x 325 ms x 0.800 (felt by the median token)"]


def test_speculation_reads_as_tokens_a_step() -> None:
    one = Arithmetic(
        quantity=78, unit="layers", each=100, each_unit="us", factors=(Factor("speculation", 0.5),)
    )
    assert list(arithmetic_sentences(Term("layers", 3.9, (one,)))) == [
        "78 layers x 100 us / 2.00 (tokens a step)"
    ]
    assert arithmetic_ms(one) == pytest.approx(3.9)


def test_factors_without_effect_and_empty_quantities_are_left_out() -> None:
    none = Arithmetic(quantity=0, unit="B", each=1e12, each_unit="B/s")
    same = Arithmetic(quantity=5, unit="sequences", each=1, each_unit="us", factors=(Factor("path", 1.0),))
    assert list(arithmetic_sentences(Term("kv", 0, (none, same)))) == ["5 sequences x 1.00 us"]


def test_an_unknown_code_is_shown_as_it_is() -> None:
    new = Arithmetic(quantity=2, unit="hops", each=3, each_unit="ms", factors=(Factor("tunnelling", 2.0),))
    assert list(arithmetic_sentences(Term("hops", 12, (new,)))) == ["2 hops x 3.00 ms x 2.00 (tunnelling)"]


@pytest.mark.parametrize(
    ("ms", "text"), [(1130.4, "1,130 ms"), (324.84, "324.8 ms"), (12.549, "12.55 ms"), (0.004, "0.004 ms")]
)
def test_milliseconds_keep_the_digits_that_add_up(ms: float, text: str) -> None:
    assert term_ms_text(ms) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0303, "0.0303"), (1.43, "1.43"), (147, "147"), (1979, "1,979"), (0, "0"), (9.999, "10.00")],
)
def test_three_digits(value: float, text: str) -> None:
    assert three_digits(value) == text


QUESTIONS: tuple[tuple[str, str, int, WeightsFormat, bool], ...] = (
    ("glm-5", "h200-sxm", 8, "fp8", False),
    ("glm-5", "h200-sxm", 8, "fp8", True),
    ("glm-5", "ascend-910b3", 16, "w4a8", False),
    ("llama-3.3-70b", "mi300x", 4, "bf16", False),
    ("gpt-oss-120b", "b200", 1, "mxfp4", False),
)


@pytest.mark.parametrize(("model", "part", "cards", "weights", "speculative"), QUESTIONS)
@pytest.mark.parametrize("concurrency", [1, 32])
def test_every_sentence_computes_to_its_part(
    model: str, part: str, cards: int, weights: WeightsFormat, speculative: bool, concurrency: int
) -> None:
    load = Load(input_tokens=4096, output_tokens=1024, context_tokens=5120, concurrency=concurrency)
    probe = Probe(
        model=model, accelerator=part, cards=cards, weights=weights, load=load, speculative=speculative
    )
    point = probe_speed(probe, CATALOGUE).point
    assert point is not None
    speed = point.predicted()
    assert sum(term.ms for term in speed.decode_terms) == pytest.approx(speed.tpot_ms.mid)
    if speed.ttft_ms is not None:
        assert sum(term.ms for term in speed.ttft_terms) == pytest.approx(speed.ttft_ms.mid)
    explained = 0.0
    for term in (*speed.decode_terms, *speed.prefill_terms, *speed.ttft_terms):
        overlaps = any(one.alone_ms is not None for one in term.arithmetic)
        for one in term.arithmetic:
            assert one.alone_ms is None or arithmetic_ms(one) == pytest.approx(one.alone_ms)
        if term.arithmetic and not overlaps:
            assert sum(arithmetic_ms(one) for one in term.arithmetic) == pytest.approx(term.ms)
    for term in speed.decode_terms:
        explained += term.ms if term.arithmetic else 0.0
    assert explained >= 0.8 * speed.tpot_ms.mid, "most of a token is explained"
