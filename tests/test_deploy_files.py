"""The files that put the product on a server name only what exists, and agree with one another."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from celery.bin.celery import celery
from django.core.management import get_commands, load_command_class
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OUR_OWN = [name for name, service in SERVICES.items() if "build" in service]
LOCKS = ["runtime", "dev"]


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def test_the_compose_file_follows_the_compose_schema() -> None:
    vendor = files("check_jsonschema.builtin_schemas.vendor") / "compose-spec.json"
    faults = [fault.message for fault in Draft7Validator(json.loads(vendor.read_text())).iter_errors(COMPOSE)]
    assert faults == []


def test_the_compose_file_has_the_whole_installation() -> None:
    assert set(SERVICES) == {"db", "redis", "migrate", "web", "worker", "beat"}
    assert OUR_OWN == ["migrate", "web", "worker", "beat"]


@pytest.mark.parametrize("name", OUR_OWN)
def test_our_services_run_read_only_without_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_services_wait_for_others_that_exist() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)


def test_every_volume_is_declared() -> None:
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert mounted == set(COMPOSE["volumes"])


def test_gunicorn_takes_its_command_line() -> None:
    program, *options = SERVICES["web"]["command"]
    assert program == "gunicorn"
    done = subprocess.run([sys.executable, "-m", "gunicorn", "--check-config", *options], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_takes_its_command_line(name: str) -> None:
    program, *options = SERVICES[name]["command"]
    at = options.index(name)
    assert program == "celery"
    assert celery.make_context("celery", options[:at]).params["app"] == "sofs_tracker"
    with pytest.raises(click.exceptions.Exit) as ended:  # an unknown option raises before help is shown
        celery.commands[name].make_context(name, [*options[at + 1 :], "--help"])
    assert ended.value.exit_code == 0


def test_the_app_that_celery_and_gunicorn_load_exists() -> None:
    assert import_module("sofs_tracker.celery").app.main == "sofs_tracker"
    assert callable(import_module("sofs_tracker.wsgi").application)


def test_migrate_takes_its_command_line() -> None:
    program, script, name, *options = SERVICES["migrate"]["command"]
    assert (program, script) == ("python", "manage.py")
    command = load_command_class(get_commands()[name], name)
    assert command.create_parser("manage.py", name).parse_args(options).interactive is False


def test_health_checks_run_files_of_the_project() -> None:
    (script,) = SERVICES["web"]["healthcheck"]["test"][2:]
    assert (ROOT / script).is_file()


def test_the_image_copies_only_what_is_in_the_project() -> None:
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in sources for name in shlex.split(line)}
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["sofs"]


def test_the_image_runs_what_compose_runs() -> None:
    command = re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)
    assert [json.loads(line) for line in command] == [SERVICES["web"]["command"]]


@pytest.mark.parametrize("document", [".env.example", "docs/operations.md"])
def test_every_setting_from_the_environment_is_explained(document: str) -> None:
    settings = (ROOT / "sofs_tracker/settings.py").read_text()
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings)) | {"POSTGRES_PASSWORD", "WEB_PORT"}
    text = (ROOT / document).read_text()
    assert sorted(name for name in read if not re.search(rf"\b{name}\b", text)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_pinned_and_hashed_and_name_no_address(name: str) -> None:
    text = lock(name)
    packages = re.split(r"\n(?=[a-z])", text)
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith("-")] == []
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


def test_every_package_the_project_names_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {"runtime": project["project"]["dependencies"], "dev": project["dependency-groups"]["dev"]}
    for name, packages in wanted.items():
        names = {re.split(r"[\[<>=]", package)[0].lower() for package in packages}
        assert names <= set(re.findall(r"^([a-z0-9.-]+)==", lock(name), re.MULTILINE))


def test_tests_run_on_the_very_packages_that_production_runs() -> None:
    pins = [dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock(name), re.MULTILINE)) for name in LOCKS]
    runtime, dev = pins
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_front_end_lock_names_no_address() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
