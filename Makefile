# The only set-up there is: `make run` and `make test` build .venv themselves, with plain pip.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := plan --region KZ --budget 3000000 --model glm-5

.PHONY: run test check profiles evidence calibrate errors bench shots lock clean

run: .venv/run.stamp
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/advisor; else $(BIN)/advisor $(SAMPLE); fi

test: .venv/dev.stamp
	$(BIN)/python -m pytest

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/advisor profiles check profiles --canonical

profiles: .venv/dev.stamp
	$(BIN)/advisor profiles schema --out profiles/schemas
	$(BIN)/advisor profiles format --drop-comments profiles

errors: .venv/dev.stamp
	$(BIN)/python -m advisor.cli.state_errors README.md

# ROWS=file.csv remakes the shipped table of measured rows; the fit reads the shipped table.
evidence: .venv/dev.stamp
	$(BIN)/python -m advisor.evidence.compact $(ROWS)

calibrate: .venv/dev.stamp
	OMP_NUM_THREADS=1 $(BIN)/python -m advisor.calibration

bench: .venv/dev.stamp
	PYTHONPATH=tests $(BIN)/python -m bench

shots: .venv/run.stamp
	$(BIN)/python -m advisor.tui.screenshots screenshots

lock: .venv/dev.stamp
	$(BIN)/pip freeze --exclude-editable --exclude accelerator-advisor > requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Advisor needs Python 3.11 or newer; set PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@ .venv/run.stamp
