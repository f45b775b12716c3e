"""The JSON Schema of scenario files, for editors. `python -m sim.scenario.export` writes `configs/scenario.schema.json` anew."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from sim.scenario.hover import finished
from sim.scenario.schema import File

HOME = "scenario.schema.json"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, for editors; nothing is required, so that files with `extends:` are not underlined."""
    schema = finished(without_required(File.model_json_schema()))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "description": "A scenario of sim"}


def without_required(schema: Any) -> Any:
    """A schema in which nothing is required."""
    if isinstance(schema, dict):
        return {key: without_required(value) for key, value in schema.items() if not (key == "required" and isinstance(value, list))}
    return [without_required(value) for value in schema] if isinstance(schema, list) else schema


def schema_text() -> str:
    """The schema as it is kept in `configs/`."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def kept() -> Path:
    """Where it is kept."""
    return Path(str(resources.files("sim.configs").joinpath(HOME)))


if __name__ == "__main__":
    kept().write_text(schema_text(), encoding="utf-8")
