"""Every renderer against a file that was read by a person.

To refresh after a change that is meant, and then read the diff:
    ADVISOR_REFRESH_GOLDEN=1 python -m pytest tests/report
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.catalogue.accelerator import Accelerator, ExportFigures, Memory, Rates
from advisor.catalogue.rule import Rule
from advisor.catalogue.source import Source
from advisor.figures import Figure, Statement
from advisor.plan.result import Plan
from advisor.report.csv_table import render_csv
from advisor.report.json_document import plan_document
from advisor.report.markdown import render_markdown
from plan_factory import empty_plan, sample_plan

GOLDEN = Path(__file__).parent / "golden"


def _figure(value: float, unit: str) -> Figure:
    return Figure(value=value, unit=unit, source="hf-hardware-table", date="2026-08-08", confidence="medium")


NAMES = {
    "glm-5": "GLM-5",
    "KZ": "Kazakhstan",
    "h200-sxm": "NVIDIA H200 SXM",
    "ascend-910c": "Ascend 910C",
    "sglang": "SGLang",
    "vllm-ascend": "vLLM-Ascend",
    "world": "World reference",
}
SOURCES = {
    "hf-hardware-table": Source(
        id="hf-hardware-table",
        title="Hardware tables with prices",
        url="https://example.org/hardware",
        date="2026-08-08",
    ),
    "kocka-910c": Source(
        id="kocka-910c", title="Report on the 910C", url="https://example.org/910c", date="2025"
    ),
    "bis-guidance": Source(
        id="bis-guidance", title="Guidance on GP10", url="https://example.org/gp10", date="2025-05-13"
    ),
    "gse-kz-servers": Source(id="gse-kz-servers", title="Servers on offer", url="", date="2026-08"),
}
RULES = {
    "US-GP10": Rule(
        id="US-GP10",
        jurisdiction="US",
        title="General Prohibition 10 guidance",
        status="guidance_in_force",
        effective="2025-05-13",
        chips="Ascend 910B, 910C, 910D",
        countries="worldwide",
        effect="Dealing in such chips can breach the EAR.",
        source="bis-guidance",
        date="2025-05-13",
        confidence="high",
    )
}


PARTS = {
    "h200-sxm": Accelerator(
        id="h200-sxm",
        name="NVIDIA H200 SXM",
        vendor="NVIDIA",
        family="hopper",
        designer_country="US",
        status="on_sale",
        memory=Memory(
            nominal=_figure(141, "GB"),
            reported=_figure(143_771, "MiB"),
            bandwidth=_figure(4.8, "TB/s"),
        ),
        rates=Rates(),
        weights_formats=("fp8",),
        kv_formats=("bf16",),
        formats_source=Statement(
            text="fp8", source="hf-hardware-table", date="2026-08-08", confidence="medium"
        ),
        export=ExportFigures(datacentre=True),
        servers=("hgx-h200-8",),
    )
}


def _json(plan: Plan) -> str:
    return json.dumps(plan_document(plan, NAMES), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _markdown(plan: Plan) -> str:
    return render_markdown(plan, names=NAMES, sources=SOURCES, rules=RULES, accelerators=PARTS)


def _chosen_markdown(plan: Plan) -> str:
    return render_markdown(
        plan,
        names=NAMES,
        sources=SOURCES,
        rules=RULES,
        chosen=1,
        title="Ascend for Almaty",
        note="Asked for by the project office.\n- second paragraph",
    )


CASES: dict[str, tuple[Callable[[Plan], str], Callable[[], Plan]]] = {
    "sample.json": (_json, sample_plan),
    "sample.md": (_markdown, sample_plan),
    "sample-chosen.md": (_chosen_markdown, sample_plan),
    "sample.csv": (render_csv, sample_plan),
    "no.json": (_json, empty_plan),
    "no.md": (_markdown, empty_plan),
    "no.csv": (render_csv, empty_plan),
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_as_it_was_read(name: str) -> None:
    render, make = CASES[name]
    found = render(make())
    path = GOLDEN / name
    if os.environ.get("ADVISOR_REFRESH_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found.encode())
    assert found == path.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)
