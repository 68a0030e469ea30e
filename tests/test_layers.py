"""The import contracts of pyproject.toml leave nothing out. `make check` runs the contracts themselves."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in LINTER["contracts"]}
NOT_THE_PRODUCT = {"scripts", "tests"}


def names(layers: list[str]) -> set[str]:
    return {name.strip(" ()\n") for layer in layers for part in layer.split("|") for name in part.split(":")}


def test_every_top_level_package_stands_in_the_stack() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_THE_PRODUCT
    assert packages == set(LINTER["root_packages"])
    assert packages <= names(CONTRACTS["apps"]["layers"])


def test_every_app_is_held_to_the_layers_inside() -> None:
    assert set(CONTRACTS["inside"]["containers"]) == set(LINTER["root_packages"]) - {"sofs_tracker"}
    assert CONTRACTS["inside"]["exhaustive"] is True


def test_what_is_not_built_yet_is_not_installed(settings: Any) -> None:
    for name in ("measures", "training", "governance"):
        assert [path.name for path in (ROOT / name).glob("*.py")] == ["__init__.py"]
        assert name not in settings.INSTALLED_APPS
