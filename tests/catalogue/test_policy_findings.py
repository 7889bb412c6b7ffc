"""What the policy forbids in a catalogue is found at its place, with the row that forbids it."""

import pytest

from hall.catalogue.load import inspect_catalogue
from tests.catalogue.hall_files import Break, HallFiles

HOMES = "matters/real-estate.yaml"
TAX = "matters/instant.yaml"
GENERAL = "matters/general.yaml"
BUSINESS = "matters/business.yaml"

BREAKS = {
    "a guide has a catch-all": Break(
        file=HOMES,
        old="{zh: 买卖双方有效身份证件,",
        new="{zh: 身份证等材料,",
        at="身份证等材料",
        key="[BD01].guide.materials[1].name.zh",
        problem="says 等材料",
        expected="exactly what is meant, no catch-all",
        row=17,
    ),
    "a condition is fuzzy": Break(
        file=TAX,
        old="{zh: 纳税人已完成税务登记信息确认,",
        new="{zh: 满足法律法规规定的其他条件,",
        at="法律法规规定的其他条件",
        key="[JB01].guide.conditions[0].zh",
        problem="says 法律法规规定的其他条件",
        expected="exactly what is meant, no catch-all",
        row=17,
    ),
    "nobody says which law asks for the materials": Break(
        file=TAX,
        old="    basis: urban_tax_law\n",
        new="",
        at="- name: {zh: 附加税费申报表,",
        key="[JB01].guide.materials[0].basis",
        problem="is missing",
        expected="the law that asks for it, here or for the whole guide",
        row=16,
    ),
    "a paper of an authority has no issuer": Break(
        file=BUSINESS,
        old="      source: issued_by_government\n      issuer: SC\n",
        new="      source: issued_by_government\n",
        at="- name: {zh: 营业执照正副本,",
        key="[SS03].guide.materials[3].issuer",
        problem="is missing",
        expected="the department that gives it out",
        row=16,
    ),
    "what the government holds is asked for": Break(
        file=TAX,
        old="- name: {zh: 附加税费申报表, en: Surcharge declaration}\n      form: electronic\n",
        new="- name: {zh: 营业执照复印件, en: Copy of the licence}\n      form: copy\n",
        at="source: applicant",
        key="[JB01].guide.materials[0].source",
        problem="is applicant",
        expected="shared_data, as it is held in 法人库",
        row=16,
    ),
    "shared data is wanted on paper": Break(
        file=HOMES,
        old="      form: electronic\n      source: shared_data",
        new="      form: copy\n      source: shared_data",
        at="form: copy",
        key="[BD01].guide.materials[4].form",
        problem="is copy",
        expected="electronic, as the hall fetches shared data itself",
        row=25,
    ),
    "an odd proof is asked for": Break(
        file=HOMES,
        old="{zh: 买卖双方有效身份证件, en: Valid ID of buyer and seller}",
        new="{zh: 居委会开具的亲属关系证明, en: Proof of kinship}",
        at="亲属关系证明",
        key="[BD01].guide.materials[1].name",
        problem="asks for 亲属关系证明",
        expected="a declaration by the citizen, or a look into shared data",
        row=16,
    ),
    "a penalty is listed": Break(
        file=TAX,
        old="    kind: public_service",
        new="    kind: penalty",
        at="- name: {zh: 发票领用, en: Invoice collection}",
        key="[JB02].sub_items[0]",
        problem="may not be listed: administrative penalty: nobody may be made to come, "
        "except to pay a charge or where a special law says so",
        expected="nothing of the kind",
        row=44,
    ),
    "a matter that nobody comes for": Break(
        file=TAX,
        old="  instant: true\n  appointment: true\n  service_minutes: {median: 7,",
        new="  instant: true\n  visit_required: false\n  appointment: true\n"
        "  service_minutes: {median: 7,",
        at="- name: {zh: 发票领用, en: Invoice collection}",
        key="[JB02].sub_items[0]",
        problem="may not be listed: nobody needs to come: not listed",
        expected="nothing of the kind",
        row=45,
    ),
    "an item of no list": Break(
        file="catalogue.yaml",
        old="  - {name: 发票领用}\n",
        new="",
        told_of=TAX,
        at="- name: {zh: 发票领用, en: Invoice collection}",
        key="[JB02].sub_items[0]",
        problem="may not be listed: "
        "in neither official list, and no reason is given for listing it",
        expected="nothing of the kind",
        row=42,
    ),
    "a department lists what it gave to another": Break(
        file=TAX,
        old="    department: SW\n    kind: public_service",
        new="    department: SW # gave it away\n    kind: public_service\n    entrusted_by: SW",
        at="gave it away",
        key="[JB02].sub_items[0].department",
        problem="is SW",
        expected="the department that was entrusted with the work",
        row=39,
    ),
    "an outside body lists what a department gave it": Break(
        file=TAX,
        old="    department: SW\n    kind: public_service",
        new="    department: SC\n    kind: public_service\n    entrusted_by: SW\n"
        "    performed_by: {name: {zh: 发票服务公司, en: An invoice company}, kind: enterprise}",
        at="department: SC",
        key="[JB02].sub_items[0].department",
        problem="is SC",
        expected="SW, which entrusted the work",
        row=38,
    ),
    "a child stands beside its parent": Break(
        file=BUSINESS,
        old="- name: {zh: 企业档案迁移,",
        new="- name: {zh: 特种设备使用登记,",
        at="  name: {zh: 特种设备使用登记",
        key="[SS08].name.zh",
        problem="特种设备使用登记 is a part of 企业跨县级行政区搬迁",
        expected="the whole, or stands_alone with the reason",
        row=54,
    ),
    "a matter has another name than its list": Break(
        file=GENERAL,
        old="- id: ZH01\n  name: {zh: 事业单位登记,",
        new="- id: ZH01\n  name: {zh: 事业单位法人登记,",
        at="事业单位法人登记",
        key="[ZH01].name.zh",
        problem="is 事业单位法人登记",
        expected="事业单位登记, as in the official list",
        row=54,
    ),
    "a situation that it is not": Break(
        file=HOMES,
        old="situation: 4",
        new="situation: 2",
        at="situation: 2",
        key="[BD01].situation",
        problem="is 2",
        expected="4, by its departments and sub-items",
        row=47,
    ),
    "a township's own matter that a department decides": Break(
        file=GENERAL,
        old="township: delegated",
        new="township: own",
        at="township: own",
        key="[ZH08].township",
        problem="is own",
        expected="own when townships decide it, delegated when a department above does",
        row=40,
    ),
    "a required category is left out without a reason": Break(
        file="catalogue.yaml",
        old="name: {zh: 公安服务,",
        new="name: {zh: 公安业务,",
        at="categories:",
        key="categories",
        problem="have no integrated category 公安服务",
        expected="one, or an entry in categories_left_out with the reason",
        row=10,
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_what_the_policy_forbids_is_found_in_its_place(
    hall_files: HallFiles, broken: Break
) -> None:
    """A single breach leads to a single finding, with the row that forbids it, also in Chinese."""
    hall_files.edit(broken.file, broken.old, broken.new)
    found = hall_files.findings()
    assert found == (hall_files.told(broken),)
    assert found[0].zh


def test_a_category_may_be_left_out_with_a_reason(hall_files: HallFiles) -> None:
    """Four of the five required categories are enough when it is said why."""
    hall_files.edit("catalogue.yaml", "name: {zh: 公安服务,", "name: {zh: 公安业务,")
    hall_files.edit(
        "catalogue.yaml",
        "matter_files:",
        "categories_left_out:\n- {name: 公安服务, reason: {zh: 在分局大厅办, en: At the station}}\n"
        "matter_files:",
    )
    assert hall_files.findings() == ()


def test_an_exception_with_its_reason_is_listed(hall_files: HallFiles) -> None:
    """What is in no official list may be listed when it is said why people still have to come."""
    hall_files.edit("catalogue.yaml", "  - {name: 发票领用}\n", "")
    hall_files.edit(
        TAX,
        "    kind: public_service",
        "    kind: public_service\n    unlisted: {zh: 确需上门, en: People still have to come}",
    )
    assert hall_files.findings() == ()


def test_a_text_without_its_matter_files_is_told(hall_files: HallFiles) -> None:
    """A catalogue in one text has its matters in it."""
    text = (hall_files.folder / "catalogue.yaml").read_text(encoding="utf-8")
    found = inspect_catalogue(text, "draft")
    assert {(each.problem, each.key) for each in found if "matter_files" in each.key} == {
        ("is a file of its own", f"matter_files[{at}]") for at in range(7)
    }
