"""Layers: replace, patch, add to a market; and who said what."""

from pathlib import Path

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import ProfileError
from advisor.catalogue.layers import PROFILES, SHIPPED, USER, Layer

SOURCE = 'source = "s", date = "2026", confidence = "low"'
REGION = f"""
id = "KZ"
name = "Kazakhstan"
area = "Central Asia"
currency = "KZT"
power_price = {{ value = 0.08, unit = "USD/kWh", {SOURCE} }}
pue = {{ value = 1.3, unit = "ratio", {SOURCE} }}
[export]
groups = ["D:1"]
destination_class = "D1_D4"
source = "s"
date = "2026"
confidence = "low"
[vat]
rate = {{ value = 16, unit = "%", {SOURCE} }}
"""


def offer(channel: str, price: object = 1000) -> str:
    return f"""
[[offers]]
item = "card"
per = "card"
channel = "{channel}"
price = {{ value = {price}, unit = "USD", {SOURCE} }}
"""


def note(text: str) -> str:
    return f'[[notes]]\ntext = "{text}"\nsource = "s"\ndate = "2026"\nconfidence = "low"\n'


class Layers:
    """Three directories of profiles, written file by file."""

    def __init__(self, top: Path) -> None:
        self.top = top

    def write(self, layer: str, kind: str, profile_id: str, text: str) -> Path:
        path = self.top / layer / kind / f"{profile_id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def open(self) -> Catalogue:
        names = [name for name in (SHIPPED, USER, PROFILES) if (self.top / name).is_dir()]
        return Catalogue.open(*(Layer(name, self.top / name) for name in names))


@pytest.fixture
def layers(tmp_path: Path) -> Layers:
    made = Layers(tmp_path)
    made.write(SHIPPED, "regions", "KZ", REGION)
    made.write(SHIPPED, "availability", "KZ", f'id = "KZ"\nname = "Kazakhstan"\n{offer("ours")}{note("old")}')
    return made


def test_a_file_of_a_higher_layer_replaces_the_item(layers: Layers) -> None:
    layers.write(
        USER, "regions", "KZ", REGION.replace("Kazakhstan", "Other").replace("pue =", "outages =", 0)
    )
    regions = layers.open().regions
    assert regions["KZ"].name == "Other"
    assert regions.layers("KZ") == (USER,)
    assert regions.layer_of("KZ", "vat.rate") == USER
    assert regions.private_places("KZ") == {"": USER}


def test_a_patch_overrides_one_figure_and_leaves_all_else(layers: Layers) -> None:
    layers.write(
        USER,
        "regions",
        "KZ",
        f'id = "KZ"\npatch = true\npower_price = {{ value = 0.05, unit = "USD/kWh", {SOURCE} }}\n'
        f'[vat]\nrelief = {{ text = "Relief", {SOURCE} }}\n',
    )
    regions = layers.open().regions
    region = regions["KZ"]
    assert region.power_price is not None
    assert region.power_price.value == 0.05
    assert region.vat is not None
    assert region.vat.rate.value == 16
    assert region.vat.relief is not None
    assert regions.layers("KZ") == (USER, SHIPPED)
    assert regions.private_places("KZ") == {"power_price": USER, "vat.relief": USER}
    assert regions.layer_of("KZ", "power_price.value") == USER
    assert regions.layer_of("KZ", "vat.rate") == SHIPPED
    assert regions.layer_of("KZ", "pue") == SHIPPED
    assert "patch" not in regions.document("KZ")


def test_a_table_with_a_source_of_its_own_is_replaced_whole(layers: Layers) -> None:
    layers.write(USER, "regions", "KZ", 'id = "KZ"\npatch = true\n[export]\ndestination_class = "OPEN"\n')
    with pytest.raises(ProfileError, match=r"user.*KZ\.toml: export: .*groups"):
        layers.open().regions["KZ"]


def test_patches_stack(layers: Layers) -> None:
    layers.write(USER, "regions", "KZ", 'id = "KZ"\npatch = true\nname = "Two"\nclimate = "mild"\n')
    layers.write(PROFILES, "regions", "KZ", 'id = "KZ"\npatch = true\nname = "Three"\n')
    regions = layers.open().regions
    assert (regions["KZ"].name, regions["KZ"].climate, regions["KZ"].currency) == ("Three", "mild", "KZT")
    assert regions.private_places("KZ") == {"name": PROFILES, "climate": USER}
    assert [file.layer for file in regions.files("KZ")] == [PROFILES, USER, SHIPPED]


def test_a_patch_of_nothing_is_an_error(layers: Layers) -> None:
    path = layers.write(USER, "regions", "XX", 'id = "XX"\npatch = true\nname = "X"\n')
    with pytest.raises(ProfileError) as caught:
        layers.open().regions["XX"]
    assert str(caught.value).startswith(
        f"{path}: patch: found true, wanted an item of this id in a layer below"
    )


def test_offers_of_a_higher_layer_come_first_and_the_market_stays(layers: Layers) -> None:
    layers.write(USER, "availability", "KZ", f'id = "KZ"\n{offer("mine")}{note("new")}')
    layers.write(PROFILES, "availability", "KZ", f'id = "KZ"\nname = "Quotes"\n{offer("a")}{offer("b")}')
    markets = layers.open().markets
    market = markets["KZ"]
    assert [row.channel for row in market.offers] == ["a", "b", "mine", "ours"]
    assert [row.text for row in market.notes] == ["new", "old"]
    assert market.name == "Quotes"
    places = ("offers[0].price", "offers[2]", "offers[3].price.value", "name", "notes[0]", "notes[1]")
    assert [markets.layer_of("KZ", place) for place in places] == [
        PROFILES, USER, SHIPPED, PROFILES, USER, SHIPPED,
    ]  # fmt: skip


def test_an_offer_in_a_market_that_had_none_knows_its_layer(layers: Layers) -> None:
    layers.write(SHIPPED, "availability", "KZ", 'id = "KZ"\nname = "Kazakhstan"\n')
    layers.write(USER, "availability", "KZ", f'id = "KZ"\n{offer("mine")}')
    markets = layers.open().markets
    assert markets.private_places("KZ") == {"offers[0]": USER}
    assert markets["KZ"].name == "Kazakhstan"


def test_patch_false_replaces_a_market(layers: Layers) -> None:
    layers.write(USER, "availability", "KZ", f'id = "KZ"\npatch = false\nname = "Mine"\n{offer("mine")}')
    markets = layers.open().markets
    assert [row.channel for row in markets["KZ"].offers] == ["mine"]
    assert markets.layers("KZ") == (USER,)


def test_an_error_in_a_merged_market_names_the_file_and_the_place_in_it(layers: Layers) -> None:
    shipped = layers.write(
        SHIPPED, "availability", "KZ", f'id = "KZ"\nname = "K"\n{offer("x")}{offer("ours", -1)}'
    )
    layers.write(USER, "availability", "KZ", f'id = "KZ"\n{offer("mine")}')
    with pytest.raises(ProfileError) as caught:
        layers.open().markets["KZ"]
    assert str(caught.value).startswith(f"{shipped}: offers[1].price: ")
    own = layers.write(USER, "availability", "KZ", f'id = "KZ"\n{offer("mine", -1)}')
    layers.write(SHIPPED, "availability", "KZ", f'id = "KZ"\nname = "K"\n{offer("ours")}')
    with pytest.raises(ProfileError) as caught:
        layers.open().markets["KZ"]
    assert str(caught.value).startswith(f"{own}: offers[0].price: ")


def test_two_files_of_one_layer_with_one_id_are_an_error(layers: Layers) -> None:
    layers.write(USER, "regions", "KZ", REGION)
    (layers.top / USER / "regions" / "KZ.TOML").write_text(REGION, encoding="utf-8")
    if len(list((layers.top / USER / "regions").iterdir())) < 2:
        pytest.skip("the file system takes the two names for one")
    with pytest.raises(ProfileError, match=r"found 'KZ' in KZ\.(TOML|toml) too"):
        layers.open().regions["KZ"]


def test_a_document_of_a_session_has_no_file(layers: Layers) -> None:
    documents = {"regions": {"KZ": layers.open().regions.document("KZ")}}
    carried = Catalogue.from_documents(documents).regions
    assert carried.layers("KZ") == ("session",)
    assert carried.layer_of("KZ", "pue") == "session"
    assert carried.files("KZ") == ()


def test_the_folder_of_schemas_holds_no_profiles(layers: Layers) -> None:
    (layers.top / SHIPPED / "schemas").mkdir()
    (layers.top / SHIPPED / "schemas" / "region.json").write_text("{}")
    assert list(layers.open().regions) == ["KZ"]
