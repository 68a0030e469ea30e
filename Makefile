# Every step is done once and remembered; `make demo` and `make test` work from a fresh clone
# with Python 3.11, Node 20 and make. CONTRIBUTING.md says when to use which.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
export PYTHON PORT

bin := .venv/bin
runtime := .venv/.runtime
dev := .venv/.dev
built := static/dist/.built
styles := $(shell find static/scss static/js -type f 2>/dev/null)

.PHONY: help demo demo-reset check fix test soak bench screenshots lock

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

demo: export DEMO = 1
demo: export BASE_URL = http://localhost:$(PORT)
demo: $(runtime) $(built) ## The product with made-up data on PORT (8000), until Ctrl-C
	@$(bin)/python manage.py migrate --verbosity 0
	@$(bin)/python manage.py seed_demo
	@exec $(bin)/python manage.py demo --port $(PORT)

demo-reset: ## Forget the demo's data
	rm -rf var

check: $(dev) ## Quick checks, under a minute: lint, types, contracts, fast tests
	@$(bin)/python scripts/check.py

fix: $(dev) ## Put formatting and imports right
	$(bin)/ruff check --fix-only --quiet .
	$(bin)/ruff format --quiet .
	$(bin)/djhtml --tabwidth 2 templates

test: $(dev) $(built) ## Every test that guards a merge, on real servers and a real browser
	@sh scripts/system_parts.sh
	$(bin)/python scripts/with_servers.py $(bin)/python -m pytest -n 2 --dist loadfile -m "not soak" $(ARGS)

soak: $(dev) $(built) ## Long runs by hand: kill loops, races at full length
	@sh scripts/system_parts.sh
	$(bin)/python scripts/with_servers.py $(bin)/python -m pytest -m soak $(ARGS)

bench: $(dev) $(built) ## CPU per operation against a minimal Django page
	@sh scripts/system_parts.sh
	$(bin)/python scripts/with_servers.py $(bin)/python -m tests.bench.run $(ARGS)

screenshots: $(dev) ## Pictures of the pages of a demo that runs on PORT, in var/screenshots
	@$(bin)/python scripts/screenshots.py $(ARGS)

lock: $(dev) ## Pin and hash what pyproject.toml asks for
	sh scripts/lock.sh

$(runtime): requirements/runtime.txt
	@echo "Installing Python packages"
	@sh scripts/install.sh requirements/runtime.txt
	@touch $@

$(dev): requirements/dev.txt
	@echo "Installing Python packages, with those for tests"
	@sh scripts/install.sh requirements/dev.txt
	@touch $@ $(runtime)

node_modules/.package-lock.json: package-lock.json
	@command -v npm >/dev/null || { echo "Node 20 with npm is needed to build the styles." >&2; exit 1; }
	@echo "Installing the front end's packages"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(built): node_modules/.package-lock.json package.json $(styles)
	@echo "Building styles"
	@npm run --silent build
	@touch $@
