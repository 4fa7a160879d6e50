"""Which pairs of model and accelerator are left out together when the model of speeds is judged."""

import hashlib

FOLDS = 10


def fold_of(model_id: str, accelerator_id: str) -> int:
    """Fold of a pair, 0 to `FOLDS` - 1: by a hash of both ids, so that nobody chose it."""
    digest = hashlib.sha256(f"{model_id} {accelerator_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % FOLDS
