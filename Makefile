# Two commands on a machine that has only Python (3.11 or newer) and make:
#   make demo    the networks of the example, from text to pages
#   make test    the whole test suite
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2

.PHONY: demo test lab check coverage docs bench dist clean

demo: $(VENV)/core
	$(BIN)/netlib build

test: $(VENV)/dev
	$(BIN)/python -m pytest -n $(WORKERS)

lab: $(VENV)/dev
	$(BIN)/jupyter lab notebooks

check: $(VENV)/dev
	$(BIN)/ruff format $(if $(CI),--check) .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb
	$(BIN)/python -m pytest -n $(WORKERS)

coverage: $(VENV)/dev
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term --cov-fail-under=95

docs: $(VENV)/dev
	$(BIN)/mkdocs build --strict

bench: $(VENV)/dev
	@for claim in benchmarks/*.py; do echo "== $$claim"; $(BIN)/python $$claim || exit 1; done

dist: $(VENV)/dev
	$(BIN)/python -m build --outdir dist .

clean:
	rm -rf $(VENV) out site dist build .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "netlib needs Python 3.11 or newer; name one with: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/core: $(VENV)/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/core
