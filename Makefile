# Two commands do everything on a machine with Python, make and git:
#   make run    makes .venv, installs runwalk, opens it
#   make test   makes .venv, installs what the tests need, runs them all
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
# Installed programs have their bytecode; those that the tests start are to have theirs, too.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench torture clean

run: $(VENV)/.installed
	@$(BIN)/runwalk $(ARGS)

# First what computes; then what waits in real time, several at once; then what takes the whole machine.
test: $(VENV)/.tested
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not audio and not terminal" $(ARGS)
	$(BIN)/python -m pytest -n 3 --dist loadgroup -m "audio or (terminal and not torture)" $(ARGS)
	$(BIN)/python -m pytest -m torture $(ARGS)

check: $(VENV)/.checked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# ARGS=--audio for the sound alone, ARGS='--drift 30' for its drift over half an hour.
bench: $(VENV)/.tested
	$(BIN)/python -m scripts.bench $(ARGS)

# Two thousand kills take about an hour; `make test` has two hundred.
torture: $(VENV)/.tested
	RUNWALK_TORTURE=$${RUNWALK_TORTURE:-2000} RUNWALK_RACE=$${RUNWALK_RACE:-30} $(BIN)/python -m pytest -s \
		tests/terminal/test_torture.py tests/terminal/test_two_instances.py $(ARGS)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.checked: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,check]'
	@touch $@ $(VENV)/.tested $(VENV)/.installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
