"""The codes of what follows from a finding, each with its rules; `wording` has the sentences."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from advisor.catalogue.rule import Rule

EXPORT_EFFECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Cells of the decision table, chip class x destination. The rule profiles name them.
        "export.open.class_n": ("US-3A090-B",),
        "export.open.class_b": ("US-LIC-SCOPE",),
        "export.open.class_a_ws": ("US-LIC-SCOPE",),
        "export.open.class_a": ("US-DIFFUSION",),
        "export.d1_d4.class_n": ("US-3A090-B",),
        "export.d1_d4.class_b": ("US-NAC-ACA",),
        "export.d1_d4.class_a_ws": ("US-NAC-ACA",),
        "export.d1_d4.class_a": ("US-LIC-SCOPE", "US-LIC-POLICY", "US-KZ-DELAY"),
        "export.a5_special.class_n": ("US-3A090-B",),
        "export.a5_special.class_b": ("US-UAE-A5",),
        "export.a5_special.class_a_ws": ("US-UAE-A5",),
        "export.a5_special.class_a": ("US-UAE-A5",),
        "export.d5.class_n": ("US-3A090-B", "US-H20-LETTER"),
        "export.d5.class_b": ("US-NAC-ACA",),
        "export.d5.class_a_ws": ("US-NAC-ACA",),
        "export.d5.class_a": ("US-LIC-POLICY",),
        "export.d5.china_case_by_case": ("US-JAN26",),
        "export.d5.h20_letter": ("US-H20-LETTER",),
        "export.d5.h20_licences": ("US-H20-RESUME",),
        "export.embargo": ("US-EMBARGO",),
        "export.russia_belarus": ("US-RUSSIA-BELARUS",),
        "export.class_unknown": ("US-3A090-A", "US-3A090-B"),
        # What the table does not hold.
        "export.us_domestic": (),
        "export.prc_part": ("CN-EXPORT-ASCEND", "CN-RARE-70", "CN-SUSPEND-2611"),
        "export.prc_domestic": (),
        "export.no_rule": (),
        # The buyer.
        "export.hq_d5": ("US-LIC-HQ",),
        "export.buyer_unknown": ("US-LIC-HQ",),
        "export.embargo_buyer": ("US-EMBARGO",),
        # What comes on top of a cell.
        "export.class_boundary": (),
        "export.open.class_unknown": ("US-LIC-SCOPE", "US-DIFFUSION"),
        "export.disputed_destination": (),
        "export.disputed_class": (),
        # Rules about one country, which its region profile names.
        "export.vietnam_pledge": ("US-VIETNAM-PLEDGE",),
        "export.cambodia_moved": ("US-CAMBODIA",),
        "export.myanmar": ("US-MYANMAR",),
        "export.armenia_licence": ("US-ARMENIA",),
        "export.gulf_licences": ("US-KSA-UAE-LIC",),
        "export.malaysia_thailand_draft": ("US-MYTH-DRAFT",),
        "export.asian_buyer_list": ("NV-WHITELIST",),
        "export.china_blocks_imports": ("US-H200-CN", "CN-NO100"),
        "export.end_use_certificate": ("US-RUSSIA-BELARUS", "US-DIVERSION"),
        "export.us_tariff_232": ("US-TARIFF-232",),
        "export.malaysia_permit": ("MY-STA",),
        "export.screening": ("US-DIVERSION", "US-AFFILIATES-2611"),
    }
)

COUNTRY_EFFECTS: Mapping[str, str] = MappingProxyType(
    {
        "US-VIETNAM-PLEDGE": "export.vietnam_pledge",
        "US-CAMBODIA": "export.cambodia_moved",
        "US-MYANMAR": "export.myanmar",
        "US-ARMENIA": "export.armenia_licence",
        "US-KSA-UAE-LIC": "export.gulf_licences",
        "US-MYTH-DRAFT": "export.malaysia_thailand_draft",
        "NV-WHITELIST": "export.asian_buyer_list",
    }
)
"""Rule about one country -> what it means for a part that is not below the thresholds."""

EMBARGO_EFFECTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "US-EMBARGO": ("export.embargo", "use.embargo"),
        "US-RUSSIA-BELARUS": ("export.russia_belarus", "use.russia_belarus"),
    }
)
"""Rule that refuses a country -> what it means for export and for use; another rule reads as US-EMBARGO."""

USE_EFFECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "use.embargo": ("US-EMBARGO",),
        "use.russia_belarus": ("US-RUSSIA-BELARUS",),
        "use.gp10.named": ("US-GP10", "US-GP10-REVISION", "US-GP10-ENFORCE", "US-FDP-AC"),
        "use.gp10.class": ("US-GP10", "US-GP10-REVISION", "US-GP10-ENFORCE", "US-FDP-AC"),
        "use.gp10.class_unknown": ("US-GP10",),
        "use.gp10.below_class": ("US-GP10",),
        "use.gp10.us_ties": ("US-GP10", "US-KSA-UAE-LIC"),
        "use.gp10.few_us_ties": ("US-GP10",),
        "use.cn_oppose": ("CN-OPPOSE",),
        "use.maker_listed": (),
        "use.huawei_local_units": ("US-ENTITY-HUAWEI",),
        "use.model_maker_listed": ("US-734-7",),
        "use.model_licence.unread": (),
        "use.model_licence.gated": (),
        "use.model_licence.country": (),
        "use.model_licence.non_commercial": (),
        "use.model_licence.revenue": (),
        "use.model_licence.users": (),
        "use.model_licence.field_of_use": (),
        "use.model_licence.branding": (),
    }
)


def embargo_effects(rule_ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes for export and for use of the rules that refuse a country, each once."""
    general = EMBARGO_EFFECTS["US-EMBARGO"]
    pairs = [EMBARGO_EFFECTS.get(rule_id, general) for rule_id in rule_ids] or [general]
    export, use = zip(*pairs, strict=True)
    return tuple(dict.fromkeys(export)), tuple(dict.fromkeys(use))


def cited_rules(
    deciding: Iterable[str], effects: Iterable[str], rules: Mapping[str, Rule]
) -> tuple[str, ...]:
    """Ids of the rules behind a finding: those that decide it, then those of its effects; each once."""
    cited = list(deciding)
    for effect in effects:
        cited.extend(EXPORT_EFFECTS.get(effect) or USE_EFFECTS.get(effect, ()))
    return tuple(dict.fromkeys(rule_id for rule_id in cited if rule_id in rules))
