# make run    builds the release if there is none and serves it on http://127.0.0.1:8000
# make test   lints, type-checks and tests everything
# Both make the environment in .venv first; Python 3.11 or newer and make are all they need.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export POLICYGRAPH_HOME ?= data

.PHONY: run build test check generate bench clean

run: $(VENV)/run.stamp
	@test -f "$(POLICYGRAPH_HOME)/current" || $(BIN)/policygraph build
	@echo
	@echo "policygraph answers on http://$(HOST):$(PORT) (Ctrl-C ends it). Try, in another terminal:"
	@echo "  curl 'http://$(HOST):$(PORT)/entities/actor/huawei'"
	@echo "  curl 'http://$(HOST):$(PORT)/queries'"
	@echo "  curl -o graph.gexf 'http://$(HOST):$(PORT)/export/gexf'"
	@echo "  curl 'http://$(HOST):$(PORT)/sparql' --data-urlencode 'query=PREFIX pg: <https://w3id.org/policygraph/ontology#> SELECT ?chip ?maker WHERE { ?chip a pg:AIChip ; pg:developedBy ?maker }'"
	@echo
	$(BIN)/policygraph serve --host $(HOST) --port $(PORT)

build: $(VENV)/run.stamp
	$(BIN)/policygraph build

test: check
	$(BIN)/python -m pytest -q

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

generate: $(VENV)/dev.stamp
	$(BIN)/python -m ontology.context
	$(BIN)/python -m loaders.claims.schema

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policygraph needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/run.stamp
