"""The base of every part of a scenario file: no unknown keys, and all that is wrong at once, in words for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from sim.scenario.numbers import shown, wrong

Wrong = tuple[tuple[str | int, ...], PydanticCustomError]
"""Something wrong: the path below the present place, and what."""


class Strict(BaseModel):
    """A mapping with known keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="wrap")
    @classmethod
    def in_words(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Read the mapping; say what is unknown or missing in it, and what is allowed."""
        if isinstance(data, cls):
            return data
        if not isinstance(data, dict):
            raise wrong("wrong-type", f"expected a mapping instead of {shown(data)}", f"keys here: {', '.join(keys(cls))}")
        try:
            read = handler(data)
        except ValidationError as problem:
            raise retold(cls, problem) from None
        refuse(cls.__name__, read.contradictions())
        return read

    def contradictions(self) -> Iterable[Wrong]:
        """What does not go together, though each part is well formed."""
        return ()

    def given(self, key: str) -> bool:
        """Whether the file says something under a key."""
        return key in self.model_fields_set


def keys(model: type[BaseModel]) -> list[str]:
    """The keys that a mapping may have."""
    return [field.alias or name for name, field in model.model_fields.items()]


def refuse(title: str, found: Iterable[Wrong]) -> None:
    """Raise all that is wrong, if anything is."""
    details = [InitErrorDetails(type=error, loc=path, input=None) for path, error in found]
    if details:
        raise ValidationError.from_exception_data(title, details)


def retold(model: type[BaseModel], problem: ValidationError) -> ValidationError:
    """The errors of a mapping with unknown and missing keys put into words."""
    details = []
    for error in problem.errors(include_url=False):
        place, kind = error["loc"], error["type"]
        told: Any = kind
        if len(place) == 1 and kind == "extra_forbidden":
            told = unknown_key(str(place[0]), keys(model))
        elif len(place) == 1 and kind == "missing":
            told = wrong("missing-key", f"`{place[0]}` is missing", f"keys here: {', '.join(keys(model))}")
        elif "what" in (context := error.get("ctx", {})):
            told = PydanticCustomError(kind, "{what}", context)
        details.append(InitErrorDetails(type=told, loc=place, input=error.get("input"), ctx=error.get("ctx", {})))
    return ValidationError.from_exception_data(model.__name__, details)


def unknown_key(key: str, allowed: list[str]) -> PydanticCustomError:
    """The fault for a key that does not exist here. The nearest one is looked for where the fault is told."""
    return wrong("unknown-key", f"`{key}` is not a setting here", f"allowed here: {', '.join(allowed)}")
