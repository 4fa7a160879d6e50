"""What follows from a clearance finding, an English sentence or two for each code of `clearance.effects`."""

EXPORT: dict[str, str] = {
    "export.open.class_n": (
        "Below the thresholds of ECCN 3A090: no licence by destination. Sanctions and end-use checks remain."
    ),
    "export.open.class_b": "ECCN 3A090.b asks for no licence to this country group.",
    "export.open.class_a_ws": "A workstation part; no licence is asked for to this country group.",
    "export.open.class_a": (
        "No licence is enforced here. The worldwide licence of January 2025 is still on the books, not "
        "enforced since 2025-05-13."
    ),
    "export.d1_d4.class_n": (
        "Below the thresholds of ECCN 3A090: no licence by destination although the country is in group D:1 "
        "or D:4. End-use checks remain."
    ),
    "export.d1_d4.class_b": (
        "Licence Exception ACA is open to a data-centre part of this class: keep a purchase order and "
        "records."
    ),
    "export.d1_d4.class_a_ws": (
        "Licence Exception ACA is open to a part not made for data centres: keep a purchase order and "
        "records."
    ),
    "export.d1_d4.class_a": (
        "A US licence is needed for country groups D:1 and D:4. Approvals come case by case, often between "
        "governments; Kazakhstan's first waited about half a year."
    ),
    "export.a5_special.class_n": "Below the thresholds of ECCN 3A090: no licence by destination.",
    "export.a5_special.class_b": "The text of 3A090.b still names the UAE: ask the seller.",
    "export.a5_special.class_a_ws": (
        "An exception or no licence at all: sources differ since the UAE changed groups. Ask the seller."
    ),
    "export.a5_special.class_a": (
        "Since 2026-07-10 approved UAE entities receive such parts without a licence for each case; anybody "
        "else should reckon with a licence. Ask the seller."
    ),
    "export.d5.class_n": (
        "Below the thresholds of ECCN 3A090, so no licence by the numbers. Letters to single makers can "
        "still ask for one for parts with the memory or link bandwidth of the H20: ask the maker."
    ),
    "export.d5.class_b": (
        "Licence Exception NAC is open after a notice filed 25 days ahead; otherwise a licence."
    ),
    "export.d5.class_a_ws": (
        "Licence Exception NAC is open to a part not made for data centres, after a notice filed 25 days "
        "ahead."
    ),
    "export.d5.class_a": (
        "A US licence is needed, and applications are reviewed with a presumption of denial."
    ),
    "export.d5.china_case_by_case": (
        "Below TPP 21,000 and 6,500 GB/s of memory bandwidth the US reviews case by case since 2026-01-15, "
        "if the goods ship from the US: supply certificate, volume cap, know-your-customer, testing in the "
        "US."
    ),
    "export.d5.h20_letter": (
        "The H20 lies below the thresholds, yet by a letter of April 2025 its maker needs a licence for "
        "China, for group D:5 and for buyers headquartered there."
    ),
    "export.d5.h20_licences": (
        "Licences to China were issued from August 2025 against a share of revenue; hardly any were used."
    ),
    "export.embargo": "Comprehensive sanctions: Advisor quotes nothing for this country.",
    "export.russia_belarus": (
        "US rules ask for a licence for nearly everything that goes to Russia or Belarus and deny it as a "
        "matter of policy: Advisor quotes nothing for these countries."
    ),
    "export.embargo_buyer": "The buyer or its parent sits in a sanctioned country.",
    "export.class_unknown": (
        "The class can't be computed: TPP lies between 1,600 and 4,800 and the die area is not published, "
        "or no rate is. Ask the maker for the ECCN."
    ),
    "export.us_domestic": "A purchase inside the US is no export.",
    "export.prc_part": (
        "Designed in China and shipped from there: no US licence applies to importing this part, and no "
        "Chinese licence for its export was found. The line on use matters more. China's suspended controls "
        "were due back on 2026-11-10: verify."
    ),
    "export.prc_domestic": "A purchase inside China is no export.",
    "export.no_rule": "No rule on file answers for this class and destination.",
    "export.hq_d5": (
        "Headquarters or ultimate parent in China, Macau or another country of group D:5: parts of ECCN "
        "3A090 need a licence in any country. What is already installed need not be switched off."
    ),
    "export.buyer_unknown": (
        "No profile says to which country group the buyer's headquarters or parent belongs, and the answer "
        "hangs on it."
    ),
    "export.class_boundary": (
        "The published figures lie within 2% of a threshold: trust the maker's ECCN, not this arithmetic."
    ),
    "export.open.class_unknown": "In this country no class needs a licence that is enforced today.",
    "export.disputed_destination": "Sources disagree on this country's group: take advice before ordering.",
    "export.disputed_class": (
        "Lists differ on this country's group, and with it on the answer: the seller must say which it "
        "follows. What comes next is the stricter reading."
    ),
    "export.cambodia_moved": "Cambodia left group D:5 in February 2026 and stays in D:1.",
    "export.myanmar": (
        "In Myanmar the arms embargo, military-end-user lists and sanctions come together: reckon with a "
        "refusal for every controlled part, an exception notwithstanding."
    ),
    "export.armenia_licence": (
        "A licence for 6,144 Blackwell GPUs was given in November 2025, with the backing of heads of "
        "government."
    ),
    "export.gulf_licences": (
        "Licences for up to 35,000 GB300 equivalents each were given in November 2025 to Humain and G42, on "
        "terms that keep Huawei out."
    ),
    "export.malaysia_thailand_draft": (
        "A draft US rule on licences for Malaysia and Thailand was reported in July 2025; none was published."
    ),
    "export.asian_buyer_list": (
        "NVIDIA was reported in July 2026 to have cut its list of approved Asian buyers by more than half: "
        "ask who may still quote."
    ),
    "export.vietnam_pledge": (
        "The US promised in February 2026 to move Vietnam off the strategic list; the text of July 2026 had "
        "not changed."
    ),
    "export.china_blocks_imports": (
        "Chinese authorities have discouraged or stopped such imports; a US licence alone did not bring "
        "them in."
    ),
    "export.end_use_certificate": (
        "Sellers ask buyers in this area for an end-use certificate against onward shipment to Russia, and "
        "run red-flag checks."
    ),
    "export.us_tariff_232": "A 25% US duty falls due if the goods pass through the US without an exemption.",
    "export.malaysia_permit": (
        "If the goods leave or pass through Malaysia, a Malaysian permit and 30 days' notice are needed."
    ),
    "export.screening": (
        "Screen buyer and owners against the Entity List and sanctions. The rule on companies half owned by "
        "listed ones was due back on 2026-11-10: verify."
    ),
}

USE: dict[str, str] = {
    "use.embargo": "Comprehensive sanctions rule out the deal.",
    "use.russia_belarus": "The US controls on Russia and Belarus rule out the deal.",
    "use.gp10.named": (
        "US guidance of 13 May 2025 names this chip and presumes that it was made in breach of US export "
        "rules: buying, using, financing or servicing it with that knowledge can itself be a breach, "
        "anywhere (General Prohibition 10). The guidance stands, its press release was softened, and no "
        "case was found."
    ),
    "use.gp10.class": (
        "US guidance of 13 May 2025 presumes that chips of this class and origin were made in breach of US "
        "export rules; its list of names is not exhaustive, and dealing in them can be a breach anywhere "
        "(General Prohibition 10). No case was found."
    ),
    "use.gp10.class_unknown": (
        "Whether the US guidance on chips of Chinese design covers this part hangs on its class, which is "
        "not known."
    ),
    "use.gp10.below_class": (
        "By our reading the US guidance on chips of Chinese design does not reach a part below the "
        "thresholds; it does not say so itself."
    ),
    "use.gp10.us_ties": (
        "With ties to the US (investors, staff, dollar finance, suppliers, an NVIDIA supply beside it) "
        "these are at stake: take legal advice before any step. Licences in the Gulf were given on terms "
        "that keep Huawei out."
    ),
    "use.gp10.few_us_ties": (
        "With few ties to the US the exposure is mainly designation and reputation; with US investors, "
        "staff, banks or suppliers take legal advice first."
    ),
    "use.cn_oppose": (
        "China holds that following the US guidance can breach its own anti-sanctions law: a buyer there "
        "stands between two laws."
    ),
    "use.maker_listed": (
        "The maker is on the US Entity List, not on the list of blocked persons: that limits what it may be "
        "supplied with and is in itself no ban on buying from it. Spare parts and later supply may suffer."
    ),
    "use.huawei_local_units": (
        "Huawei's unit in this country is listed too: a partner that also brings in US-origin goods must "
        "keep the flows apart."
    ),
    "use.model_maker_listed": (
        "The model's publisher is on the US Entity List. Published weights are outside the US export rules, "
        "so downloading them is not the problem; a paid support contract with the publisher needs counsel."
    ),
    "use.model_licence.unread": (
        "The terms of this licence are not known here: read the model card and the licence before anything "
        "else."
    ),
    "use.model_licence.gated": "The publisher gives the weights to those who ask and agree to its terms.",
    "use.model_licence.country": "The licence of the weights excludes this country or the buyer's.",
    "use.model_licence.non_commercial": "The licence of the weights allows no commercial use.",
    "use.model_licence.revenue": "The licence of the weights sets terms above a certain revenue.",
    "use.model_licence.users": "The licence of the weights sets terms above a certain number of users.",
    "use.model_licence.field_of_use": "The licence of the weights rules out certain uses: read its policy.",
    "use.model_licence.branding": "The licence of the weights asks for a notice or a name to be shown.",
}

EFFECTS: dict[str, str] = {**EXPORT, **USE}

LIMIT_EFFECTS: frozenset[str] = frozenset(
    f"use.model_licence.{kind}"
    for kind in ("country", "non_commercial", "revenue", "users", "field_of_use", "branding")
)
"""What is said of a limit in general, where its own words are not at hand."""
