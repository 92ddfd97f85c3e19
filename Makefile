# Everything runs in .venv, made here from the exact versions in requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BASE_URL ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo crawl events export test lint format bench soak faults fuzz lock clean

help: ## Show what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Set up .venv (the other targets do it themselves)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "wmcscraper needs Python 3.11 or later: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint requirements.lock --editable '.[dev]'
	@touch $@

demo: $(READY) ## Crawl the bundled sample site into data/news.db and show what was stored
	@$(BIN)/python tests/demo.py

crawl: $(READY) ## Crawl the live World Mining Congress site into data/news.db
	$(BIN)/scrapy crawl wmc_news $(if $(BASE_URL),-a base_url=$(BASE_URL)) $(ARGS)

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest $(ARGS)

lint: $(READY) ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: ## Score articles and speed on annotated pages beside other extractors (ARGS=--data DIR)
	@test -d .venv-bench || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint requirements.lock --editable '.[bench]'
	.venv-bench/bin/python -m benchmarks.articles --peers $(ARGS)
	.venv-bench/bin/python -m benchmarks.speed $(ARGS)

soak: $(READY) ## Kill 100 crawls at random moments, four writers for a minute (ARGS="--kills 20")
	$(BIN)/python -m tests.faults.soak $(ARGS)

faults: $(READY) ## Time and memory of a crawl among all faults, against the good pages alone
	$(BIN)/python -m benchmarks.faults $(ARGS)

fuzz: $(READY) ## Pump strings for all patterns, 100,000 spliced inputs for all readers
	$(BIN)/python -m benchmarks.patterns
	$(BIN)/python -m benchmarks.fuzz $(ARGS)

lock: ## Write requirements.lock anew, from the newest versions that pyproject.toml allows
	$(PYTHON) -m venv .lock-venv
	.lock-venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@echo "# Exact versions of all that .venv holds; 'make lock' writes it anew." > requirements.lock
	.lock-venv/bin/python -m pip freeze --exclude-editable >> requirements.lock
	rm -rf .lock-venv

clean: ## Remove .venv and caches; the databases in data/ stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache *.egg-info
