"""In which format a checkpoint's weights lie, by its `quantization_config` or its dtype."""

from typing import Any

from advisor.catalogue.errors import ProfileError
from advisor.catalogue.huggingface.config import REQUIRED, Config
from advisor.catalogue.huggingface.key_names import keys
from advisor.catalogue.record import WeightsFormat

_DTYPES: dict[str, WeightsFormat] = {"bfloat16": "bf16", "float16": "bf16", "float8_e4m3fn": "fp8"}
_METHODS = (
    "fp8",
    "mxfp4",
    "compressed-tensors",
    "modelopt",
    "modelopt_fp4",
    "gptq",
    "awq",
    "fbgemm_fp8",
    "quark",
)
_KEYS = keys(
    """quant_method moe_quant_algo quantized_layers fmt scale_fmt activation_scheme weight_block_size
    modules_to_not_convert ignored_layers ignore config_groups format kv_cache_scheme quantization_status
    global_compression_ratio transform_config sparsity_config version bits group_size sym desc_act
    zero_point true_sequential damp_percent static_groups checkpoint_format meta lm_head quant_algo
    kv_cache_quant_algo exclude_modules producer expert_dtype activation_scale_ub dequantize
    quant_method_version pack_method backend provider quantization"""
)
_GROUP_KEYS = keys("weights input_activations output_activations targets format")
_NUMBERS_KEYS = keys(
    """num_bits type strategy group_size symmetric dynamic block_structure actorder observer observer_kwargs
    scale_dtype zp_dtype"""
)


def native_format(tree: dict[str, Any], text: dict[str, Any], file: str) -> WeightsFormat | None:
    """The format of the weights; None where the config states neither quantisation nor dtype.

    Raises ProfileError for a method, an algorithm or a key of quantisation that is not known.
    """
    for part, place in ((tree, ""), (text, "text_config." if text is not tree else "")):
        outer = Config(part, file, keys("quantization_config torch_dtype dtype expert_dtype"), place)
        table = outer.table("quantization_config", _KEYS)
        if table is not None:
            table.check_keys()
            return _quantised(table, text.get("expert_dtype"))
    for part, place in ((text, "text_config." if text is not tree else ""), (tree, "")):
        outer = Config(part, file, keys("torch_dtype dtype"), place)
        dtype = outer.text("torch_dtype") or outer.text("dtype")
        if dtype is not None:
            plain = dtype.removeprefix("torch.")
            if plain not in _DTYPES:
                raise ProfileError(
                    file, f"{place}torch_dtype", f"found {plain[:40]!r}, known are {', '.join(_DTYPES)}"
                )
            return _DTYPES[plain]
    return None


def stated_format(tree: dict[str, Any], file: str) -> WeightsFormat:
    """The format that NVIDIA's hf_quant_config.json states; raises ProfileError for any that is not known."""
    table = Config(tree, file, keys("quantization producer")).table("quantization", _KEYS)
    if table is None:
        raise ProfileError(file, "quantization", "is missing, and nothing is assumed in its place")
    table.check_keys()
    return _quantised(table, None)


def _quantised(table: Config, expert_dtype: Any) -> WeightsFormat:
    # NVIDIA's tool leaves the method out where it states the algorithm.
    method = table.word("quant_method", _METHODS, default="modelopt" if table.has("quant_algo") else REQUIRED)
    if table.has("quantized_layers") or table.has("moe_quant_algo"):
        table.fail("quantized_layers", "layers of several formats are not modelled; state one with --weights")
    if method in ("fp8", "fbgemm_fp8"):
        # DeepSeek-V4: FP4 experts with one-byte exponents a group of 32, and FP8 elsewhere.
        experts = table.text("expert_dtype") or expert_dtype
        if experts not in (None, "fp4", "fp8"):
            table.fail("expert_dtype", f"found {experts!r}, known are fp4, fp8")
        return "mxfp4" if experts == "fp4" else "fp8"
    if method in ("gptq", "awq"):
        bits = table.size("bits")
        if bits == 4:
            return "w4a16"
        table.fail("bits", f"found {bits}; only 4 is modelled for {method}")
    if method in ("modelopt", "modelopt_fp4"):
        names: dict[str, WeightsFormat] = {"NVFP4": "nvfp4", "FP8": "fp8", "FP8_PB_WO": "fp8"}
        return names[table.word("quant_algo", tuple(names))]
    if method == "compressed-tensors":
        return _compressed_tensors(table)
    if method == "mxfp4":
        return "mxfp4"
    table.fail(
        "quant_method",
        f"{method!r} states its format in other files, which are not read; state it with --weights",
    )


def _compressed_tensors(table: Config) -> WeightsFormat:
    """By the first group: bits and type of weights, and whether activations are quantised too."""
    groups = table.mapping("config_groups", _GROUP_KEYS)
    if not groups:
        table.fail("config_groups", "is missing; it says how weights are quantised")
    formats = {_group_format(group) for group in groups}
    if len(formats) > 1:
        table.fail("config_groups", f"mixes {' and '.join(sorted(formats))}, which is not modelled")
    return formats.pop()


def _group_format(group: Config) -> WeightsFormat:
    group.check_keys()
    weights = group.table("weights", _NUMBERS_KEYS)
    if weights is None:
        group.fail("weights", "is missing; it says how weights are quantised")
    weights.check_keys()
    bits, kind = weights.size("num_bits"), weights.word("type", ("int", "float"))
    activations = group.has("input_activations")
    if (bits, kind) == (8, "float"):
        return "fp8"
    if (bits, kind) == (8, "int") and activations:
        return "w8a8"
    if (bits, kind) == (4, "int"):
        return "w4a8" if activations else "w4a16"
    if (bits, kind) == (4, "float"):
        return "mxfp4" if weights.size("group_size", default=16) == 32 else "nvfp4"
    weights.fail("num_bits", f"{bits} bits of {kind} are not modelled")
