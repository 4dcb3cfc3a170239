# Two commands do everything on a machine with Python, make and git:
#   make run    makes .venv, installs runwalk, opens it
#   make test   makes .venv, installs what the tests need, runs them: about four minutes
# and for whoever changes something (docs/testing.md says more):
#   make quick          what is worth running after each change: about a minute and a half
#   make check          ruff, mypy and import-linter
#   make test-real      everything in real time, on real terminals and real sound, 200 kills and 200 closed terminals
#   make pythons        quick and real sessions on each Python from 3.11 to 3.13 that is there
#   make wheel-test     wheel and source distribution installed and tried on each of them, in another folder
#   make newest-textual the tests on the newest Textual that there is
#   make bench, make torture
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
BUT ?=
# Tests wait as often as they compute, so there are more of them at once than processors.
TOGETHER ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 2) + 1)')
COMPUTES := not audio and not terminal and not spreadsheet and not browser
TOO_OLD = runwalk needs Python 3.11 or later; if you have one, name it: make $(firstword $(MAKECMDGOALS) run) PYTHON=python3.12
PYTEST = $(BIN)/python -m pytest -n $(TOGETHER)
# Where what happens in real time is: for a dozen tests, nobody has to read all of them. A test holds it to be all.
REAL := tests/audio tests/browser tests/terminal tests/unit/exports/test_spreadsheets.py tests/unit/test_no_network.py
# Installed programs have their bytecode; those that the tests start are to have theirs, too.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test quick test-real real-time kills slow check compiled pythons wheel-test newest-textual bench torture clean

run: $(VENV)/.installed
	@$(BIN)/runwalk $(ARGS)

# First what computes, with one in twenty of the slow tests; then a short session of each kind in real time, side by side.
test: $(VENV)/.tested
	$(PYTEST) --dist worksteal --slow-in 20 -m "$(COMPUTES)" $(ARGS)
	RUNWALK_TORTURE=12 $(BIN)/python -m pytest -n 6 --dist loadgroup -v -m "short" $(REAL) $(ARGS)

quick: $(VENV)/.tested
	$(PYTEST) --dist worksteal -q -m "$(COMPUTES) and not slow" $(ARGS)

# What waits in real time and then the kills; in their pauses, at a low priority, what computes for long:
# at the lowest, a test of two seconds had less than one of them in two minutes.
# BUT='and not short' leaves out the stories in real time that `make test` runs.
test-real: $(VENV)/.tested
	$(MAKE) --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) kills slow

real-time: $(VENV)/.tested
	$(PYTEST) --dist loadgroup -m "audio or spreadsheet or browser or (terminal and not torture) $(BUT)" $(REAL) $(ARGS)

# They compute as much as they wait, so not beside the tests that judge times; they themselves judge none,
# and have no more of the processors than the slow tests.
kills: real-time
	RUNWALK_TORTURE=200 nice -n 10 $(BIN)/python -m pytest -s -m "torture" $(REAL) $(ARGS)

# Every slow test, with more random examples, and all of what takes turns in `make test`.
slow: $(VENV)/.tested
	RUNWALK_EXAMPLES=$${RUNWALK_EXAMPLES:-2} nice -n 10 $(PYTEST) --dist worksteal -m "$(COMPUTES) and (slow or examples)" $(ARGS)

check: $(VENV)/.checked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Where no test has been compiled yet, each process of pytest would compile all of them for itself. Whoever runs them
# says what can't be read.
compiled: $(VENV)/.checked
	-$(BIN)/python -m pytest --collect-only -qq >/dev/null

# Each Python has a .venv of its own.
pythons:
	$(PYTHON) -m scripts.pythons

# What would be published, installed elsewhere on each Python: commands, a session, the quick tests.
wheel-test: $(VENV)/.tested
	$(BIN)/python -m scripts.wheel_test $(ARGS)

# The pictures belong to one exact version, so they are left out.
newest-textual:
	$(MAKE) VENV=.venv-newest-textual .venv-newest-textual/.tested
	.venv-newest-textual/bin/python -m pip install --quiet --disable-pip-version-check --upgrade textual
	@.venv-newest-textual/bin/python -c "from importlib.metadata import version; print('Textual', version('textual'))"
	.venv-newest-textual/bin/python -m pytest -n $(TOGETHER) -m "$(COMPUTES)" --ignore=tests/ui/test_snapshots.py $(ARGS)

# Everything takes about 20 minutes, and docs/benchmarks.md gets the table. ARGS='next start' for some of it,
# ARGS='--drift 30' for the sound and its drift over half an hour. It needs Linux. termdown, which is measured beside, has its own .venv
# and stays one exact version, so that figures of different days can be compared.
TERMDOWN := 2.0.0
bench: $(VENV)/.tested .venv-termdown/.installed-$(TERMDOWN)
	$(BIN)/python -m scripts.bench $(ARGS)

.venv-termdown/.installed-$(TERMDOWN):
	-$(PYTHON) -m venv .venv-termdown && .venv-termdown/bin/python -m pip install --quiet termdown==$(TERMDOWN) && touch $@

# Two thousand kills and as many closed terminals take an hour or more.
torture: $(VENV)/.tested
	RUNWALK_TORTURE=$${RUNWALK_TORTURE:-2000} RUNWALK_RACE=$${RUNWALK_RACE:-30} $(BIN)/python -m pytest -s \
		tests/terminal/test_torture.py tests/terminal/test_closed_terminal.py tests/terminal/test_two_instances.py $(ARGS)

# What venv leaves behind where it fails would be taken for done the next time.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(TOO_OLD)")'
	$(PYTHON) -m venv $(VENV) || { rm -f $(BIN)/python; exit 1; }

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
	rm -rf .venv .venv-* .pytest_cache .mypy_cache .ruff_cache .hypothesis
