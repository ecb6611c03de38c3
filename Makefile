# Every target sets up what it needs by itself, and does nothing twice.
#   make run          the whole job on the bundled sample, then the web page with it
#   make test         format, lint, types, import contracts, dependencies and tests, in that order
#   make test-slow    the tests that `make test` leaves out: seconds each, kinds that others stand for
#   make test-fast    the tests that need no browser, PostgreSQL or LibreOffice
# Windows without make: see README.md.

VENV ?= .venv
# The first Python that is new enough and can make virtual environments.
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python3.14,\
	$(shell $(p) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && echo $(p))))

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready
# One more than the cores of an office PC: browser tests mostly wait.
WORKERS ?= 3
FUZZ_SECONDS ?= 60
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -q
# Without kept bytecode every worker and every process under test would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-slow test-fast lint format bench fuzz clean lock readme screenshots
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile
	@echo 'make lint         format, lint, types, import contracts and dependencies only'
	@echo 'make format       rewrite the code in the form that lint asks for'
	@echo 'make bench        measure speed'
	@echo 'make fuzz         damage files for FUZZ_SECONDS (60) a reader and look for what breaks'
	@echo 'make readme       write the made parts of the READMEs anew'
	@echo 'make screenshots  take the pictures of the README from the real page'
	@echo 'make lock         resolve the dependencies again'
	@echo 'make clean        remove everything that make made'

run: $(RUN_READY)
	$(BIN)/jushi demo
	$(BIN)/jushi serve --sample

test: lint
	$(PYTEST) -m 'not slow'

test-slow: $(TEST_READY)
	$(PYTEST) -m slow

test-fast: $(TEST_READY)
	$(PYTEST) -m 'not slow and not browser and not postgres and not libreoffice and not live'

# What ships imports only what it declares; evals and tests may also use what `dev` declares.
lint: $(TEST_READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry app
	$(BIN)/deptry evals tests --exclude '^$$' --ignore DEP002,DEP004

format: $(TEST_READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(TEST_READY)
	$(BIN)/python -m evals.screenshots

readme: $(TEST_READY)
	$(BIN)/python tests/readme.py

bench: $(TEST_READY)
	@set -e; for bench in evals/bench/*.py; do \
		case $$bench in */__init__.py) ;; *) echo "== $$bench"; $(BIN)/python $$bench;; esac; done

fuzz: $(TEST_READY)
	JUSHI_FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python -m pytest -n $(WORKERS) -q tests/fuzz

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'make: no Python 3.11 or newer with the venv module;' \
		'install one (Debian: apt install python3 python3-venv) or call make PYTHON=/path/to/python3' >&2; exit 2; }
	@echo 'Making a virtual environment in $(VENV) …'
	@$(PYTHON) -m venv $(VENV)

# The locks carry a hash for each file and name no host: pip takes its index from the office's own
# configuration. As a constraint, too: pips before 23.3 hold a package's extra, pydantic[email], to
# no requirement of the package itself.
$(RUN_READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing what Jushi needs (a few minutes the first time) …'
	@$(PIP) --require-hashes -r requirements.lock -c requirements.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(TEST_READY): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo 'Installing what Jushi and its tests need (a few minutes the first time) …'
	@$(PIP) --require-hashes -r requirements-dev.lock -c requirements-dev.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@ $(RUN_READY)

# uv resolves for every platform at once, which pip cannot; it comes and goes in a folder of its own.
lock: | $(BIN)/python
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(BIN)/python -m venv "$$tools/venv"; \
	"$$tools/venv/bin/python" -m pip --disable-pip-version-check install --quiet uv; \
	uv="$$tools/venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
		--no-header --no-annotate --no-emit-index-url --group build"; \
	$$uv pyproject.toml -o requirements.lock; \
	$$uv --group dev --extra postgres --extra charts --extra agents pyproject.toml -o requirements-dev.lock; \
	if grep -n '://' requirements.lock requirements-dev.lock; then echo 'make: a lock names a host' >&2; exit 1; fi

clean:
	rm -rf .venv out/demo build dist test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis \
		.import_linter_cache *.egg-info
	find app evals tests -name __pycache__ -type d -prune -exec rm -rf {} +
