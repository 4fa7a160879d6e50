"""What was asked: region, buyer, budget, model, workload and limits."""

from decimal import Decimal

import msgspec

from advisor.catalogue.record import CountryCode
from advisor.catalogue.rule import UseStatus
from advisor.clearance.result import Buyer

DEFAULT_WORKLOAD = "office-chat"
DEFAULT_CONCURRENCY = 50


class Brief(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question to Advisor. None means: not asked, the default holds."""

    region: CountryCode
    budget: Decimal
    """Landed capex in `currency`."""
    currency: str = "USD"
    model: str
    buyer_hq: CountryCode | None = None
    buyer_parent: CountryCode | None = None
    us_ties: bool = False
    accept_use: tuple[UseStatus, ...] = ()
    years: int = 3
    workload: str = DEFAULT_WORKLOAD
    concurrency: int | None = None
    users: int | None = None
    rate_per_s: float | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    context_tokens: int | None = None
    ttft_limit_ms: float | None = None
    tpot_limit_ms: float | None = None
    max_power_kw: float | None = None

    @property
    def buyer(self) -> Buyer:
        """The buyer, the region standing in for what was not said."""
        headquarters = self.buyer_hq or self.region
        return Buyer(
            headquarters=headquarters,
            parent=self.buyer_parent or headquarters,
            us_ties=self.us_ties,
            accepted_use=self.accept_use,
        )
