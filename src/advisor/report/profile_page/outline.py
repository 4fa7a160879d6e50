"""Which fields of a kind stand under which title. A field that none names comes under "More"."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from advisor.catalogue.kinds import KINDS

Titles = tuple[tuple[str, tuple[str, ...]], ...]
"""(title, fields of the record) in the order of the page."""

MORE = "More"
_SAID_ELSEWHERE = frozenset({"id", "name", "title", "source", "context_source", "date", "confidence"})
"""In the head of the page, or beside what they are the source of."""
_LAST = ("notes", "other_figures")

OUTLINES: Mapping[str, Titles] = MappingProxyType(
    {
        "accelerators": (
            ("The part", ("vendor", "designer_country", "family", "status", "status_note", "released",
                          "also_called", "form_factor", "process", "host_link", "devices_per_card", "tdp",
                          "servers", "software")),
            ("Memory of one card", ("memory",)),
            ("Dense peak rates of one card", ("rates",)),
            ("Links", ("scale_up", "scale_out_one_way")),
            ("Formats", ("weights_formats", "kv_formats", "formats_source")),
            ("Export control", ("export",)),
            ("On which sources disagree", ("disagreements",)),
        ),
        "servers": (
            ("The server", ("source", "vendor", "accelerators", "cards", "host_arch", "max_power", "cooling",
                            "rack_units", "mass")),
        ),
        "models": (
            ("The model", ("publisher", "publisher_country", "repository", "base_model", "released",
                           "licence", "context_tokens", "languages", "note", "entity_list_rules")),
            ("Parameters as claimed", ("claimed_total", "claimed_active")),
            ("Architecture", ("model_type", "model_class", "family", "architecture")),
            ("Released weights", ("checkpoints",)),
            ("Claims beside what was found", ("claims",)),
            ("Benchmarks", ("benchmarks",)),
        ),
        "regions": (
            ("Export control", ("area", "destination_only", "export", "huawei_listed_units",
                                "huawei_unlisted")),
            ("Money", ("currency", "fx", "policy_rate", "lending_rate")),
            ("Duty and tax", ("ita", "import_duty", "parts_duty", "duty_note", "vat", "levies")),
            ("Shipping and customs", ("logistics", "air_freight", "road_freight", "customs_days",
                                      "import_compliance_cost", "customs_broker_fee", "terminal_fee",
                                      "rma_days")),
            ("Power and site", ("power_price", "datacentre_power_price", "power_terms", "pue",
                                "grid_intensity", "outages", "firms_with_outages", "colocation_kw",
                                "colocation_rack", "datacentre_build_cost", "climate")),
            ("Data and clouds", ("data_residency", "clouds")),
            ("Projects", ("projects",)),
        ),
        "availability": (
            ("Offers", ("offers",)),
            ("Can it be had", ("supply",)),
            ("Deliveries", ("deliveries",)),
            ("Refusals", ("refusals",)),
        ),
        "rules": (
            ("The rule", ("jurisdiction", "status", "effective", "chips", "countries", "effect")),
            ("Thresholds", ("thresholds",)),
            ("What follows for whom", ("cells", "case_by_case", "named_accelerators",
                                        "named_without_profile")),
            ("Countries without a profile", ("country_classes",)),
        ),
        "stacks": (
            ("The stack", ("image", "image_access", "flags")),
            ("What it runs", ("support",)),
            ("Open problems", ("open_problems",)),
        ),
        "workloads": (
            ("Requests", ("kind", "basis", "input_mean", "input_p95", "output_mean", "output_p95",
                          "prefix_cache_hit")),
            ("Limits", ("ttft_limit", "tpot_limit")),
            ("From people to requests", ("active_users", "requests_per_active_user",
                                         "measured_prompts", "peak_to_mean", "burst_factor")),
        ),
        "costs": (("The line", ("applies_to", "figure", "not_found")),),
        "services": (
            ("Prices of hosted models", ("party", "tokens")),
            ("Rent of accelerators", ("hours",)),
        ),
        "calibrations": (
            ("What it is for", ("model_family", "model_class", "accelerator", "stack", "weights", "path")),
            ("Factors on predicted times", ("step_factor", "prompt_factor", "width_factor")),
            ("How good it is", ("rows", "layouts", "error_before", "error_after", "error_kept_back",
                                "inside_before", "inside_after")),
        ),
        "sources": (("The source", ("url", "date", "note")),),
    }
)  # fmt: skip


def titles_of(kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every field of a kind's record under a title, each once; notes come last."""
    yield from OUTLINES[kind]
    named = {field for _, fields in OUTLINES[kind] for field in fields}
    fields = KINDS[kind].__struct_fields__
    rest = tuple(field for field in fields if field not in {*named, *_SAID_ELSEWHERE, *_LAST})
    if rest:
        yield MORE, rest
    if "other_figures" in fields:
        yield "Further figures", ("other_figures",)
    if "notes" in fields:
        yield "Notes", ("notes",)
