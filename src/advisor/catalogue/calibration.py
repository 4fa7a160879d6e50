"""What a team's own benchmark says against the speed model, as a private layer; none is shipped."""

from typing import Literal

from advisor.catalogue.model import Model, ModelClass
from advisor.catalogue.record import Count, Record, Share, WeightsFormat


class Calibration(Record, frozen=True, kw_only=True):
    """Factors on the predicted times of one model family on one part with one serving stack.

    `advisor calibrate` writes it from measured rows. It never serves another part or another stack: a factor
    found with one engine makes the prediction for another one worse.
    """

    id: str
    name: str
    model_family: str
    """The `family` of the models that were measured."""
    model_class: ModelClass
    """Their class for speed; a family may have dense models and models of experts, and they differ."""
    accelerator: str
    """Id of the part, its very bin."""
    stack: str
    """Id of the serving stack."""
    weights: WeightsFormat | None = None
    """Format that was measured; left out: the factors are for every format."""
    path: Literal["tuned", "default"] = "tuned"
    """Software path that the factors multiply: the one that the stack's profile states for these models
    there. A prediction for the other path is left alone."""
    step_factor: Share
    """On every part of a decode step: above 1 where answers came slower than predicted. Drawn towards 1 as
    far as few rows can't be trusted."""
    prompt_factor: Share
    """On every part of reading a prompt, likewise."""
    width_factor: Share
    """On the width of the ranges, on the log scale: below 1 where the rows agree with each other."""
    rows: Count
    """Rows that the factors rest on."""
    layouts: Count
    """Different layouts among them. Rows of one layout share what is odd about it."""
    error_before: Share
    """Median absolute percentage error of the rows as predicted without the factors."""
    error_after: Share
    """The same with the factors, on the rows that they rest on."""
    error_kept_back: Share | None = None
    """The same for rows kept back: each part of the rows predicted with factors from the others."""
    inside_before: Share
    """Share of the rows inside the 80% range without the factors."""
    inside_after: Share
    """The same with them."""


def is_of(calibration: Calibration, model: Model) -> bool:
    """True where the factors are for this model: of the same family and of the same class for speed."""
    return calibration.model_family == model.family and calibration.model_class == model.model_class
