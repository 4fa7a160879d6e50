"""One measured figure beside its prediction, and the groups that its error is counted in."""

import math
from typing import Literal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.estimate.basis import FEW_REQUESTS
from advisor.evidence.row import MeasuredRow, MetricKind
from advisor.figures import Range

VendorGroup = Literal["nvidia", "amd", "intel", "ascend_a3", "ascend_a2", "other"]
"""ascend_a3: 910C. ascend_a2: the bins of the 910B, also where the source does not say which."""
VENDOR_GROUPS: tuple[VendorGroup, ...] = VendorGroup.__args__  # type: ignore[attr-defined]

Measure = Literal[
    "tpot", "throughput", "ttft_to_16", "ttft_above_16", "saturated_tpot", "saturated_throughput"
]
"""What was measured under which load. saturated: under a load that the source does not state, taken as the
largest that the memory holds. A time to first token is parted at 16 requests in flight: above, it is mostly
waiting."""
MEASURES: tuple[Measure, ...] = Measure.__args__  # type: ignore[attr-defined]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A measured figure and the range predicted for it, both in the unit of `metric_kind`."""

    row: MeasuredRow
    metric_kind: MetricKind
    predicted: Range
    load_known: bool
    """False where the source leaves the requests in flight open."""
    concurrency: float
    """Requests in flight over the whole setup, as stated or assumed."""
    vendor: str
    vendor_group: VendorGroup
    accelerator_family: str
    model_family: str
    model_class: str

    @property
    def measured(self) -> float:
        """The figure that was measured."""
        return self.row.value

    @property
    def error(self) -> float:
        """|mid / measured - 1|: the absolute error as a share of what was measured."""
        return abs(self.predicted.mid / self.measured - 1)

    @property
    def log_error(self) -> float:
        """ln(mid / measured): above 0 where the prediction is too high."""
        return math.log(self.predicted.mid / self.measured)

    @property
    def inside(self) -> bool:
        """Whether the measured figure lies in the range, bounds included."""
        return self.predicted.low <= self.measured <= self.predicted.high

    @property
    def width(self) -> float:
        """high / low of the range."""
        return self.predicted.high / self.predicted.low

    @property
    def pair(self) -> tuple[str, str]:
        """(model id, accelerator id), as the row says them."""
        return self.row.model_id, self.row.accelerator_id

    @property
    def measure(self) -> Measure:
        """The measure that the error counts under; rates of every kind are throughput."""
        if self.metric_kind == "ttft_ms":
            return "ttft_to_16" if self.concurrency <= FEW_REQUESTS else "ttft_above_16"
        if self.metric_kind == "tpot_ms":
            return "tpot" if self.load_known else "saturated_tpot"
        return "throughput" if self.load_known else "saturated_throughput"


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """A measured figure that nothing was predicted for."""

    row: MeasuredRow
    code: str
    """Why, as a code that `wording` has a sentence for."""
    detail: str = ""
    near: str = ""
    """The known id that was probably meant, where the row's own is not known."""


def vendor_group_of(accelerator: Accelerator) -> VendorGroup:
    """The column of the error table that a part belongs to."""
    if accelerator.family == "ascend-a3":
        return "ascend_a3"
    if accelerator.family == "ascend-a2":
        return "ascend_a2"
    vendors: dict[str, VendorGroup] = {"NVIDIA": "nvidia", "AMD": "amd", "Intel": "intel"}
    return vendors.get(accelerator.vendor, "other")


def comparison(
    row: MeasuredRow,
    predicted: Range,
    model: Model,
    accelerator: Accelerator,
    *,
    load_known: bool,
    concurrency: float,
) -> Comparison:
    """`row` beside `predicted`, with the groups of its model and part."""
    return Comparison(
        row=row,
        metric_kind=row.metric_kind,
        predicted=predicted,
        load_known=load_known,
        concurrency=concurrency,
        vendor=accelerator.vendor,
        vendor_group=vendor_group_of(accelerator),
        accelerator_family=accelerator.family,
        model_family=model.family,
        model_class=model.model_class,
    )
