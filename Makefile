# Two commands do all set-up: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps --no-compile
NOT_IMPORTED := /(mypy|mypyc|pip|pkg_resources|setuptools)/ # a quarter of it all, compiled to machine code or hardly used
COMPILE := $(BIN)/python -m compileall -qq -j 0 -x '$(strip $(NOT_IMPORTED))' $(VENV)/lib # on all cores, where pip takes one
BY_FILE := --dist loadfile --no-loadscope-reorder # what a file sets up, it sets up once
QUICK := $(BIN)/pytest -p no:xdist -m "not browser and not postgresql and not slow"
PAGES := $(addprefix tests/,access backup privacy web wording)
RULES := $(addprefix tests/,adapters architecture bad_input catalogue cli domain languages rules)
INSTALL_SELF = $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

# Some machines forbid Python its bytecode; every command a test starts would then compile the whole portal anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run ocr code test tests shuffled check quick quick-pages quick-rules quick-rest lint lock faults chromium strace poppler hylafax mutants hostile sweep bite mutation bench sbom

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml hatch_build.py $(wildcard portal/translations/*/LC_MESSAGES/*.po) | $(BIN)/pip
	$(PIP) -r requirements.lock
	$(COMPILE)
	$(INSTALL_SELF)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(PIP) -r requirements-dev.lock
	$(COMPILE)
	@touch $@

ocr: $(VENV)/run.stamp ## Install what reads the print of faxes besides (the extra portal[ocr], 270 MB)
	$(PIP) -r requirements-ocr.lock

setup: $(VENV)/dev.stamp ## Install everything, tools included

run: $(VENV)/run.stamp ## Serve http://127.0.0.1:8000 with demo data (PORT= changes the port)
	$(BIN)/portal demo --port $(PORT)

code: $(VENV)/run.stamp ## Print the code with which members of staff sign in to the demo now
	@$(BIN)/portal demo --code

test: setup chromium strace poppler ## Every test, as CI runs them; the type checker, which uses one core, beside them
	@$(MAKE) --no-print-directory -j 2 lint tests

tests: # One process more than the cores: kills and races wait a good part of their time
	$(BIN)/pytest -n 3 $(BY_FILE) --durations=25

shuffled: setup chromium strace poppler ## Every test, files and what is in each in an order of chance; SEED=… repeats one
	$(BIN)/pytest -n 3 $(BY_FILE) --random-order-bucket=module $(if $(SEED),--random-order-seed=$(SEED))

check: setup poppler ## The quick net before each commit
	@$(MAKE) --no-print-directory -j 2 lint quick

quick: # In three parts that collect no test of each other's, about as long; what the first of them builds all take
	@rm -rf build/tests && mkdir -p build/tests
	@PORTAL_TESTS_BUILT=$(CURDIR)/build/tests $(MAKE) --no-print-directory -j 3 quick-pages quick-rules quick-rest

quick-pages:
	$(QUICK) $(PAGES)

quick-rules:
	$(QUICK) $(RULES)

quick-rest:
	$(QUICK) $(addprefix --ignore=,$(PAGES) $(RULES))

lint: setup # Format, lint, types, import contracts, county files
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/portal catalogue check
	@$(BIN)/python -m tests.supply # what is locked, and since when

chromium: # The browser that is there, else Debian's when root, else a sentence that says what to install
	@command -v chromium-headless-shell >/dev/null || \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && export DEBIAN_FRONTEND=noninteractive && \
	{ apt-get install -y -qq chromium-headless-shell || apt-get install -y -qq chromium; } >/dev/null; \
	else command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ echo "The browser tests need Chromium: install it first (Debian: sudo apt-get install chromium-headless-shell)" >&2; exit 1; }; fi

faults: setup strace ## Kill, fill, cut and corrupt for half an hour; ends with what was lost
	$(BIN)/python -m tests.faults

mutants: setup poppler ## Five thousand mutants of papers sent: none kept that shows something else, none a fault (ten minutes)
	$(BIN)/python -m tests.bad_input.mutants 5000

hostile: setup ## Every parameter of every route with every hostile value
	$(BIN)/python -m tests.bad_input

sweep: setup strace poppler hylafax ## All that takes long, in under forty minutes; the last line tells how it went
	$(BIN)/python -m tests.sweep

bite: setup ## Plant each flaw in a copy of the tree; its tests must notice, and the last line counts them
	$(BIN)/python -m tests.bite

mutation: setup ## Change every line of portal/domain and count what its tests notice (an hour)
	$(BIN)/python -m tests.mutation

bench: setup ## Each goal of speed as times its floor, a line each; a million filings are made at the first run and kept
	$(BIN)/python -m bench

strace: # What lets single calls of the kernel fail; the one that is there, else Debian's when root
	@command -v strace >/dev/null || \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq strace >/dev/null; \
	else echo "The fault tests need strace: install it first (Debian: sudo apt-get install strace)" >&2; exit 1; fi

poppler: # A second program that shows PDFs: the tests ask it whether a kept paper still shows what came
	@command -v pdftoppm >/dev/null || \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq poppler-utils >/dev/null; \
	else echo "The tests of uploads need poppler: install it first (Debian: sudo apt-get install poppler-utils)" >&2; exit 1; fi

hylafax: # A fax server's own receive queue and scripts, for the sweep: nobody starts it
	@test -x /var/spool/hylafax/bin/faxrcvd || \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends hylafax-server </dev/null >/dev/null; \
	else echo "The sweep tries faxes with HylaFAX: install it first (Debian: sudo apt-get install hylafax-server)" >&2; exit 1; fi

sbom: setup ## Write sbom.cdx.json: all that is installed with the portal, for a scanner that has a network
	$(BIN)/python -m tests.supply sbom.cdx.json

lock: setup ## Resolve the lock files anew, with hashes and without addresses
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --upgrade --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --upgrade --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --upgrade --extra build --extra ocr -c requirements.lock pyproject.toml -o requirements-ocr.lock
	@sed -i "1i # resolved $$(date -u +%F)" requirements.lock requirements-dev.lock requirements-ocr.lock
