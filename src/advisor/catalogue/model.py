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
    note: str | None = None
    """What the format's name leaves out: parts kept in another format, a later build of the same name."""
    source: str
    confidence: Confidence


LimitKind = Literal["non_commercial", "revenue", "users", "field_of_use", "country", "branding"]
ThresholdUnit = Literal["USD", "USD/month", "USD/year", "monthly active users"]
Trigger = Literal["licence", "name", "notice"]
"""licence: a licence of its own from the publisher; name: the model's name must be shown; notice: the
publisher must be told."""


class LicenceLimit(Record, frozen=True, kw_only=True):
    """One machine-readable limit of a licence."""

    kind: LimitKind
    text: str
    countries: tuple[CountryCode, ...] = ()
    """Countries that the licence leaves out."""
    companies_only: bool = False
    """The countries count by where the licensee has its seat, not by where the weights run."""
    threshold: Annotated[float, msgspec.Meta(gt=0)] | None = None
    """Above this revenue or number of users the limit binds; absent: it binds everybody."""
    threshold_unit: ThresholdUnit | None = None
    """USD alone where the source does not say over which time."""
    triggers: Trigger | None = None
    """What it asks for; None where it forbids, or refers to a policy of uses."""
    model_services_only: bool = False
    """It binds only those who sell the model itself as a service."""


class Licence(Record, frozen=True, kw_only=True):
    """The licence of the weights."""

    name: str
    spdx: str | None = None
    read: bool = True
    """False: its terms are not known here, so that there may be limits beside the listed ones."""
    gated: bool = False
    """The publisher gives the files only to those who ask."""
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
    measured_by: Literal["publisher", "independent", "other_publisher"]
    """other_publisher: a rival's table; independent: anybody else."""
    setting: str = ""
    """Hardware, weights format or variant of the model that the score belongs to, where stated."""
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
    repository: str | None = None
    """Where the publisher's own weights lie: OWNER/NAME. None: not stated, as in an imported config."""
    base_model: str | None = None
    """Repository of the model that this one was tuned from; its licence stays in force beside this one's."""
    languages: tuple[str, ...] = ()
    """Languages that the publisher names, for models made for a region."""
    note: str | None = None
    """What a buyer should know beside the figures: names, variants, disagreements between sources."""
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
