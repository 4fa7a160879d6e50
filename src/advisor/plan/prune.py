"""What the search may leave out without changing the answer."""

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.model import Model
from advisor.estimate.device_memory import device_memory
from advisor.estimate.layout import Layout
from advisor.estimate.weight_shards import layer_bytes, shard_bytes


def could_hold(model: Model, accelerator: Accelerator, layout: Layout) -> bool:
    """False where the weights and the reserve alone overfill the fullest device, whatever the load.

    Such a layout never fits, so its cache, speed and cost need not be worked out: it could only tell by how
    much it is short, which matters where nothing else fits either.
    """
    device = device_memory(accelerator)
    weights = shard_bytes(layer_bytes(model, layout.weights), layout)
    return weights.total + device.reserve_bytes <= device.usable_bytes
