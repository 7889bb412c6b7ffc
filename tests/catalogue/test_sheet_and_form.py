"""A matter of a draft on a page: findings in their places, and a form that loses nothing."""

import pytest

from hall.catalogue.form import fields_of, matter_from
from hall.catalogue.load import inspect_catalogue
from hall.catalogue.sample import sample_text
from hall.catalogue.sheet import Part, sheet
from hall.catalogue.whole import Plain, as_plain, as_text

PLAIN = as_plain(sample_text(), "sample")


def place(plain: Plain, matter: str) -> int:
    """Where a matter stands."""
    return [each["id"] for each in plain["matters"]].index(matter)


def parts(plain: Plain, matter: str) -> dict[str, Part]:
    """The parts of a matter's sheet by their labels."""
    findings = inspect_catalogue(as_text(plain), "draft")
    return {each.label.zh: each for each in sheet(plain, place(plain, matter), findings).parts}


def with_matter(matter: Plain) -> Plain:
    """The sample with one matter in its place."""
    found = place(PLAIN, matter["id"])
    matters = [*PLAIN["matters"][:found], matter, *PLAIN["matters"][found + 1 :]]
    return {**PLAIN, "matters": matters}


@pytest.mark.parametrize("at", range(len(PLAIN["matters"])))
def test_a_form_sent_back_untouched_changes_nothing(at: int) -> None:
    """Every matter of the sample goes through its form and stays what it was."""
    matter = PLAIN["matters"][at]
    again = matter_from(fields_of(matter, PLAIN), matter, PLAIN)
    meant = {**matter, "fees": matter.get("fees", []), "mechanisms": matter.get("mechanisms", [])}
    assert _without_false(again) == _without_false(meant)


def _without_false(value: object) -> object:
    """A matter without what is false by default."""
    if isinstance(value, dict):
        kept = {key: _without_false(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if (key, each) != ("deferrable", "false")}
    return [_without_false(each) for each in value] if isinstance(value, list) else value


def test_a_finding_stands_at_the_line_that_it_is_about() -> None:
    """A fuzzy material, an empty element and an unknown category are each found in their part."""
    matter = PLAIN["matters"][place(PLAIN, "BD01")]
    fields = fields_of(matter, PLAIN)
    fields |= {"m0_name": "身份证等材料 | ID card and the like", "conditions": "", "category": "XX"}
    found = parts(with_matter(matter_from(fields, matter, PLAIN)), "BD01")
    assert [each.row for each in found["申报材料"].entries[0].findings] == [17]
    assert found["申报材料"].findings == ()
    assert [each.row for each in found["办理条件"].findings] == [15]
    assert "XX is not known" in str(found["类别"].findings[0])


def test_a_finding_of_a_term_stands_at_every_matter_that_uses_it() -> None:
    """What is said once for many is wrong at each of them."""
    matter = next(
        each
        for each in PLAIN["matters"]
        if any(isinstance(one["name"], str) for one in each["guide"]["materials"])
    )
    at, term = next(
        (at, one["name"])
        for at, one in enumerate(matter["guide"]["materials"])
        if isinstance(one["name"], str)
    )
    terms = PLAIN["terms"]
    fuzzy = {**terms["materials"], term: {"zh": "有关材料等", "en": "papers"}}
    found = parts({**PLAIN, "terms": {**terms, "materials": fuzzy}}, matter["id"])
    assert [each.row for each in found["申报材料"].entries[at].findings] == [17]


def test_a_matter_of_nothing_still_has_its_sheet() -> None:
    """A draft may be anything: what is missing is shown as missing, with what is expected."""
    found = parts({**PLAIN, "matters": [*PLAIN["matters"], {"id": "XX01"}]}, "XX01")
    assert found["名称"].entries == ()
    assert "is missing" in found["名称"].findings[0].problem
