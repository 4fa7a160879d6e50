"""What a page says of an offer that is evidence for several bins: the others, never its own item."""

import datetime

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.report.profile_page.compose import make_page
from advisor.report.profile_page.page import Row

CATALOGUE = Catalogue.shipped()


def notes(kind: str, profile_id: str) -> str:
    """Every note of a page's rows."""
    page = make_page(kind, profile_id, CATALOGUE, datetime.date(2026, 11, 24))
    return " ".join(row.note for section in page.sections for row in section.rows if isinstance(row, Row))


@pytest.mark.parametrize(
    ("kind", "profile_id"),
    [("accelerators", "ascend-910b2"), ("accelerators", "ascend-910b3"), ("availability", "CN")],
)
def test_an_offer_for_the_910b3_is_evidence_for_the_910b2_too(kind: str, profile_id: str) -> None:
    assert "Also evidence for ascend-910b2." in notes(kind, profile_id)
