# redcard: `make demo` shows it, `make test` proves it, `make up` runs it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPOSE := docker compose -f deploy/docker-compose.yml
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --upgrade

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench drill up down lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(READY) ## .venv with everything pinned by hash

# The mark is written last, so an interrupted set-up is done again.
$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "redcard needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV) || { echo "on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## a simulated district's year, e.g. make demo ARGS="--exit --lang en"
	$(BIN)/redcard demo $(ARGS)

test: check ## check, then every test but the drills, e.g. make test ARGS="-k inbox"
	$(BIN)/python -m pytest $(ARGS)

check: setup ## lint, format, types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: setup ## put the code into the form that check asks for
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

drill: setup ## the tests that take minutes
	$(BIN)/python -m pytest -m drill $(ARGS)

bench: setup ## measure, against a peer in the same run
	$(BIN)/python -m bench $(ARGS)

up: ## the whole of redcard in containers, until make down
	$(COMPOSE) up --build --detach --wait
	@echo "NATS listens on $$($(COMPOSE) port nats 4222)"

down: ## stop the containers; volumes stay
	$(COMPOSE) down --remove-orphans

lock: setup ## pin the newest versions that pyproject.toml allows
	$(UV_COMPILE) --output-file requirements/runtime.txt
	$(UV_COMPILE) --group dev --output-file requirements/dev.txt
	$(UV_COMPILE:pyproject.toml=--group pyproject.toml:build) --output-file requirements/build.txt

clean: ## remove what make setup and the tests made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
