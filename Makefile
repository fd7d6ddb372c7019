# Everything runs from the checkout: `make demo` shows it, `make test` proves it.
PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=

run := $(VENV)/bin/python -m
stamp = $(VENV)/.$(1)-$(shell cksum < $(1) | cut -d' ' -f1)
dev := $(call stamp,requirements-dev.lock)
runtime := $(call stamp,requirements.lock)

compile = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra postgres pyproject.toml

.PHONY: setup demo test crash lint bench docs lock clean

setup: $(dev)

# Whatever is installed already serves: the demo needs no development tools.
demo: $(if $(wildcard $(dev)),$(dev),$(runtime))
	$(run) bot demo

test: setup
	$(run) pytest $(PYTEST_ARGS)

# Every story is killed at 200 points and more on each database, not only that of decisions.
crash: setup
	CRASH=all $(run) pytest tests/crash $(PYTEST_ARGS)

lint: setup
	$(run) ruff check .
	$(run) ruff format --check .
	$(run) mypy
	$(VENV)/bin/lint-imports --no-logo

bench: setup
	$(run) benchmarks

docs: setup
	$(run) bot docs
	$(VENV)/bin/python -c "import bot.config as c, pathlib as p; p.Path('config.example.toml').write_text(c.example())"

# Newest versions within the bounds of pyproject.toml; the two files always agree.
lock: $(VENV)/bin/python
	$(run) pip install --quiet uv
	$(compile) --upgrade --output-file requirements.lock
	$(compile) --upgrade --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: \
	make PYTHON=/path/to/python3.11." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp carries the checksum of its lock, so a new lock is installed once.
$(dev): | $(VENV)/bin/python
	$(run) pip install --quiet --require-hashes -r requirements-dev.lock
	@rm -f $(VENV)/.requirements-dev.lock-* && touch $@

$(runtime): | $(VENV)/bin/python
	$(run) pip install --quiet --require-hashes -r requirements.lock
	@rm -f $(VENV)/.requirements.lock-* && touch $@
