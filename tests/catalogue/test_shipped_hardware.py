"""Hand-checked facts of the shipped accelerators, servers, stacks, workloads and models."""

from collections.abc import Iterator

import pytest

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.architecture import Attention, FeedForward, GqaAttention, MlaAttention
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.check import cited_sources
from advisor.catalogue.errors import SharedNameError
from advisor.catalogue.model import Model
from advisor.catalogue.stack import Support

MODELS = ("deepseek-v3.2", "glm-5", "gpt-oss-120b", "llama-3.3-70b", "qwen3-235b-a22b")
HARDWARE = ("accelerators", "servers", "stacks", "workloads", "models")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.shipped()


def accelerators_of(catalogue: Catalogue, *families: str) -> list[Accelerator]:
    found = [record for record in catalogue.accelerators.values() if record.family in families]
    assert found, f"no accelerator of {families}"
    return found


def supports(catalogue: Catalogue) -> Iterator[Support]:
    for stack in catalogue.stacks.values():
        yield from stack.support


@pytest.mark.parametrize("kind", HARDWARE)
def test_every_source_that_a_profile_cites_exists(catalogue: Catalogue, kind: str) -> None:
    cited = {source for record in catalogue.folders[kind].values() for source in cited_sources(record)}
    assert cited, f"no {kind} profile cites a source"
    assert cited - set(catalogue.sources) == set()


def test_a_910c_card_is_two_devices_with_128_gb(catalogue: Catalogue) -> None:
    card = catalogue.accelerators["ascend-910c"]
    assert card.devices_per_card == 2
    assert card.memory.nominal.to("GB") == 128
    assert card.memory.usable is not None
    assert card.memory.usable.to("GiB") == pytest.approx(2 * 60.32)
    assert card.rates.int8 is not None
    assert card.rates.int8.to("TOPS") == 2 * 752
    assert all(other.devices_per_card == 1 for other in accelerators_of(catalogue, "ascend-a2", "hopper"))


def test_h100_reports_81559_mib(catalogue: Catalogue) -> None:
    reported = catalogue.accelerators["h100-sxm"].memory.reported
    assert reported is not None
    assert reported.to("B") == 81559 * 2**20


def test_no_fp8_and_no_fp4_on_ascend_a2_and_a3(catalogue: Catalogue) -> None:
    for accelerator in accelerators_of(catalogue, "ascend-a2", "ascend-a3"):
        assert set(accelerator.weights_formats) == {"bf16", "w8a8", "w4a8", "w4a16"}
        assert set(accelerator.kv_formats) == {"bf16", "int8"}
        assert accelerator.rates.fp8 is None
        assert accelerator.rates.fp4 is None


def test_a100_has_no_fp8(catalogue: Catalogue) -> None:
    accelerator = catalogue.accelerators["a100-sxm-80"]
    assert "fp8" not in (*accelerator.weights_formats, *accelerator.kv_formats)
    assert accelerator.rates.fp8 is None


FP4_FAMILIES = ("blackwell", "blackwell-rtx", "cdna4", "ascend-950")


def test_fp4_arithmetic_is_of_the_newest_families_and_mxfp4_elsewhere_says_weight_only(
    catalogue: Catalogue,
) -> None:
    for accelerator in catalogue.accelerators.values():
        computes_fp4 = accelerator.family in FP4_FAMILIES
        unknown = accelerator.id == "b30a"  # rumoured, without an FP4 rate
        assert (accelerator.rates.fp4 is not None) == (computes_fp4 and not unknown), accelerator.id
        assert ("nvfp4" in accelerator.weights_formats) == accelerator.family.startswith("blackwell")
        if "mxfp4" in accelerator.weights_formats and not computes_fp4:
            assert "weight-only" in accelerator.formats_source.note


@pytest.mark.parametrize(
    ("accelerator_id", "one_way_gb_s"),
    [("ascend-910b3", 196), ("ascend-910c", 392), ("h100-sxm", 450), ("b200", 900), ("mi300x", 448)],
)
def test_links_are_one_way_a_card(catalogue: Catalogue, accelerator_id: str, one_way_gb_s: int) -> None:
    link = catalogue.accelerators[accelerator_id].scale_up
    assert link is not None
    assert link.one_way.to("GB/s") == one_way_gb_s


def test_a_halved_link_says_so(catalogue: Catalogue) -> None:
    for accelerator in catalogue.accelerators.values():
        link = accelerator.scale_up
        if link is not None and link.stated in ("both_ways", "not_stated"):
            assert "alf of" in link.one_way.note, accelerator.id


def test_seventy_parts_and_every_server_of_them_ship(catalogue: Catalogue) -> None:
    assert len(catalogue.accelerators) >= 70
    assert len(catalogue.servers) >= 30


def test_a_name_of_several_bins_lists_them(catalogue: Catalogue) -> None:
    with pytest.raises(SharedNameError) as caught:
        catalogue.accelerators["ascend-910b"]
    assert str(caught.value) == (
        "'ascend-910b' is a name of several parts; say which: "
        "ascend-910b1, ascend-910b2, ascend-910b3, ascend-910b4, ascend-910b4-1"
    )


def test_what_nobody_sells_or_sells_by_the_hour_alone_says_so(catalogue: Catalogue) -> None:
    statuses = {part.id: part.status for part in catalogue.accelerators.values()}
    assert {part for part, status in statuses.items() if status == "cloud_only"} == {
        "tpu-v5e",
        "tpu-v6e",
        "trainium2",
    }
    assert {part for part, status in statuses.items() if status == "roadmap"} == {"ascend-950dt", "b30a"}


def test_a_disagreement_names_what_is_used_and_why(catalogue: Catalogue) -> None:
    disputed = [part for part in catalogue.accelerators.values() if part.disagreements]
    assert {"ascend-910b3", "h20-96", "gaudi3", "ascend-950pr", "mi308x"} <= {part.id for part in disputed}
    for part in disputed:
        assert all(one.used and one.why for one in part.disagreements), part.id


def test_a_server_and_its_accelerators_name_each_other(catalogue: Catalogue) -> None:
    for accelerator in catalogue.accelerators.values():
        assert accelerator.servers
        for server_id in accelerator.servers:
            assert accelerator.id in catalogue.servers[server_id].accelerators


@pytest.mark.parametrize("model_id", MODELS)
def test_attention_and_feed_forward_groups_add_up_to_the_same_depth(
    catalogue: Catalogue, model_id: str
) -> None:
    architecture = catalogue.models[model_id].architecture
    assert depth(architecture.attention) == depth(architecture.feed_forward)


def depth(groups: tuple[Attention, ...] | tuple[FeedForward, ...]) -> int:
    """Layers of all groups."""
    return sum(group.layers for group in groups)


def test_glm_5_keeps_576_values_of_latent_a_token_and_layer(catalogue: Catalogue) -> None:
    (attention,) = catalogue.models["glm-5"].architecture.attention
    assert isinstance(attention, MlaAttention)
    latent_bytes = attention.layers * (attention.kv_lora_rank + attention.qk_rope_head_dim) * 2
    assert latent_bytes == 89_856


def test_gpt_oss_alternates_windows_of_128_tokens_with_full_attention(catalogue: Catalogue) -> None:
    groups = catalogue.models["gpt-oss-120b"].architecture.attention
    windows = [(group.layers, group.window_tokens) for group in groups if isinstance(group, GqaAttention)]
    assert windows == [(18, 128), (18, None)]


@pytest.mark.parametrize("model_id", MODELS)
def test_each_released_checkpoint_can_be_served_on_a_shipped_part(
    catalogue: Catalogue, model_id: str
) -> None:
    model: Model = catalogue.models[model_id]
    for checkpoint in model.checkpoints:
        families = {
            row.family
            for row in supports(catalogue)
            if model_id in row.models and checkpoint.weights in row.weights
        }
        assert any(
            part.family in families and checkpoint.weights in part.weights_formats
            for part in catalogue.accelerators.values()
        ), checkpoint.repository


def test_a_stack_offers_no_format_that_the_parts_of_a_family_lack(catalogue: Catalogue) -> None:
    for row in supports(catalogue):
        for part in accelerators_of(catalogue, row.family):
            if row.accelerators and part.id not in row.accelerators:
                continue
            assert set(row.weights) <= set(part.weights_formats), (part.id, row.models, row.weights)


def test_glm_5_is_not_tuned_on_ascend_a2(catalogue: Catalogue) -> None:
    rows = [row for row in supports(catalogue) if row.family == "ascend-a2" and "glm-5" in row.models]
    assert {(row.status, row.path) for row in rows} == {
        ("experimental", "default"),
        ("unsupported", "default"),
    }


def test_office_chat_is_the_preset_of_a_skipped_workload(catalogue: Catalogue) -> None:
    workload = catalogue.workloads["office-chat"]
    assert workload.input_mean is not None
    assert workload.output_mean is not None
    assert workload.input_mean.to("tokens") == 1200
    assert workload.output_mean.to("tokens") == 210
    assert workload.ttft_limit is not None
    assert workload.ttft_limit.to("ms") == 2000
    assert "Our synthesis" in workload.basis.text


def test_press_claims_about_glm_5_stand_beside_the_publishers(catalogue: Catalogue) -> None:
    claims = catalogue.models["glm-5"].claims
    verdicts = {(claim.subject, claim.claimed): claim.verdict for claim in claims}
    assert verdicts["Active parameters", "44B"] == "wrong"
    assert verdicts["Active parameters", "40B"] == "confirmed"
    assert verdicts["Training hardware", "100,000 Ascend 910B"] == "unconfirmed"
