# MediaWatch. `make help` lists what there is to say.
#
# Everything is installed into .venv from the locked requirements (hashes checked), with uv where it is installed and
# a pinned pip where it is not (UV=no: the latter anyway); all state lives under var/. Paths may hold spaces: everything
# below is quoted.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
LOCAL := $(PY) -m mediawatch_airflow.local

# uv by name or path; where there is none, pip does the same.
export UV ?= uv

# What another project's shell says of Python is not for .venv.
unexport PYTHONHOME PYTHONPATH

# Files and names are UTF-8, whatever the locale is: Airflow reads its own without naming an encoding.
export PYTHONUTF8 := 1

# Processes that `make test` spreads the tests over; each starts a Postgres and an Airflow of its own.
WORKERS ?= 2

# `make sql Q="..."`: handed over by the environment, so that quotes and dollars in it survive.
export MEDIAWATCH_QUERY := $(value Q)

# Of backup, restore and upgrade, for the same reason.
export MEDIAWATCH_DIR := $(value DIR)
export MEDIAWATCH_FROM := $(value FROM)

# A virtual environment that was made at another place, or is broken, is made anew.
ifneq ($(shell cat $(VENV)/.place 2>/dev/null),$(CURDIR))
STALE := stale
endif

# Where the tests were run .venv holds their lock: it is installed anew when the locks have changed since.
ifneq ($(shell [ -f $(VENV)/.dev ] && [ requirements.txt -nt $(VENV)/.dev ] && echo old),)
OLD := stale
endif

.PHONY: help demo up down status service logs sql test lint format docs readme-check audit clean install install-check lock backup try-restore restore upgrade stale

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 : \2/p' Makefile | awk -F ' : ' '{ printf "%-20s %s\n", $$1, $$2 }'

demo: $(VENV)/.runtime ## run the whole flow once on the articles that ship with the project, and show the result
	@$(LOCAL) demo

up: $(VENV)/.runtime ## start Airflow in the background: web page, scheduler, the daily run
	@$(LOCAL) up

down: $(VENV)/.runtime ## stop Airflow and the embedded Postgres
	@$(LOCAL) down

status: $(VENV)/.runtime ## what runs, and how the last runs ended; fails where something is not well
	@$(LOCAL) status

service: $(VENV)/.runtime ## write a systemd unit: start with the machine, start again what dies
	@$(LOCAL) service

logs: $(VENV)/.runtime ## what Airflow's parts say
	@$(LOCAL) logs

sql: $(VENV)/.runtime ## psql on the warehouse; make sql Q="select ..." prints one result
	@$(LOCAL) sql "$$MEDIAWATCH_QUERY"

test: lint ## lint, types and every test
	$(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(VENV)/.dev ## ruff and mypy
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m mypy

format: $(VENV)/.dev ## put the code in ruff's form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

docs: $(VENV)/.dev ## write the pages of docs/ that are made from the code
	@$(PY) docs/generate.py

readme-check: $(VENV)/.dev ## follow the README line by line in a fresh clone of what is committed
	@$(PY) tests/docs/follow_readme.py $(ARGS)

audit: ## ask the package index for known faults of the locked packages (needs one that knows, and uv or pipx)
	@if command -v uvx >/dev/null 2>&1; then run="uvx pip-audit@2.10.1"; else run="pipx run --spec pip-audit==2.10.1 pip-audit"; fi; \
	for lock in requirements-build.txt requirements-dev.txt; do \
	  plain=$$(mktemp) && "$(PYTHON)" scripts/lock.py --plain $$lock > "$$plain" && \
	  $$run --strict --require-hashes --disable-pip --progress-spinner off -r "$$plain"; code=$$?; rm -f "$$plain"; \
	  [ $$code -eq 0 ] || exit 1; done

clean: $(VENV)/.runtime ## delete databases, lake and logs: asks first (CONFIRM=yes does not)
	@$(LOCAL) clean --confirm "$(CONFIRM)"

install: $(VENV)/.runtime ## only make .venv

install-check: $(VENV)/.dev ## install the lock with old and new pips and uv beside an index with newer releases (slow)
	@$(PY) scripts/install_check.py $(ARGS)

# Pins that hold stay; ARGS="--upgrade-package NAME" or ARGS=--upgrade asks for newer ones.
lock: ## write requirements*.txt anew from pyproject.toml
	@uv="$(CURDIR)/$(VENV)/bin/uv"; if ! "$$uv" --version >/dev/null 2>&1; then uv="$(UV)"; fi; \
	"$(PYTHON)" scripts/lock.py "$$uv" $(ARGS)

backup: $(VENV)/.runtime ## both databases, raw store and keys into a folder below var/backups (DIR=...)
	@$(LOCAL) backup "$$MEDIAWATCH_DIR"

try-restore: $(VENV)/.runtime ## restore a backup into scratch databases and count its rows: FROM=its folder, or the newest
	@$(LOCAL) try-restore "$$MEDIAWATCH_FROM"

restore: $(VENV)/.runtime ## back to the state of a backup: FROM=its folder; asks before it replaces articles
	@$(LOCAL) restore "$$MEDIAWATCH_FROM" --confirm "$(CONFIRM)"

# The backup is made by what is installed now: the next release may bring a Postgres that cannot read the data.
upgrade: ## after a new release was checked out: backup, install its lock, migrate both databases
	@if [ -f $(VENV)/.runtime ] && [ -z "$(STALE)" ]; then $(LOCAL) upgrade prepare "$$MEDIAWATCH_DIR"; fi
	@$(MAKE) install
	@$(LOCAL) upgrade finish "$$MEDIAWATCH_DIR"

# --- .venv -----------------------------------------------------------------------------------------------------------

$(VENV)/.place: $(STALE)
	@set -e; \
	is_supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; \
	set -- "$(PYTHON)"; \
	if [ "$(origin PYTHON)" != "command line" ]; then set -- "$$@" python3.13 python3.12 python3.11; fi; \
	for python in "$$@"; do \
	  if "$$python" -c "$$is_supported" 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ] && [ "$(origin PYTHON)" = "command line" ]; then \
	  echo "error: $(PYTHON) is no Python 3.11, 3.12 or 3.13 that can be run" >&2; exit 1; fi; \
	echo "Making $(VENV) ..."; \
	rm -rf $(VENV); \
	if [ -n "$$found" ]; then "$$found" scripts/install.py venv $(VENV); \
	elif command -v "$(UV)" >/dev/null 2>&1; then "$(UV)" venv --python '>=3.11,<3.14' $(VENV); \
	else echo "error: Python 3.11, 3.12 or 3.13 is needed and none was found: name it with make PYTHON=..." >&2; exit 1; fi
	@printf '%s' "$(CURDIR)" > $@

$(VENV)/.runtime: $(VENV)/.place requirements.txt requirements-build.txt pyproject.toml $(OLD)
	@if [ ! -f $(VENV)/.dev ]; then $(call install,requirements.txt); \
	elif [ -n "$(OLD)" ]; then $(call install,requirements-dev.txt); touch $(VENV)/.dev; fi
	@$(PY) scripts/install.py project
	@touch $@

$(VENV)/.dev: $(VENV)/.place requirements-dev.txt requirements-build.txt pyproject.toml
	@$(call install,requirements-dev.txt)
	@$(PY) scripts/install.py project
	@touch $@ $(VENV)/.runtime

define install
  echo "Installing $(1) into $(VENV) ..."; $(PY) scripts/install.py lock $(1) || exit 1
endef
