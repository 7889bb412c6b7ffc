"""A catalogue as one text: how it is kept as a version, edited as a draft, and read back.

What must not live here: what a good catalogue is (see `check`).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from hall.catalogue.document import parse_document, read_document
from hall.catalogue.findings import CatalogueError
from hall.catalogue.load import load_catalogue

Plain = dict[str, Any]
"""Mappings, lists and texts, as the files have them."""


def whole_text(path: Path) -> str:
    """The catalogue of some files as one text; raises `CatalogueError` unless it is good."""
    load_catalogue(path)
    plain: Plain = dict(read_document(path).value)
    files = plain.pop("matter_files", [])
    plain["matters"] = [
        *plain.get("matters", []),
        *(matter for file in files for matter in read_document(path.parent / file).value),
    ]
    return as_text(plain)


def as_text(plain: Mapping[str, Any]) -> str:
    """Plain values as YAML, with Chinese as it is and keys in their order."""
    text: str = yaml.safe_dump(dict(plain), allow_unicode=True, sort_keys=False, width=100)
    return text


def as_plain(text: str, name: str) -> Plain:
    """A text as plain values; raises `CatalogueError` when it is no YAML of keys and values."""
    document = parse_document(text, name)
    if not isinstance(document.value, dict):
        raise CatalogueError(
            [document.root.finding("is no catalogue", "keys with values", zh="不是事项目录")]
        )
    return dict(document.value)


def with_matters(text: str, name: str, matters: Sequence[Plain]) -> str:
    """The text with some matters put in, each in the place of the one with its id, or at the end.

    Keys that a given matter does not say keep what they were.
    """
    plain = as_plain(text, name)
    known: list[Plain] = list(plain.get("matters", []))
    places = {str(matter.get("id")): place for place, matter in enumerate(known)}
    for matter in matters:
        place = places.get(str(matter.get("id")))
        if place is None:
            known.append(dict(matter))
        else:
            known[place] = _merged(known[place], matter)
    return as_text({**plain, "matters": known})


def _merged(old: Any, new: Any) -> Any:
    """The new value; of keys with values, those that it does not say stay as they were."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
