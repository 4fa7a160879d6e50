"""A session whose speeds an own benchmark adjusted: it carries the factors along."""

import datetime
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.brief import Brief
from advisor.plan.result import Plan
from advisor.plan.search import make_plan
from advisor.session.check import recompute
from advisor.session.differences import differences
from advisor.session.errors import SessionError
from advisor.session.file import open_session, save_session
from advisor.session.session import Session, new_session, replanned
from advisor.wording.english import warning_text

AS_OF = datetime.date(2026, 11, 23)
SAVED = "2026-11-23T16:42:00+00:00"
BRIEF = Brief(region="KZ", budget=Decimal(3_000_000), model="glm-5")
OWN = ("glm-5-h200", "other-model", "other-stack", "other-part")


def write_calibration(folder: Path, name: str, factor: float, **scope: str) -> None:
    """A calibration profile; its scope is GLM-5 in FP8 on H200 with vLLM unless stated."""
    known = {
        "model_family": "glm-5",
        "model_class": "dsa",
        "accelerator": "h200-sxm",
        "stack": "vllm",
        "weights": "fp8",
        "path": "tuned",
    } | scope
    figures = {"step_factor": factor, "prompt_factor": 1, "width_factor": 0.8, "rows": 12, "layouts": 2}
    shares = dict.fromkeys(("error_before", "error_after", "inside_before", "inside_after"), 0.5)
    lines = [f'id = "{name}"', f'name = "{name}"', *(f'{key} = "{value}"' for key, value in known.items())]
    for key, value in (figures | shares).items():
        unit = "count" if key in ("rows", "layouts") else "ratio"
        lines.append(
            f'{key} = {{ value = {value}, unit = "{unit}", source = "our-run", date = "2026-11-20", '
            'confidence = "high" }'
        )
    (folder / "calibrations").mkdir(exist_ok=True)
    (folder / "calibrations" / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The shipped profiles, and own ones: one that is for this plan, three that are not."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "sources").mkdir()
    (folder / "sources" / "our-run.toml").write_text(
        'id = "our-run"\ntitle = "own benchmark run.csv"\nurl = ""\ndate = "2026-11-20"\n', encoding="utf-8"
    )
    write_calibration(folder, "glm-5-h200", 1.3)
    write_calibration(folder, "other-model", 2.0, model_family="llama", model_class="dense")
    write_calibration(folder, "other-stack", 2.0, stack="mindie")
    write_calibration(folder, "other-part", 2.0, accelerator="ascend-910c")
    return Catalogue.open(
        Path(Catalogue.shipped().sources.files("epoch-ml-hardware")[0].path).parents[1], folder
    )


@cache
def shipped_plan() -> Plan:
    return make_plan(BRIEF, Catalogue.shipped(), AS_OF)


@pytest.fixture(scope="module")
def session(catalogue: Catalogue) -> Session:
    return new_session(make_plan(BRIEF, catalogue, AS_OF), catalogue, saved=SAVED)


def tpot(plan: Plan) -> dict[tuple[str, str, str, int], float]:
    return {
        (
            one.layout.accelerator,
            one.layout.weights,
            one.layout.stack,
            one.layout.cards,
        ): one.speed.tpot_ms.mid
        for one in plan.setups
    }


def test_its_own_part_and_stack_are_adjusted_and_nothing_else(session: Session) -> None:
    before, after = tpot(shipped_plan()), tpot(session.plan)
    changed = {key for key in before if key in after and before[key] != after[key]}
    assert changed
    assert {key[:3] for key in changed} == {("h200-sxm", "fp8", "vllm")}
    for key in changed:
        # Reading other requests' prompts is part of it, and that has a factor of 1 here.
        assert 1.15 * before[key] < after[key] < 1.3 * before[key]


def test_the_plan_says_so_with_rows_file_and_date(session: Session) -> None:
    (warning,) = [one for one in session.plan.warnings if one.code == "own_benchmark"]
    sentence = warning_text(warning)
    assert "h200-sxm fp8 with vllm, 12 rows of own benchmark run.csv" in sentence
    assert "2026-11-20" in sentence
    assert not [one for one in shipped_plan().warnings if one.code == "own_benchmark"]


def test_opened_elsewhere_it_gives_the_same_plan(session: Session, tmp_path: Path) -> None:
    save_session(tmp_path / "sent.toml", session)
    opened = open_session(tmp_path / "sent.toml")
    assert opened == session
    assert opened.format == "advisor.session/1.2"
    assert recompute(opened) == ()
    document = tomllib.loads((tmp_path / "sent.toml").read_text(encoding="utf-8"))
    assert "other-model" not in document["figures"]["calibrations"], "other models' factors stay at home"
    assert "our-run" in document["figures"]["sources"]
    assert document["layers"]["calibrations"]["glm-5-h200"] == {"*": "profiles"}


def test_without_its_factors_the_plan_is_another(session: Session) -> None:
    figures = {kind: items for kind, items in session.figures.items() if kind != "calibrations"}
    places = recompute(msgspec.structs.replace(session, figures=figures))
    assert any("tpot_ms" in place for place in places)


def test_a_reader_sees_that_it_has_no_such_factors(session: Session) -> None:
    found = [one for one in differences(session, Catalogue.shipped()) if one.kind == "calibrations"]
    assert ("glm-5-h200", "profiles") in {(one.id, one.layer_there) for one in found}


def test_planned_anew_without_factors_it_is_of_the_older_format(session: Session) -> None:
    again = replanned(session, shipped_plan(), Catalogue.shipped())
    assert "calibrations" not in again.figures
    assert again.format == "advisor.session/1.0"


def test_a_broken_factor_in_a_session_is_refused(session: Session, tmp_path: Path) -> None:
    save_session(tmp_path / "sent.toml", session)
    text = (tmp_path / "sent.toml").read_text(encoding="utf-8")
    head = "[figures.calibrations.glm-5-h200.step_factor]\nvalue = "
    assert text.count(head) == 1
    (tmp_path / "bad.toml").write_text(text.replace(f"{head}1.3", f'{head}"fast"'), encoding="utf-8")
    with pytest.raises(SessionError, match=r"figures\.calibrations\.glm-5-h200"):
        open_session(tmp_path / "bad.toml")
