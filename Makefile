# On a fresh machine with Python 3.11 or later and make:
#   make demo      sets everything up, runs the demo, says where its report is
#   make test      sets everything up and passes the tests
#   make check     lint, types, then the tests
#   make setup-spark  adds the Spark engine (needs Java 17 to run): its tests are then part of make test
#   make accuracy  measures on the data beside the checkout (DATA=...) against the pinned floors

# The first of these that runs and is new enough; a name alone may be a shim that leads nowhere.
FIT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do $$name -c '$(FIT)' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SPARK_READY := $(VENV)/.ready-spark
DATA ?= ../shared/data
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: setup setup-spark demo test check lint types accuracy lock clean

setup: $(READY)

$(READY): requirements.lock schema-requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Stemma needs Python 3.11 or later: install it, or say where it is with PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --require-hashes -r schema-requirements.txt \
		|| echo "The TEI schema could not be installed: its tests are skipped."
	touch $(READY)

setup-spark: $(SPARK_READY)

# PySpark comes as a source archive: it is built with the locked setuptools that are there already.
$(SPARK_READY): $(READY) requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-spark.lock
	touch $(SPARK_READY)

demo: setup
	$(BIN)/stemma demo

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools

types: setup
	$(BIN)/mypy

check: lint types test

accuracy: setup
	$(BIN)/python -m benchmarks.accuracy --data $(DATA)

# Needs uv. The locks hold hashes and no addresses; both name the same version of what is in both.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml dev-requirements.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra spark --constraint requirements.lock pyproject.toml -o requirements-spark.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
