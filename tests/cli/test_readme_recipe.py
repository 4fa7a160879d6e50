"""The recipe of the README, run as it is written, on a fresh home."""

import re
import shlex
from pathlib import Path

from cli.command import advisor

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "tests" / "catalogue" / "huggingface" / "configs" / "glm-4.5-air.json"
_BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_FILE = re.compile(r"# (\S+\.toml)")


def recipe() -> list[tuple[str, str]]:
    """(language, text) of each block of the recipe."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start, end = readme.index("### A new accelerator, a quote"), readme.index("## Sharing sessions")
    return _BLOCK.findall(readme[start:end])


def own_profiles(home: Path) -> Path:
    """The folder that `advisor profiles path` names for the user."""
    (line,) = [line for line in advisor("profiles", "path", home=home).out.splitlines() if "user" in line]
    return Path(line.split("(")[0].split(maxsplit=1)[1].strip())


def test_accelerator_quote_and_model_appear_in_a_plan(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes(CONFIG.read_bytes())
    folder, last = own_profiles(tmp_path), {}
    for language, text in recipe():
        if language == "toml":
            found = _FILE.match(text)
            assert found
            assert (folder / found[1]).is_file(), "`profiles new` made the file that is filled in"
            (folder / found[1]).write_text(text, encoding="utf-8")
        elif text.startswith("item,"):
            (tmp_path / "quotes.csv").write_text(text, encoding="utf-8")
        else:
            for line in text.strip().splitlines():
                command, *arguments = shlex.split(line)
                assert command == "advisor"
                if arguments[:2] != ["profiles", "new"] and "--as-of" not in arguments:
                    arguments += ["--as-of", "2026-11-24"]
                done = advisor(*arguments, home=tmp_path)
                assert done.code == 0, (line, done.err)
                last[" ".join(arguments[:2])] = done.out
    assert "0 problems" in last["profiles check"]
    plan = last["plan --region"]
    assert plan.startswith("Yes: my-model in Kazakhstan")
    assert re.search(r"8 x x1 fp8, \w+", plan)
    assert "21,000 USD a card, firm, DAP" in last["profiles show"]
    assert "from your own profiles" in last["profiles show"]
