.PHONY: check quick all test format mutants lock words

check:            ## everything that decides whether a change may land
	python3 run.py test

quick:            ## style, types, stairs and the quick tests
	python3 run.py test --quick

all:              ## everything that decides, and the long walks
	python3 run.py test --all

format:           ## lay out code and templates
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	.venv/bin/djade --target-version 5.2 $$(find src -path '*templates*' -name '*.html')

mutants:          ## change the exact and cut code a thousand ways and see that a test notices each
	.venv/bin/python -m pip install --quiet 'mutmut>=3.8'
	.venv/bin/mutmut run
	.venv/bin/mutmut results

lock:             ## make the lock files anew from pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --extra team -o requirements-team.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --extra team --extra fast --extra cluster --group test -o requirements-test.lock

words:            ## gather what the screens say for the translators, and compile what they sent
	cd src/rapport && DJANGO_SETTINGS_MODULE=rapport.site.settings ../../.venv/bin/python -m django makemessages -l ar -l fr --no-obsolete --no-wrap --add-location file
	sed -i '/^"POT-Creation-Date:/d' src/rapport/web/locale/*/LC_MESSAGES/django.po
	cd src/rapport && DJANGO_SETTINGS_MODULE=rapport.site.settings ../../.venv/bin/python -m django compilemessages -l ar -l fr
