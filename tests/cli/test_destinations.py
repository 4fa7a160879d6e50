"""`advisor clearance` and `advisor plan` for countries that are on file for their rule, and for old rules."""

import json
from pathlib import Path

import pytest

from cli.command import advisor

PLAN = ("--budget", "500000", "--model", "llama-3.3-70b", "--as-of", "2026-11-24")


@pytest.mark.parametrize("region", ["RU", "BY", "IR", "KP", "SY", "CU"])
def test_a_refused_destination_exits_with_1_and_names_its_rule(tmp_path: Path, region: str) -> None:
    rule = "US-RUSSIA-BELARUS" if region in ("RU", "BY") else "US-EMBARGO"
    done = advisor("plan", "--region", region, *PLAN, home=tmp_path)
    assert done.code == 1
    assert f"Rule {rule}" in " ".join(done.out.split())
    assert "What would work" not in done.out
    asked = advisor("clearance", "--accelerator", "h100-sxm", "--region", region, home=tmp_path)
    assert asked.code == 1
    assert rule in asked.out


def test_old_rules_are_shown_with_their_age_in_every_format(tmp_path: Path) -> None:
    asked = ("clearance", "--accelerator", "h100-sxm", "--region", "KE", "--as-of")
    young = advisor(*asked, "2026-10-21", home=tmp_path).out
    old = advisor(*asked, "2026-10-22", home=tmp_path).out
    assert "US-3A090-A: last seen to hold" not in young
    assert "! US-3A090-A: last seen to hold on 2026-07-23, 91 days ago" in old
    document = json.loads(advisor(*asked, "2026-10-22", "--format", "json", home=tmp_path).out)
    assert document["stale_days"]["US-3A090-A"] == 91
    assert document["unverified_rules"] == ["US-AFFILIATES-2611"]
    for output_format in ("csv", "md"):
        shown = advisor(*asked, "2026-10-22", "--format", output_format, home=tmp_path).out
        assert "91 days ago" in shown
        assert "unverified, check" in shown
