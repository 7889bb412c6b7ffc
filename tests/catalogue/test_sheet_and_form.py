"""A matter of a draft on a page: findings in their places, and a form that loses nothing."""

import pytest

from hall.catalogue.form import fields_of, matter_from
from hall.catalogue.load import inspect_catalogue
from hall.catalogue.sample import sample_text
from hall.catalogue.section_form import rows_of, uses, with_section
from hall.catalogue.sections import SECTIONS, Section
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
    assert _without_false(again) == _without_false(matter)


def _without_false(value: object) -> object:
    """A matter without what is false by default."""
    if isinstance(value, dict):
        kept = {key: _without_false(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if (key, each) != ("deferrable", "false")}
    return [_without_false(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_a_table_sent_back_untouched_changes_nothing(section: Section) -> None:
    """Departments, categories, terms and lists go through their tables and stay what they were."""
    rows = rows_of(section, PLAIN)
    fields = {f"r{row.place}_{key}": value for row in rows for key, value in row.values.items()}
    assert with_section(section, fields, PLAIN) == PLAIN


def test_a_code_stays_and_a_row_is_added_or_taken_out() -> None:
    """Others refer to a code, so a row keeps it whatever its field says; the spare rows add."""
    section, count = SECTIONS["departments"], len(PLAIN["departments"])
    fields = {
        "r0_code": "OTHER", "r0_name.zh": "能源管理局", "r1_drop": "on",
        f"r{count}_code": "NEW", f"r{count}_name.zh": "数据局",
    }  # fmt: skip
    then = with_section(section, fields, PLAIN)["departments"]
    first, second = PLAIN["departments"][:2]
    assert then[0] == {**first, "name": {**first["name"], "zh": "能源管理局"}}
    assert second not in then
    assert then[-1] == {"code": "NEW", "name": {"zh": "数据局"}}


def test_it_is_counted_who_uses_an_entry() -> None:
    """A matter counts once, wherever in it the code is said."""
    used = uses(SECTIONS["departments"], PLAIN)
    assert used["NY"] == 1
    assert uses(SECTIONS["categories"], PLAIN)["JH"] == 1
    laws = uses(SECTIONS["terms-laws"], PLAIN)
    assert 0 < laws["real_estate"] <= len(PLAIN["matters"])


def test_a_material_shows_the_law_that_asks_for_it_also_where_it_names_none() -> None:
    """Its own, else that of the whole guide, else that there is none."""
    matter = PLAIN["matters"][place(PLAIN, "BD01")]
    fields = fields_of(matter, PLAIN) | {"m0_basis": "", "basis": "《不动产登记暂行条例》"}
    (first, *_) = parts(with_matter(matter_from(fields, matter, PLAIN)), "BD01")["申报材料"].entries
    assert "《不动产登记暂行条例》（本事项主要依据）" in [note.zh for note in first.notes]
    none = matter_from(fields | {"basis": ""}, matter, PLAIN)
    (first, *_) = parts(with_matter(none), "BD01")["申报材料"].entries
    assert "无法律依据" in [note.zh for note in first.notes]
    assert [each.row for each in first.findings] == [16]


def test_the_exceptions_of_scope_go_through_the_form() -> None:
    """Why an item in no list is listed, why one must come, who carries it out for whom."""
    matter = PLAIN["matters"][place(PLAIN, "BD01")]
    said = {
        "s0_unlisted": "现阶段需上门 | has to be done here",
        "s0_compelled": "special_law",
        "s0_by": "测绘院 | Survey institute",
        "s0_by_kind": "business_institution",
        "s0_entrusted_by": "ZR",
        "visit_required": "",
    }
    then = matter_from(fields_of(matter, PLAIN) | said, matter, PLAIN)
    (item, *_) = then["sub_items"]
    assert item["performed_by"]["kind"] == "business_institution"
    assert (item["compelled"], item["entrusted_by"]) == ("special_law", "ZR")
    assert then["visit_required"] == "false"
    again = fields_of(then, PLAIN)
    assert {name: again[name] for name in said} == said


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
