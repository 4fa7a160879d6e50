"""Two teams with profiles of their own see what differs; a session names layers, never paths."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue, shipped_directory
from advisor.catalogue.layers import PROFILES, SHIPPED, USER, Layer
from advisor.plan.brief import Brief
from advisor.plan.search import make_plan
from advisor.session.decode import decode_session
from advisor.session.differences import differences
from advisor.session.encode import encode_session
from advisor.session.session import Session, new_session, replanned
from advisor.wording.layers import difference_sentence
from session_factory import SAVED, sample_session

AS_OF = datetime.date(2026, 11, 24)
BRIEF = Brief(region="KZ", budget=Decimal(3_000_000), model="glm-5")
FIGURE = 'unit = "{unit}", source = "our-quote", date = "2026-11-20", confidence = "high"'


def power(value: float) -> str:
    figure = f"value = {value}, {FIGURE.format(unit='USD/kWh')}"
    return f'id = "KZ"\npatch = true\npower_price = {{ {figure} }}\n'


OFFER = f"""
id = "KZ"
[[offers]]
item = "h200-sxm"
per = "card"
channel = "our reseller"
firm = true
price = {{ value = 33500, {FIGURE.format(unit="USD")} }}
"""
SOURCE = 'id = "our-quote"\ntitle = "Quote 1183"\nurl = ""\ndate = "2026-11-20"\n'


def layer(top: Path, name: str, files: dict[str, str]) -> Layer:
    for path, text in {**files, "sources/our-quote.toml": SOURCE}.items():
        (top / name / path).parent.mkdir(parents=True, exist_ok=True)
        (top / name / path).write_text(text, encoding="utf-8")
    return Layer(name, top / name)


def catalogue(*layers: Layer) -> Catalogue:
    return Catalogue.open(Layer(SHIPPED, shipped_directory()), *layers)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A session of a sender with a power price and a quote of their own."""
    top = tmp_path_factory.mktemp("theirs")
    files = {"regions/KZ.toml": power(0.05), "availability/KZ.toml": OFFER}
    figures = catalogue(layer(top, USER, files))
    return new_session(make_plan(BRIEF, figures, AS_OF), figures, saved=SAVED)


def test_a_session_says_which_figures_are_the_senders_own(theirs: Session) -> None:
    assert theirs.layers["regions"]["KZ"] == {"power_price": "user"}
    assert theirs.layers["availability"]["KZ"]["offers[0]"] == "user"
    assert theirs.layers["sources"]["our-quote"] == {"*": "user"}
    assert "accelerators" not in theirs.layers
    assert theirs.format == "advisor.session/1.1"


def test_the_layers_survive_the_file_and_no_path_is_in_it(theirs: Session, tmp_path: Path) -> None:
    data = encode_session(theirs)
    opened = decode_session(data, "s.toml")
    assert opened.layers == theirs.layers
    assert encode_session(opened) == data
    assert b"/tmp" not in data
    assert str(shipped_directory()).encode() not in data


def test_the_reader_sees_both_values_and_whose_they_are(theirs: Session, tmp_path: Path) -> None:
    here = catalogue(layer(tmp_path, PROFILES, {"regions/KZ.toml": power(0.09)}))
    found = {(item.kind, item.id, item.place): item for item in differences(theirs, here)}
    price = found["regions", "KZ", "power_price"]
    assert (price.there, price.here) == ("0.05 USD/kWh", "0.09 USD/kWh")
    assert (price.layer_there, price.layer_here) == ("user", "profiles")
    offer = found["availability", "KZ", "offers[0]"]
    assert offer.here is None
    assert offer.there is not None
    assert "h200-sxm" in offer.there
    assert "33500 USD" in offer.there
    assert offer.layer_there == "user"
    assert {kind for kind, _, _ in found} == {"regions", "availability"}


def test_against_the_shipped_profiles_the_senders_source_is_not_here(theirs: Session) -> None:
    found = {(item.kind, item.id): item for item in differences(theirs, catalogue())}
    assert found["sources", "our-quote"].here is None
    assert found["sources", "our-quote"].place == ""


def test_the_same_catalogue_shows_no_difference() -> None:
    figures = catalogue()
    session = new_session(make_plan(BRIEF, figures, AS_OF), figures, saved=SAVED)
    assert session.layers == {}
    assert session.format == "advisor.session/1.0"
    assert differences(session, figures) == ()


def test_planned_again_from_its_own_figures_a_session_keeps_its_layers(theirs: Session) -> None:
    own = Catalogue.from_documents(theirs.figures)
    again = replanned(theirs, make_plan(BRIEF, own, AS_OF), own)
    assert again.layers == theirs.layers


def test_a_file_without_layers_opens() -> None:
    opened = decode_session(encode_session(sample_session()), "old.toml")
    assert opened.layers == {}


def test_the_sentence_names_both_sides() -> None:
    said = difference_sentence("regions/KZ", "power_price", "0.075 USD/kWh", "0.08 USD/kWh", "user", "")
    assert said == (
        "regions/KZ power_price: 0.075 USD/kWh in the session (the sender's own profiles), 0.08 USD/kWh here"
    )
    assert difference_sentence("models/x", "", "X", None, "", "") == "models/x: X in the session, not here"
