"""Makes the rows of one page: numbers its sources in order of appearance and works out ages and layers."""

import datetime
from collections.abc import Iterator

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.freshness import known_age, stale_life
from advisor.catalogue.layers import SHIPPED
from advisor.catalogue.source import Source
from advisor.figures import Confidence, Figure, Statement
from advisor.report.profile_page.page import Origin, Row, SourceLine
from advisor.report.profile_page.values import figure_value


class PageBuilder:
    """Knows the item, the catalogue it lies in, and the day of the page."""

    def __init__(self, kind: str, profile_id: str, catalogue: Catalogue, as_of: datetime.date) -> None:
        self.kind = kind
        self.profile_id = profile_id
        self.catalogue = catalogue
        self.as_of = as_of
        self._numbers: dict[str, int] = {}
        self._mixed = len(catalogue.folders[kind].layers(profile_id)) > 1

    def origin(
        self, source: str, date: str, confidence: Confidence, place: str = "", kind: str = ""
    ) -> Origin:
        """Where something comes from; `kind` where it stands in a profile of another kind."""
        date = date or self._source_date(source)
        life = stale_life(kind or self.kind, place, date, self.as_of)
        return Origin(
            number=self.number(source),
            source=source,
            date=date,
            age_days=known_age(date, self.as_of),
            confidence=confidence,
            stale=f"after {life.days} days: {life.reason}" if life else "",
        )

    def number(self, source: str) -> int:
        """The number under which this page cites a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def figure(
        self, label: str, figure: Figure, place: str = "", *, after: str = "", kind: str = "", unit: str = ""
    ) -> Row:
        """A figure with its bounds; `after` stands behind them."""
        return Row(
            label=label,
            text=f"{figure_value(figure, unit)}{after}",
            place=place,
            origin=self.origin(figure.source, figure.date, figure.confidence, place, kind),
            note=figure.note,
            layer=self.layer(place) if not kind else "",
            figure=figure,
        )

    def statement(self, label: str, statement: Statement, place: str = "", kind: str = "") -> Row:
        """A sourced sentence."""
        return Row(
            label=label,
            text=statement.text,
            place=place,
            origin=self.origin(statement.source, statement.date, statement.confidence, place, kind),
            note=statement.note,
            layer=self.layer(place) if not kind else "",
        )

    def fact(
        self, label: str, text: str, place: str = "", *, origin: Origin | None = None, note: str = ""
    ) -> Row:
        """Something that the item says without a source of its own, or with one given here."""
        layer = self.layer(place) if place else ""
        return Row(label=label, text=text, place=place, origin=origin, note=note, layer=layer)

    def unknown(self, label: str, place: str) -> Row:
        """Something that is expected of such an item and was not found."""
        return Row(label=label, text="not known", place=place, unknown=True)

    def layer(self, place: str) -> str:
        """Name of the layer that says what stands at a place of an item that several layers make.

        Empty for the shipped layer, and where one layer says it all: the page's head names that one.
        """
        if not self._mixed:
            return ""
        name = self.catalogue.folders[self.kind].layer_of(self.profile_id, place)
        return "" if name == SHIPPED else name

    def sources(self) -> Iterator[SourceLine]:
        """Every source cited so far, in the order of its number."""
        for source_id, number in self._numbers.items():
            source = self._source(source_id)
            date = source.date if source else ""
            yield SourceLine(
                number=number,
                id=source_id,
                title=source.title if source else "",
                url=source.url if source else "",
                date=date,
                age_days=known_age(date, self.as_of),
                note=source.note if source else "",
            )

    def _source_date(self, source_id: str) -> str:
        source = self._source(source_id)
        return source.date if source else ""

    def _source(self, source_id: str) -> Source | None:
        return self.catalogue.sources.get(source_id)
