"""Words of the catalogue's pages: names of fields, kinds, layers and classes."""

from collections.abc import Mapping
from types import MappingProxyType

KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "accelerators": "Accelerators",
        "servers": "Servers",
        "models": "Models",
        "regions": "Regions",
        "availability": "Markets",
        "rules": "Rules",
        "stacks": "Serving stacks",
        "workloads": "Workloads",
        "costs": "Cost lines",
        "services": "Services",
        "calibrations": "Calibrations",
        "sources": "Sources",
    }
)
"""Folder of a kind -> what a reader calls it."""

LAYER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "user": "from your own profiles",
        "profiles": "from the directory of --profiles",
        "session": "carried by the session",
    }
)
"""Layer -> words behind a row; the shipped layer goes without saying."""

DESTINATION_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "OPEN": "open: no licence by destination",
        "D1_D4": "group D:1 or D:4: licence or exception for the strongest chips",
        "A5_SPECIAL": "named in the rule: approved buyers eased, others need a licence",
        "D5": "arms-embargo group D:5: licence, mostly refused for the strongest chips",
        "EMBARGO": "embargo: not quoted",
    }
)
SHORT_DESTINATIONS: Mapping[str, str] = MappingProxyType(
    {"OPEN": "open", "D1_D4": "D:1, D:4", "A5_SPECIAL": "named", "D5": "D:5", "EMBARGO": "embargo"}
)
TESTED: Mapping[str, str] = MappingProxyType(
    {"nightly": "tested nightly", "documented": "documented", "listed": "listed only"}
)

# Place of a field without its list numbers -> its name. Looked up with the kind, then as it is, then by its
# last part; a field without an entry is named by its own words.
FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "designer_country": "Designer's country",
        "status_note": "Where sold",
        "devices_per_card": "Devices a card",
        "also_called": "Also called",
        "form_factor": "Form factor",
        "process": "Process",
        "host_link": "Link to the host",
        "software": "Software",
        "tdp": "Board power (TDP)",
        "memory.nominal": "On the box",
        "memory.reported": "Driver reports",
        "memory.usable": "Free for a process",
        "memory.bandwidth": "Bandwidth",
        "rates.bf16": "BF16",
        "rates.fp16": "FP16",
        "rates.fp8": "FP8",
        "rates.fp4": "FP4",
        "rates.int8": "INT8",
        "rates.int4": "INT4",
        "rates.tf32": "TF32",
        "rates.fp32": "FP32",
        "memory.kind": "Kind",
        "scale_up.kind": "Link of cards",
        "scale_up.one_way": "Link, one way",
        "scale_up.stated": "  source counts",
        "scale_up.domain": "Cards on the link",
        "scale_out_one_way": "Network, one way",
        "weights_formats": "Weights",
        "kv_formats": "KV cache",
        "formats_source": "Arithmetic",
        "export.datacentre": "For data centres",
        "export.die_area": "Die area",
        "export.stated_tpp": "TPP as stated",
        "export.maker_eccn": "Maker's ECCN",
        "export.circuits": "Chips a card",
        "accelerators": "Carries",
        "accelerators.servers": "Typical servers",
        "host_arch": "Host",
        "max_power": "Nameplate power",
        "rack_units": "Rack units",
        "publisher_country": "Publisher's country",
        "family": "Family",
        "model_class": "Class for speed",
        "model_type": "Model type",
        "context_tokens": "Longest context",
        "claimed_total": "Total, publisher",
        "claimed_active": "Active, publisher",
        "entity_list_rules": "Entity List",
        "fx": "Exchange rate",
        "ita": "WTO ITA",
        "import_duty": "Duty on servers",
        "parts_duty": "Duty on parts",
        "duty_note": "On duty",
        "vat.rate": "VAT on import",
        "vat.until": "  holds until",
        "vat.next_rate": "  then",
        "vat.recoverable": "  recoverable",
        "vat.relief": "  relief",
        "datacentre_power_price": "  data centres",
        "power_terms": "  who gets which",
        "pue": "PUE",
        "grid_intensity": "Grid carbon",
        "outages": "Power outages",
        "firms_with_outages": "  firms that have them",
        "customs_days": "Customs clearance",
        "import_compliance_cost": "Import papers",
        "customs_broker_fee": "Customs broker",
        "terminal_fee": "Airport terminal",
        "rma_days": "Repair turnaround",
        "colocation_kw": "Colocation by kW",
        "colocation_rack": "Colocation by rack",
        "datacentre_build_cost": "Building",
        "policy_rate": "Central bank rate",
        "data_residency": "Data residency",
        "huawei_listed_units": "Listed units there",
        "huawei_unlisted": "Listed units there",
        "destination_only": "Kept for its rule only",
        "effective": "In effect",
        "effect": "What it does",
        "named_accelerators": "Parts it names",
        "image_access": "Image from",
        "input_mean": "Input tokens",
        "input_p95": "  95th percentile",
        "output_mean": "Output tokens",
        "output_p95": "  95th percentile",
        "prefix_cache_hit": "Prompt cached",
        "ttft_limit": "Limit on TTFT",
        "tpot_limit": "Limit on TPOT",
        "active_users": "Active at busy hour",
        "requests_per_active_user": "Requests an active user",
        "measured_prompts": "Prompts a person, measured",
        "peak_to_mean": "Peak over mean",
        "costs.figure": "Figure",
        "calibrations.rows": "Rows",
        "calibrations.step_factor": "Decode step times",
        "calibrations.prompt_factor": "Reading prompts times",
        "calibrations.width_factor": "Width of ranges times",
        "error_before": "Median error without",
        "error_after": "  with it",
        "error_kept_back": "  rows kept back",
        "inside_before": "In the 80% range without",
        "inside_after": "  with it",
        "not_found": "Not found",
        "party": "Seller of models",
        "url": "Address",
        "stated_tpp": "TPP as stated",
    }
)


def field_name(kind: str, place: str) -> str:
    """The name of a field by its place, such as "memory.nominal"; list numbers must be gone."""
    last = place.rsplit(".", 1)[-1]
    for key in (f"{kind}.{place}", place, last):
        if key in FIELD_NAMES:
            return FIELD_NAMES[key]
    words = last.replace("_", " ")
    return words[:1].upper() + words[1:]
