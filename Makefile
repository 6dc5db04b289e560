# Two commands for a newcomer: `make demo` and `make test`. The rest is for those who work on Pantau.
PYTHON ?= python3
VENV ?= .venv
PIP = $(VENV)/bin/pip install --quiet --disable-pip-version-check

.PHONY: demo run test lint format clean

# A stamp for each set of packages: installed again only when pyproject.toml changed.
$(VENV)/.pantau: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pantau needs Python 3.11 or later; call make PYTHON=python3.11")'
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	touch $@

$(VENV)/.pantau-test: pyproject.toml $(VENV)/.pantau
	$(PIP) --editable '.[test,train]'
	touch $@

$(VENV)/.pantau-dev: pyproject.toml $(VENV)/.pantau-test
	$(PIP) --editable '.[test,train,dev]'
	touch $@

demo: $(VENV)/.pantau          ## a fictional press on this machine, crawled, read, indexed and shown
	$(VENV)/bin/pantau demo

run: $(VENV)/.pantau           ## the same on the real registry of outlets
	$(VENV)/bin/pantau run

test: $(VENV)/.pantau-test     ## all tests
	$(VENV)/bin/python -m pytest

lint: $(VENV)/.pantau-dev      ## style, types and the rule of the house
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.pantau-dev
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
