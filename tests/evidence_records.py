"""Comparisons for the tests of scores, validation and self-test: made up, easy to work out by hand."""

from advisor.evidence.comparison import Comparison, Omission, VendorGroup
from advisor.evidence.row import MeasuredRow, MetricKind
from advisor.figures import Basis, Range

FAMILIES: dict[VendorGroup, tuple[str, str]] = {
    "nvidia": ("NVIDIA", "hopper"),
    "amd": ("AMD", "cdna3"),
    "intel": ("Intel", "gaudi"),
    "ascend_a3": ("Huawei", "ascend-a3"),
    "ascend_a2": ("Huawei", "ascend-a2"),
    "other": ("Kunlunxin", "kunlun"),
}


def measured_row(
    row_id: str,
    value: float,
    *,
    model: str = "glm-5",
    part: str = "h200-sxm",
    metric: MetricKind = "tpot_ms",
    concurrency: float | None = None,
) -> MeasuredRow:
    """A row of eight cards."""
    return MeasuredRow(
        id=row_id,
        model_id=model,
        accelerator_id=part,
        accel_count=8.0,
        concurrency_or_batch=concurrency,
        metric_kind=metric,
        value=value,
    )


def compared(
    row_id: str,
    measured: float,
    low: float,
    mid: float,
    high: float,
    *,
    group: VendorGroup = "nvidia",
    model: str = "glm-5",
    part: str = "h200-sxm",
    metric: MetricKind = "tpot_ms",
    basis: Basis = "calibrated",
    load_known: bool = True,
    concurrency: float = 8,
    model_class: str = "dsa",
) -> Comparison:
    """`measured` beside (low, mid, high)."""
    vendor, family = FAMILIES[group]
    return Comparison(
        row=measured_row(row_id, measured, model=model, part=part, metric=metric, concurrency=concurrency),
        metric_kind=metric,
        predicted=Range(low, mid, high, basis),
        load_known=load_known,
        concurrency=concurrency,
        vendor=vendor,
        vendor_group=group,
        accelerator_family=family,
        model_family=model,
        model_class=model_class,
    )


QUEUED = "no waiting time can be promised"
SAMPLE: tuple[Comparison | Omission, ...] = (
    compared("a1", 20.0, 18.0, 22.0, 30.0),
    compared("a2", 40.0, 20.0, 28.0, 36.0, model="qwen3-32b", model_class="dense", basis="family"),
    compared("a3", 1000.0, 900.0, 1100.0, 1500.0, metric="total_tok_s_total", part="b200"),
    compared("a4", 5000.0, 1800.0, 2500.0, 4000.0, metric="output_tok_s_total", load_known=False),
    compared("a5", 400.0, 300.0, 500.0, 900.0, metric="ttft_ms", concurrency=16),
    compared("a6", 4000.0, 300.0, 1000.0, 2000.0, metric="ttft_ms", concurrency=17),
    compared("b1", 50.0, 40.0, 50.0, 70.0, group="amd", part="mi300x"),
    compared(
        "c1", 300.0, 100.0, 240.0, 500.0,
        group="ascend_a2", part="ascend-910b", metric="decode_tok_s_total", basis="datasheet",
    ),
    Omission(
        row=measured_row("d1", 30.0, model="glm-55"), code="model_unknown", detail="glm-55", near="glm-5"
    ),
    Omission(row=measured_row("d2", 9000.0, metric="ttft_ms"), code="saturated", detail=QUEUED),
    Omission(row=measured_row("d4", 5.0, part="tpu-v6e"), code="speed_unknown", detail="relatives"),
    Omission(row=measured_row("d3", 9500.0, metric="ttft_ms"), code="saturated", detail=QUEUED),
)  # fmt: skip
