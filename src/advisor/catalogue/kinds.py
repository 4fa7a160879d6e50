"""The kinds of profile: folder -> record."""

from collections.abc import Mapping
from types import MappingProxyType

from advisor.catalogue.accelerator import Accelerator
from advisor.catalogue.availability import Market
from advisor.catalogue.calibration import Calibration
from advisor.catalogue.cost_line import CostAssumption
from advisor.catalogue.model import Model
from advisor.catalogue.record import Record
from advisor.catalogue.region import Region
from advisor.catalogue.rule import Rule
from advisor.catalogue.server import Server
from advisor.catalogue.service import Service
from advisor.catalogue.source import Source
from advisor.catalogue.stack import Stack
from advisor.catalogue.workload import Workload

KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "accelerators": Accelerator,
        "servers": Server,
        "models": Model,
        "regions": Region,
        "availability": Market,
        "rules": Rule,
        "stacks": Stack,
        "workloads": Workload,
        "costs": CostAssumption,
        "services": Service,
        "calibrations": Calibration,
        "sources": Source,
    }
)
"""Folder of a kind -> its record. One TOML an item; the file's stem is the item's id."""
PRIVATE_KINDS = ("calibrations",)
"""Kinds of which nothing is shipped; lists leave them out where no layer has one."""
