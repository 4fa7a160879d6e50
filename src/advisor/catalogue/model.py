"""What a profile says about an open-weight model: architecture, checkpoints, licence, claims."""

from typing import Annotated, Literal

import msgspec

from advisor.catalogue.architecture import Architecture
from advisor.catalogue.record import Bytes, CountryCode, Parameters, Record, WeightsFormat
from advisor.figures import Confidence, Statement

ModelClass = Literal["dense", "gqa-moe", "gpt-oss", "mla-moe", "dsa", "hybrid"]

class Checkpoint(Record, frozen=True, kw_only=True):
    """A released file of weights."""

    weights: WeightsFormat
    repository: str
    publisher: str
    official: bool
    """Released or linked by the model's own publisher."""
    size: Bytes | None = None
    """As published; absent: computed from the architecture."""
    source: str
    confidence: Confidence


class LicenceLimit(Record, frozen=True, kw_only=True):
    """One machine-readable limit of a licence."""

    kind: Literal["non_commercial", "revenue", "users", "field_of_use", "country", "branding"]
    text: str
    countries: tuple[CountryCode, ...] = ()


class Licence(Record, frozen=True, kw_only=True):
    """The licence of the weights."""

    name: str
    spdx: str | None = None
    limits: tuple[LicenceLimit, ...] = ()
    source: str
    confidence: Confidence


class Claim(Record, frozen=True, kw_only=True):
    """Something said about the model beside what primary sources say."""

    subject: str
    claimed: str
    claimed_by: str
    found: str
    verdict: Literal["confirmed", "wrong", "unconfirmed", "partly"]
    source: str
    date: str
    confidence: Confidence


class Benchmark(Record, frozen=True, kw_only=True):
    """A score, and who measured it."""

    name: str
    score_percent: float
    measured_by: Literal["publisher", "independent"]
    compared_with: str = ""
    source: str
    date: str
    confidence: Confidence


class Model(Record, frozen=True, kw_only=True):
    """An open-weight model."""

    id: str
    name: str
    publisher: str
    publisher_country: CountryCode | None = None
    """None: not stated, as in an imported config."""
    family: str
    """Model family of the speed constants: glm-5, deepseek-v3, qwen3, gpt-oss, llama."""
    model_class: ModelClass
    model_type: str = ""
    """`model_type` of the publisher's config.json; serving stacks implement models by it."""
    repository: str
    released: Statement | None = None
    licence: Licence
    context_tokens: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)] | None = None
    """Longest context that the publisher states; None: not found, and no limit but memory is applied."""
    context_source: str | None = None
    claimed_total: Parameters | None = None
    claimed_active: Parameters | None = None
    architecture: Architecture
    checkpoints: tuple[Checkpoint, ...]
    claims: tuple[Claim, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    entity_list_rules: tuple[str, ...] = ()
    """Ids of rules about the publisher (US-ENTITY-ZHIPU)."""
