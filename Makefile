# Stamkund. `make demo` opens the furnished CRM; `make test` runs every test. Both install what they need, inside this folder.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PORT ?= 8000
# Words in the language of whoever calls; paths in UTF-8 also where that language's locale was never installed.
export LANGUAGE := $(or $(LANGUAGE),$(LC_ALL),$(LC_MESSAGES),$(LANG))
export LC_ALL := C.UTF-8
# Ours, also for whoever is in an environment of their own: that one stays as it is.
export VIRTUAL_ENV := $(CURDIR)/.venv
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/.tools/node/bin:$(PATH)
UV := .tools/uv/bin/uv

.PHONY: help demo serve test check bench pictures plots format lock clean

help:  ## show what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

demo: .venv/.core assets/.built .venv/.messages  ## open an invented company in the browser, http://localhost:8000 (PORT=… for another)
	@exec stamkund demo --port $(PORT)

test: .tools/.system .venv/.dev assets/.built .venv/.messages  ## run every test: checks, SQLite, PostgreSQL, browser
	@tools/run_tests.sh

check: .venv/.dev .venv/.messages  ## the fast part: linters, types, contracts, and the tests without browser and PostgreSQL
	@tools/run_checks.sh
	pytest -q -n 2 -m "not browser and not slow"

bench: .venv/.core assets/.built .venv/.messages .tools/.system  ## measure the speed promises (SIZE=10000|100000|1000000)
	@stamkund bench $(if $(SIZE),--size $(SIZE))

pictures: .venv/.dev assets/.built .venv/.messages .tools/.system  ## take the documentation's pictures anew
	@python tools/pictures.py

plots: .venv/.dev assets/node_modules/.done .tools/.system  ## draw the documentation's plots of real data anew, from ../shared/data
	@python -m tools.plots

format: .venv/.dev  ## put code and templates in the project's form
	@ruff format . && ruff check --fix .

lock: .tools/uv/.done  ## write the hashed requirement files anew from pyproject.toml
	@tools/lock.sh

clean:  ## remove everything that was installed or built here, and the demo's data
	@rm -rf .venv .tools assets/node_modules assets/.built src/stamkund/web/static/dist var

.tools/uv/.done: requirements/uv.txt
	@mkdir -p .tools
	tools/install_uv.sh
	touch $@

.venv/.core: .tools/uv/.done requirements/core.txt pyproject.toml
	@[ -x .venv/bin/python ] || $(UV) venv --quiet .venv
	[ -e .venv/.dev ] || $(UV) pip sync --quiet --require-hashes requirements/core.txt
	$(UV) pip install --quiet --no-deps --editable .
	touch $@

.venv/.dev: .tools/uv/.done requirements/dev.txt pyproject.toml
	@[ -x .venv/bin/python ] || $(UV) venv --quiet .venv
	$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	$(UV) pip install --quiet --no-deps --editable .
	touch $@ .venv/.core

.venv/.messages: $(wildcard src/stamkund/locale/*/LC_MESSAGES/*.po) | .venv/.core
	@python tools/compile_messages.py
	touch $@

assets/node_modules/.done: assets/package-lock.json | .tools/uv/.done
	@tools/install_node.sh
	cd assets && npm ci --silent
	touch node_modules/.done

assets/.built: assets/node_modules/.done $(shell find assets/src assets/*.mjs src/stamkund/web/templates -type f 2>/dev/null)
	@cd assets && node build.mjs
	touch .built

.tools/.system: tools/install_system.sh
	@mkdir -p .tools
	tools/install_system.sh
	touch $@
