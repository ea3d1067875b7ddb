# Everything that a newcomer needs: make run, make ask, make test, make check. Each sets up what it needs, once.

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
OUT ?= model-training
BRIEFWIJZER := $(VENV)/bin/briefwijzer
override Q := $(value Q)
export Q

.PHONY: help run index ask eval baselines test check format model clean

help:  ## Shows this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: index  ## Builds the index if it is missing or stale, and serves on http://127.0.0.1:8000
	$(BRIEFWIJZER) serve --host $(HOST) --port $(PORT)

# Exit code 4 says that some letter could not be read, 3 that a question has no answer: neither is a failure of make.
index: $(VENV)/.runtime  ## Builds the index of the letters if it is missing or stale
	@$(BRIEFWIJZER) index || [ $$? -eq 4 ]

ask: $(VENV)/.runtime  ## Answers one question: make ask Q="Hoeveel mensen werken er in de industrie?"
	@$(BRIEFWIJZER) index >/dev/null 2>&1 || [ $$? -eq 4 ] || $(BRIEFWIJZER) index
	@$(BRIEFWIJZER) ask -- "$$Q" || [ $$? -eq 3 ]

eval: index  ## Measures the answers against the gold questions
	@$(BRIEFWIJZER) eval

baselines: $(VENV)/.runtime  ## Renews what make test compares the answers with; say in the commit why
	$(VENV)/bin/python -m eval.baseline

test: $(VENV)/.dev  ## Runs every test
	$(VENV)/bin/python -m pytest

check: $(VENV)/.dev  ## Lints, formats, types and import directions
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.dev  ## Formats the code
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

model: $(VENV)/.train  ## Trains the language model anew: make model DATA=folder LETTERS=folder (hours; see docs/training.md)
	$(VENV)/bin/python -m index.training "$(DATA)" $(if $(LETTERS),--letters "$(LETTERS)") $(if $(BASE),--base "$(BASE)") --out "$(OUT)"

clean:  ## Removes what the others made; the letters stay
	rm -rf $(VENV) data build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Nodig is Python 3.11 of later; geef het op met: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.train: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	@touch $@ $(VENV)/.runtime

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/.runtime
