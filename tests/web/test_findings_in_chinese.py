"""What is wrong with a draft is said in Chinese, place and all; English has the file's words."""

import re

import pytest

from hall.catalogue.load import inspect_catalogue
from hall.catalogue.sample import sample_text
from hall.catalogue.whole import Plain, as_plain, as_text
from hall.web.catalogue.words import place_of, said_of

PLAIN: Plain = as_plain(sample_text(), "sample")
_CODES = r"[A-Z]{2}\d*|junk|born|English"
JUNK = {
    "version": "中 文",
    "effective_from": "junk",
    "categories": [
        {**PLAIN["categories"][0], "kind": "junk", "prefix": "E"},
        {**PLAIN["categories"][6], "department": "junk", "title": {"zh": "", "en": "junk"}},
        *PLAIN["categories"][1:6],
    ],
    "departments": [{**PLAIN["departments"][0], "code": "ZJ"}, *PLAIN["departments"][1:]],
    "life_events": [{**PLAIN["life_events"][0], "matters": ["junk"], "audience": "junk"}],
}


def spoiled(matter: Plain) -> Plain:
    """A matter of which nearly everything is wrong."""
    (item, *_), guide = matter["sub_items"], matter["guide"]
    (material, *_) = guide["materials"]
    return {
        **matter,
        "category": "junk",
        "aliases": {"zh": ["一"], "en": []},
        "volume_share_pct": "-5",
        "instant": "junk",
        "service_minutes": {"median": "5", "p90": "4"},
        "sub_items": [{**item, "department": "junk", "kind": "junk", "stage": "0"}],
        "guide": {
            **guide,
            "conditions": [],
            "steps": ["junk"],
            "time_limit": {"statutory_working_days": "-5", "promised_working_days": ["a"]},
            "materials": [{**material, "form": "junk", "name": "junk"}, {"form": "copy"}],
        },
    }


@pytest.mark.parametrize(("key", "value"), JUNK.items(), ids=JUNK)
def test_what_is_wrong_beside_the_matters_is_said_in_chinese(key: str, value: object) -> None:
    """Categories, departments, turns of life and the head of the catalogue."""
    _in_chinese({**PLAIN, key: value})


def test_what_is_wrong_with_a_matter_is_said_in_chinese() -> None:
    """Shapes, references, figures: no sentence falls back to the file's English."""
    _in_chinese({**PLAIN, "matters": [spoiled(PLAIN["matters"][0]), *PLAIN["matters"][1:]]})


def _in_chinese(plain: Plain) -> None:
    found = inspect_catalogue(as_text(plain), "draft")
    assert found
    for each in found:
        said = f"{place_of(each, 'zh')}：{said_of(each, 'zh')}"
        _, _, codes = said.partition("以下之一：")
        rest = re.sub(_CODES, "", said.removesuffix(codes))
        assert not re.search(r"[A-Za-z]{3,}", rest), (each.problem, each.expected, said)
        assert place_of(each, "en") == each.key


def test_a_place_is_said_as_a_person_would() -> None:
    """With the matter's code, and from one on."""
    (found, *_) = [
        each
        for each in inspect_catalogue(
            as_text({**PLAIN, "matters": [spoiled(PLAIN["matters"][0]), *PLAIN["matters"][1:]]}),
            "draft",
        )
        if each.key.endswith("materials[0].name")
    ]
    assert place_of(found, "zh") == "事项TZ01·申报材料1·名称"
