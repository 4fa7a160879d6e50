"""Sentences of warnings and of alternatives.

Placeholders of a warning: `subject`, `value` and `date`; of an alternative: `setup`, `model`, `cost`.
"""

WARNINGS: dict[str, str] = {
    "workload_default": "Workload: none was stated, so this answers for the {subject} preset at {value} "
    "concurrent requests.",
    "rule_stale": "Rule {subject} was last seen to hold on {date}, more than 90 days before this plan: "
    "verify it.",
    "affiliates_unverified": "Affiliates rule ({subject}): its suspension ran out on {date} and no notice of "
    "extension or return was found. Verify before ordering from or selling to companies that a listed party "
    "half owns.",
    "price_reference": "Price of {subject}: from another market ({date}), not quoted in this region.",
    "freight_unknown": "Freight to {subject}: no rate was found, so landed totals are lower bounds.",
    "power_price_unknown": "Power price of {subject}: not known, so running costs are lower bounds.",
    "vat_counted": "VAT in {subject}: whether the buyer gets it back is open, so it is counted as a cost.",
    "region_field_missing": "Profile of the region: {subject} is not known.",
    "ascend_bin_unstated": "{subject}: prices and measurements are of a 910B whose bin nobody states; "
    "the range is wide for that.",
    "checkpoint_must_be_made": "{subject}: no released checkpoint in this format; one must be made "
    "and checked.",
    "path_default": "{subject}: speed assumes default kernels, for no tuned path to this model was found.",
    "no_setups": "No setup meets the brief. What would work is listed below, with every reason found.",
}

ALTERNATIVES: dict[str, str] = {
    "raise_budget": "With a budget of {cost}: {setup} serves {model}.",
    "other_model": "Within the budget: {model} on {setup}, {cost} landed.",
    "relax_limit": "With the limits relaxed: {setup} serves {model}, {cost} landed.",
}
