"""What a session takes along of the serving stacks: the lines about its models, and no more."""

from collections.abc import Iterable
from typing import Any

from advisor.catalogue.model import Model


def stacks_about(models: Iterable[Model], documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Stack documents without the lines and faults of other models; without those that say nothing of these.

    A support matrix is long, and its lines about other models answer nothing here.
    """
    models = tuple(models)
    ids = {model.id for model in models}
    types = {model.model_type for model in models} - {""}
    about: dict[str, dict[str, Any]] = {}
    for stack_id, document in documents.items():
        support = [
            line
            for line in document["support"]
            if ids & set(line.get("models", ())) or types & set(line.get("model_types", ()))
        ]
        if support:
            about[stack_id] = {**document, "support": support}
        if support and "open_problems" in document:
            about[stack_id]["open_problems"] = [
                problem
                for problem in document["open_problems"]
                if not problem.get("models") or ids & set(problem["models"])
            ]
    return about
