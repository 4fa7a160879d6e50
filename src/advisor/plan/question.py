"""A brief made ready for the search: every record it refers to, looked up once."""

import datetime
from decimal import Decimal

import msgspec

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.calibration import Calibration
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.model import Model
from advisor.catalogue.record import KvFormat, WeightsFormat
from advisor.catalogue.region import Region
from advisor.catalogue.server import Server
from advisor.catalogue.standing import StandingMarkets
from advisor.clearance.clear import clear
from advisor.clearance.parties import is_embargoed
from advisor.clearance.result import Buyer, Clearance
from advisor.cost.card_price import CardPrice
from advisor.cost.delivery import at_delivery
from advisor.cost.exchange import UnknownCurrencyError, to_usd
from advisor.cost.price import card_price
from advisor.cost.purchase import Purchase, purchase
from advisor.cost.relatives import cheapest_relative_usd
from advisor.estimate.layout import Layout, Load
from advisor.estimate.memory import Room
from advisor.estimate.speed import Path, Predictor
from advisor.evidence.own_calibration import find_calibration
from advisor.plan.brief import Brief
from advisor.plan.check import check_brief
from advisor.plan.errors import BriefError
from advisor.plan.load import resolve_load


class Question(msgspec.Struct, kw_only=True):
    """What every option is judged against."""

    brief: Brief
    catalogue: Catalogue
    as_of: datetime.date
    model: Model
    region: Region
    buyer: Buyer
    load: Load
    budget_usd: Decimal
    markets: StandingMarkets
    """The catalogue's markets as they stand on `as_of`: without offers that have lapsed."""
    clearances: dict[str, Clearance] = msgspec.field(default_factory=dict)
    """Accelerator id -> clearance; it depends on nothing else of an option."""
    roomy: dict[tuple[str, str, WeightsFormat, KvFormat, int], tuple[tuple[Layout, bool], ...]] = (
        msgspec.field(default_factory=dict)
    )
    """(accelerator id, server id, weights, KV format, nodes) -> layouts that fit, and whether barely."""
    rooms: dict[tuple[str, WeightsFormat, KvFormat], Room] = msgspec.field(default_factory=dict)
    """(accelerator id, weights, KV format) -> headroom of its layouts."""
    predictors: dict[tuple[str, WeightsFormat, KvFormat], Predictor] = msgspec.field(default_factory=dict)
    """(accelerator id, weights, KV format) -> mid speeds of its layouts."""
    calibrations: dict[tuple[str, str, str, WeightsFormat, Path], Calibration | None] = msgspec.field(
        default_factory=dict
    )
    """(model id, accelerator id, stack id, weights, path) -> factors of an own benchmark, if any."""
    purchases: dict[tuple[str, str, int, int], Purchase] = msgspec.field(default_factory=dict)
    """(accelerator id, server id, cards, nodes) -> what they cost to buy and bring in."""
    relatives_usd: dict[str, Decimal | None] = msgspec.field(default_factory=dict)
    """Accelerator id -> what one card would cost at the price of its cheapest relative."""
    landed_usd: dict[tuple[str, str], float | None] = msgspec.field(default_factory=dict)
    """(accelerator id, server id) -> mid landed price of one server; None where no price is known."""

    def clearance_of(self, accelerator: Accelerator) -> Clearance:
        """The three findings for one part, computed once."""
        found = self.clearances.get(accelerator.id)
        if found is None:
            found = clear(
                accelerator=accelerator,
                region=self.region,
                buyer=self.buyer,
                regions=self.catalogue.regions,
                model=self.model,
                rules=self.catalogue.rules,
                markets=self.markets,
                as_of=self.as_of,
            )
            self.clearances[accelerator.id] = found
        return found

    def room(self, accelerator: Accelerator, weights: WeightsFormat, kv: KvFormat) -> Room:
        """Headroom of this part's layouts under the load."""
        key = (accelerator.id, weights, kv)
        if key not in self.rooms:
            self.rooms[key] = Room(self.model, accelerator, weights, kv, self.load)
        return self.rooms[key]

    def predictor(self, accelerator: Accelerator, weights: WeightsFormat, kv: KvFormat) -> Predictor:
        """Mid speeds of this part's layouts under the load."""
        key = (accelerator.id, weights, kv)
        if key not in self.predictors:
            self.predictors[key] = Predictor(self.model, accelerator, weights, kv, self.load)
        return self.predictors[key]

    def calibration(
        self, accelerator: Accelerator, stack: str, weights: WeightsFormat, path: Path
    ) -> Calibration | None:
        """What an own benchmark says of the model there, looked up once; mostly nothing."""
        if not self.catalogue.calibrations:
            return None
        key = (self.model.id, accelerator.id, stack, weights, path)
        if key not in self.calibrations:
            self.calibrations[key] = find_calibration(
                self.catalogue, self.model, accelerator, stack, weights, path
            )
        return self.calibrations[key]

    def relative_usd(self, accelerator: Accelerator) -> Decimal | None:
        """What one card would cost at the price of its cheapest relative, worked out once."""
        if accelerator.id not in self.relatives_usd:
            self.relatives_usd[accelerator.id] = cheapest_relative_usd(
                accelerator, self.catalogue.accelerators.values(), self._card_price
            )
        return self.relatives_usd[accelerator.id]

    def _card_price(self, accelerator: Accelerator) -> CardPrice | None:
        return card_price(accelerator, None, self.region.id, self.markets, self.catalogue.regions)

    def purchase_of(self, accelerator: Accelerator, server: Server, cards: int, nodes: int) -> Purchase:
        """So many cards in so many servers, priced and landed once."""
        key = (accelerator.id, server.id, cards, nodes)
        found = self.purchases.get(key)
        if found is None:
            found = purchase(
                accelerator=accelerator,
                server=server,
                cards=cards,
                nodes=nodes,
                region=self.region_for(accelerator),
                markets=self.markets,
                regions=self.catalogue.regions,
                assumptions=self.catalogue.costs,
                budget_usd=self.budget_usd,
            )
            self.purchases[key] = found
        return found

    @property
    def embargoed(self) -> bool:
        """True where no part can be had, whatever it is and costs."""
        catalogue = self.catalogue
        return is_embargoed(self.buyer, self.region, catalogue.regions, catalogue.rules)

    def region_for(self, accelerator: Accelerator) -> Region:
        """The region with the VAT rate of the day on which this part would be delivered."""
        if self.region.vat is None or self.region.vat.until is None:
            return self.region
        return at_delivery(self.region, self.as_of, self.clearance_of(accelerator).supply.lead_weeks)


def ask(brief: Brief, catalogue: Catalogue, as_of: datetime.date) -> Question:
    """The question a brief poses; raises BriefError where it can't be answered."""
    check_brief(brief, catalogue)
    return Question(
        brief=brief,
        catalogue=catalogue,
        as_of=as_of,
        model=catalogue.models[brief.model],
        region=catalogue.regions[brief.region],
        buyer=brief.buyer,
        load=resolve_load(brief, catalogue),
        budget_usd=_budget_usd(brief, catalogue),
        markets=StandingMarkets(catalogue.markets, as_of),
    )


def _budget_usd(brief: Brief, catalogue: Catalogue) -> Decimal:
    try:
        return to_usd(brief.budget, brief.currency, catalogue.regions)
    except UnknownCurrencyError as error:
        raise BriefError("currency", str(error)) from None
