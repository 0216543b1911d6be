# Brownbag. `make` lists what can be made.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# The other way to install for editing puts 20 ms before every start.
AS_A_PATH := --config-settings editable_mode=compat

# Two targets may need the same virtual environment, and pip does not share one.
.NOTPARALLEL:

.PHONY: help demo test check fix coverage quality bench screenshots lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /: /'

.venv/run: requirements/run.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(AS_A_PATH) -e .
	touch $@

.venv/test: requirements/test.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(AS_A_PATH) -e .
	touch $@

demo: .venv/run ## make the demo practice and serve it on this machine
	$(BIN)/brownbag knowledge compile
	$(BIN)/brownbag demo

test: .venv/test ## install what the tests need and run them all
	scripts/get_test_tools
	$(BIN)/python -m pytest -q -n 2

check: .venv/test ## format, lint, types, import contracts, knowledge base
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/brownbag knowledge check

fix: .venv/test ## put the format right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: .venv/test ## measure that every branch of the clinical core is tested (two to five minutes)
	$(BIN)/coverage run -m pytest -q -p no:xdist --hypothesis-seed=0 brownbag/clinical tests/spec tests/clinical
	$(BIN)/coverage report

quality: .venv/test ## measure names, pairs and vignettes against the shared reference data
	$(BIN)/python -m tests.quality

screenshots: .venv/test ## make the pictures of README from the demo
	scripts/get_test_tools
	$(BIN)/python scripts/make_screenshots

bench: .venv/test ## print how fast the core, the pages and a cold start are
	$(BIN)/python -m bench

lock: .venv/test ## pin the requirements anew (needs uv)
	cd requirements && for set in run test; do uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --allow-unsafe --quiet $$set.in -o $$set.lock; done

clean: ## remove what was installed and compiled
	rm -rf .venv brownbag/knowledge_base/compiled
