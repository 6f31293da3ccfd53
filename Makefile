# quizapp: `make` explains itself.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
PORT ?= 8000
# What `make quality` reads; neither folder is part of the repository.
ARTICLES ?= ../shared/articles
SEED ?= ../shared/seed
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
# What the locks are resolved for; the same range stands in pyproject.toml (tests/test_repository.py compares).
OLDEST := 3.11
NEWEST := 3.14

.PHONY: help python setup run test check format bench quality lock migrate demo messages

help: ## show this list
	@echo "quizapp: from a news article to exam-grade questions, and from practice to progress"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  PORT=8001 make run         another port"
	@echo "  ARTICLES=DIR SEED=DIR make quality   other folders of articles"
	@echo "  PYTHON=python3.12 make …   another Python ($(OLDEST) to $(NEWEST))"

python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no '$(PYTHON)' here. Install Python $(OLDEST) to $(NEWEST), or name one: PYTHON=/path/to/python make setup" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = "%d.%d" % sys.version_info[:2]; n = lambda s: tuple(map(int, s.split("."))); sys.exit(0 if n("$(OLDEST)") <= n(v) <= n("$(NEWEST)") else "quizapp runs on Python $(OLDEST) to $(NEWEST), and %s is %s. Name another: PYTHON=/path/to/python make setup" % (sys.executable, v))'

$(BIN)/python: | python
	@echo "Creating $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing what the app needs (about a minute, once) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what the tests and checks need …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.development ## build .venv with everything the app, its tests and checks need

run: $(VENV)/.runtime ## set up, migrate, load the samples, and serve on 127.0.0.1:PORT (safe to repeat)
	@$(BIN)/python -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", $(PORT)))' 2>/dev/null || { echo "Port $(PORT) is taken. Choose another: PORT=8001 make run" >&2; exit 1; }
	@$(BIN)/flask --app wsgi migrate
	@$(BIN)/flask --app wsgi demo
	@echo
	@echo "quizapp is at http://127.0.0.1:$(PORT)  (Ctrl-C ends it)"
	@exec $(BIN)/python tools/side_by_side.py --env /dev/null --procfile Procfile start --port $(PORT)

test: $(VENV)/.development ## run the whole test suite and report its coverage
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term $(ARGS)

check: $(VENV)/.development ## lint, types, import contracts, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint quizapp/web/templates --lint --check --quiet

format: $(VENV)/.development ## let the formatters have their way
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint quizapp/web/templates --reformat --quiet

bench: $(VENV)/.development ## measure what must be fast, as ratios within one run
	@$(BIN)/python -m pytest tests/benchmarks -n 0 -p no:randomly -o python_files='bench_*.py' -s -q $(ARGS)

quality: $(VENV)/.development ## measure the questions of real articles and write them to quality-report/
	@$(BIN)/python -m tests.quality measure $(ARTICLES) $(SEED) $(ARGS)

lock: $(VENV)/.development ## resolve requirements*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version $(OLDEST) --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --quiet -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version $(OLDEST) --generate-hashes --no-emit-index-url --no-emit-find-links -c requirements.txt --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --quiet -o requirements-dev.txt

migrate: $(VENV)/.runtime ## bring the database to the newest migration
	@$(BIN)/flask --app wsgi migrate

demo: $(VENV)/.runtime ## load the sample sets, the sample article and the demo accounts
	@$(BIN)/flask --app wsgi migrate
	@$(BIN)/flask --app wsgi demo

messages: $(VENV)/.development ## collect the texts to translate and compile the translations
	@$(BIN)/python -m babel.messages.frontend --quiet extract -F babel.cfg -k N_ -k lazy_gettext --no-location --sort-output --project quizapp -o quizapp/web/translations/messages.pot .
	@$(BIN)/python -m babel.messages.frontend --quiet update --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete -i quizapp/web/translations/messages.pot -d quizapp/web/translations
	@$(BIN)/python -m babel.messages.frontend --quiet compile -d quizapp/web/translations
