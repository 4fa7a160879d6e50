"""The three lines of clearance: may it ship, may it be used, can it be had."""

import datetime
from collections.abc import Mapping

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market
from advisor.catalogue.model import Model
from advisor.catalogue.region import Region
from advisor.catalogue.rule import UNVERIFIED, Rule
from advisor.clearance.dates import age_days, is_stale
from advisor.clearance.export import clear_export
from advisor.clearance.result import Buyer, Clearance
from advisor.clearance.supply import clear_supply
from advisor.clearance.use import clear_use


def clear(
    *,
    accelerator: Accelerator,
    region: Region,
    buyer: Buyer,
    regions: Mapping[str, Region],
    model: Model | None,
    rules: Mapping[str, Rule],
    markets: Mapping[str, Market],
    as_of: datetime.date,
) -> Clearance:
    """Export, use and supply of one accelerator for one buyer in one region.

    Pure: the same records and date give the same answer. Information with dates, not legal advice.
    """
    today = as_of.isoformat()
    export = clear_export(accelerator, region, buyer, regions, rules, today)
    use = clear_use(accelerator, export.chip_class, region, buyer, regions, rules, model, today)
    cited = dict.fromkeys((*export.rules, *use.rules))
    stale = tuple(rule_id for rule_id in cited if is_stale(rules[rule_id].date, as_of))
    return Clearance(
        export=export,
        use=use,
        supply=clear_supply(accelerator, region.id, markets),
        stale_rules=stale,
        stale_days=tuple(age_days(rules[rule_id].date, as_of) for rule_id in stale),
        unverified_rules=tuple(rule_id for rule_id in cited if rules[rule_id].status in UNVERIFIED),
    )
