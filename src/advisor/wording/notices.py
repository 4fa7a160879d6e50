"""Sentences of warnings and of alternatives.

Placeholders of a warning: `subject`, `value` and `date`; of an alternative: `setup`, `model`, `cost` and
`limits`.
"""

from advisor.wording.effects import EXPORT

WARNINGS: dict[str, str] = {
    "workload_default": "Workload: none was stated, so this answers for the {subject} preset at {value} "
    "concurrent requests.",
    "rule_stale": "Rules last seen to hold more than 90 days before this plan: {value}, the oldest on "
    "{date}. Verify before signing: {subject}.",
    "rule_unverified": "Rules whose date has passed without a notice of what followed ({subject}): "
    "unverified, check before signing.",
    "export.embargo": EXPORT["export.embargo"] + " Rule {subject}, last seen to hold on {date}.",
    "export.russia_belarus": EXPORT["export.russia_belarus"]
    + " Rule {subject}, last seen to hold on {date}.",
    "model_licence_refuses": "The licence of the weights forbids it here: {subject}.",
    "model_licence_unread": "The licence of {subject}: its terms are not known here, so that no setup is "
    "called clear. Read it first; a buyer who has read it can accept what is not known.",
    "model_licence_limits": "Licence of the weights: {subject}.",
    "destination_only": "{subject} is on file for its export rule alone: taxes, duty, power price and supply "
    "were not looked up there.",
    "vat_ends": "VAT in {subject} changes after {date}, to {value}%: each setup is costed at the rate on the "
    "day of its delivery.",
    "vat_ended": "VAT in {subject}: the stated rate ended on {date} and what follows is not confirmed; "
    "{value}% is counted, with the range that sources leave open.",
    "affiliates_unverified": "Affiliates rule ({subject}): its suspension ran out on {date} and no notice of "
    "extension or return was found. Verify before ordering from or selling to companies that a listed party "
    "half owns.",
    "price_reference": "Prices from another market (the oldest of {date}), not quoted in this region: "
    "{subject}.",
    "offer_lapsed": "Offers left out, for their last day is before this plan's: {subject}.",
    "offer_currency_unknown": "Offers left out, for no exchange rate is known: {subject}.",
    "price_second_hand": "Prices of used goods, not of new ones: {subject}.",
    "quote_odd": "Quotes below half or above three times the reference price; check what each quote covers: "
    "{subject}.",
    "quote_too_small": "The quote is for fewer cards than the setup needs; ask for the rest: {subject}.",
    "freight_unknown": "Freight to {subject}: no rate was found, so landed totals are lower bounds.",
    "power_price_unknown": "Power price of {subject}: not known, so running costs are lower bounds.",
    "vat_counted": "VAT in {subject}: whether the buyer gets it back is open, so it is counted as a cost.",
    "region_field_missing": "Profile of the region: {subject} is not known.",
    "ascend_bin_unstated": "{subject}: prices and measurements are of a 910B whose bin nobody states; "
    "the range is wide for that.",
    "checkpoint_must_be_made": "No checkpoint is released in this format; one must be made and checked: "
    "{subject}.",
    "checkpoint_not_stated": "Which formats are released is not stated; look whether this one is, or "
    "make and check a checkpoint: {subject}.",
    "path_default": "Speed assumes default kernels, for no tuned path to this model was found: {subject}.",
    "stack_experimental": "The stack's makers call this model on this hardware experimental: {subject}.",
    "speculation_not_counted": "Speeds are without speculative decoding, which {subject} was trained for; "
    "measured on NVIDIA and AMD it cuts the time per token by 1.2 to 1.8 times, most at few requests.",
    "own_benchmark": "Speeds adjusted by an own benchmark (the oldest of {date}), not of the shipped "
    "model alone: {subject}.",
    "users_assumed": "Load: {subject}; at a sizing tool's rates that is {value} prompts a person and 8-hour "
    "day, where a measurement found 6. Check it against your own logs.",
    "no_setups": "No setup meets the brief. What would work is listed below, with every reason found.",
}

ALTERNATIVES: dict[str, str] = {
    "raise_budget": "With a budget of {cost}: {setup} would serve {model}.",
    "other_model": "Within the budget: {model} on {setup}, {cost} landed.",
    "relax_limit": "With a limit relaxed: {setup} would serve {model}, {cost} landed. {limits}",
}
