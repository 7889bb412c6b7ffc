"""The pages of the catalogue: found, edited, imported, compared, published, looked back on."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import Engine

from hall.catalogue.sample import sample_text
from hall.controller.orders import StoreAway
from hall.storage.catalogues import CatalogueShelf
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.web.conftest import Machine, Web

pytestmark = pytest.mark.anyio

OWN = {"Origin": "http://hall"}
PAGES = ("", "/matters/BD01", "/matters/BD01/edit", "/new", "/import", "/compare", "/publish",
         "/versions", "/versions/1", "/versions/1/matters/BD01", "/export",
         "/lists/departments")  # fmt: skip
EDITS = ("/matters/BD01/edit", "/matters/BD01/remove", "/new", "/import", "/import/take",
         "/compare", "/publish", "/discard", "/lists/terms-laws")  # fmt: skip


@pytest.fixture(autouse=True)
def shelf(engine: Engine, controller: FakeController) -> CatalogueShelf:
    """The sample is the version in force."""
    shelf = CatalogueShelf(engine)
    today = controller.clock.at.date()
    shelf.publish(sample_text(), by="start", at="2026-01-01T00:00:00Z", begun=today)
    return shelf


async def form_of(person: Web, path: str) -> dict[str, str]:
    """The fields of the edit form as the page has them."""
    page = (await person.client.get(f"/catalogue{path}")).text
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    for name in re.findall(r'type="checkbox" name="([^"]+)" checked', page):
        fields[name] = "on"
    return fields


async def send(person: Web, path: str, **fields: str) -> httpx.Response:
    """A form of ours."""
    form = {"csrf": person.headers["X-CSRF-Token"], **fields}
    return await person.client.post(f"/catalogue{path}", data=form, headers=OWN)


async def upload(person: Web, path: str, name: str, content: bytes) -> httpx.Response:
    """A form with a file."""
    form = {"csrf": person.headers["X-CSRF-Token"]}
    return await person.client.post(
        f"/catalogue{path}", data=form, files={"file": (name, content)}, headers=OWN
    )


@pytest.mark.parametrize("role", list(Role))
async def test_managers_and_administrators_edit_and_auditors_look(web: Web, role: Role) -> None:
    """Nobody else sees the draft; nobody who only looks changes it."""
    person = await web.as_person("somebody", role)
    edits = role in {Role.MANAGER, Role.ADMINISTRATOR}
    for path in PAGES:
        answer = await person.client.get(f"/catalogue{path}")
        assert answer.status_code == (200 if edits or role is Role.AUDITOR else 403), path
        nobody = await web.as_nobody().client.get(f"/catalogue{path}")
        assert nobody.status_code == 303
    if not edits:
        for path in EDITS:
            assert (await send(person, path)).status_code == 403, path


async def test_a_form_of_another_page_changes_nothing(web: Web) -> None:
    """Without the page's own word the draft is not touched."""
    person = await web.as_person("boss", Role.MANAGER)
    for path in EDITS:
        answer = await person.client.post(f"/catalogue{path}", data={"csrf": "x"}, headers=OWN)
        assert answer.status_code == 403, path


async def test_matters_are_found_by_any_name_and_category(web: Web) -> None:
    """By alias, by code, by English, by category; and by having findings."""
    person = await web.as_person("boss", Role.MANAGER)

    async def found(query: str) -> list[str]:
        page = (await person.client.get(f"/catalogue?{query}")).text
        return re.findall(r'href="/catalogue/matters/(\w+)"', page)

    assert await found("q=过户") == ["BD01"]
    assert await found("q=bd01") == ["BD01"]
    assert set(await found("category=JH")) < set(await found(""))
    assert await found("wrong=1") == []
    assert await found("q=nothing-like-it") == []


async def test_an_edit_goes_to_the_draft_with_its_findings_in_place(
    web: Web, controller: FakeController
) -> None:
    """What is wrong is shown at its line; publication stops until it is put right."""
    person = await web.as_person("boss", Role.MANAGER)
    fields = await form_of(person, "/matters/BD01/edit")
    wrong = {**fields, "m0_name": "身份证等材料 | ID card and the like", "title_zh": "二手房办证"}
    answer = await send(person, "/matters/BD01/edit", **wrong)
    assert answer.headers["location"] == "/catalogue/matters/BD01?done=saved"
    page = (await person.client.get("/catalogue/matters/BD01")).text
    assert re.search(r'<li class="wrong">身份证等材料.*?第17条', page, re.DOTALL)
    blocked = await send(person, "/publish", version="2", begins="2026-03-04")
    assert blocked.status_code == 422
    assert "不能发布" in blocked.text
    fields |= {"title_zh": "二手房办证", "seen": "1"}
    await send(person, "/matters/BD01/edit", **fields)
    shown = (await person.client.get("/catalogue/publish")).text
    assert "通俗名称由“房产过户”改为“二手房办证”" in shown
    assert sum(each.startswith("catalogue/") for each in controller.answered) == 2


async def test_departments_categories_and_terms_are_edited_as_tables(web: Web) -> None:
    """A name changes wherever it is used; what is still used cannot be gone when published."""
    person = await web.as_person("boss", Role.MANAGER)
    fields = await form_of(person, "/lists/terms-materials")
    assert fields["r0_zh"]
    spare = max(int(name[1:].partition("_")[0]) for name in fields if name.endswith("_zh"))
    new = {f"r{spare}_code": "odd", f"r{spare}_zh": "有关材料", f"r{spare}_en": "Papers"}
    done = await send(person, "/lists/terms-materials", **fields | new)
    assert done.headers["location"] == "/catalogue/lists/terms-materials?done=saved"
    page = (await person.client.get("/catalogue/lists/terms-materials")).text
    assert "“有关材料”是模糊表述" in page
    departments = await form_of(person, "/lists/departments")
    place = next(name for name, value in departments.items() if value == "能源局")
    gone = departments | {place.replace("name.zh", "drop"): "on"}
    await send(person, "/lists/departments", **gone)
    assert "能源局" not in (await person.client.get("/catalogue/lists/departments")).text
    assert "NY" in (await person.client.get("/catalogue/publish")).text
    late = await send(person, "/lists/departments", **gone)
    assert (late.status_code, late.headers.get("location")) == (422, None)
    assert "别人刚改过草稿" in late.text
    assert (await person.client.get("/catalogue/lists/nothing")).status_code == 404


async def test_what_somebody_else_changed_is_not_overwritten(web: Web) -> None:
    """Who saves on an old draft is told, and keeps what they wrote in the form."""
    person = await web.as_person("boss", Role.MANAGER)
    fields = await form_of(person, "/matters/BD01/edit")
    await send(person, "/matters/BD01/edit", **fields | {"title_zh": "过户"})
    late = await send(person, "/matters/BD01/edit", **fields | {"title_zh": "办房证"})
    assert late.status_code == 422
    assert "没有保存" in late.text
    assert 'value="办房证"' in late.text
    assert (await send(person, "/matters/BD01/remove", seen="0")).status_code == 422
    assert "BD01" in (await person.client.get("/catalogue?q=BD01")).text


async def test_matters_are_added_and_taken_out(web: Web) -> None:
    """A new one needs a code of its own; a dropped one leaves its turns of life too."""
    person = await web.as_person("boss", Role.MANAGER)
    taken = await send(person, "/new", seen="0", id="BD01")
    assert taken.status_code == 422
    new = await send(person, "/new", seen="0", id="XX01", name_zh="新事项", category="ZH")
    assert new.headers["location"].startswith("/catalogue/matters/XX01")
    page = (await person.client.get("/catalogue/matters/XX01")).text
    assert "“申请主体”不能为空" in page
    await send(person, "/matters/XX01/remove", seen="1")
    await send(person, "/matters/BD04/remove", seen="2")
    shown = (await person.client.get("/catalogue/publish")).text
    assert "BD04" in shown
    assert "life_events" not in shown
    await send(person, "/discard")
    assert "没有任何改动" in (await person.client.get("/catalogue/publish")).text


TABLE = "编码,通俗名称,承诺时限\nBD01,二手房办证,2\n".encode("utf-8-sig")


async def test_an_import_is_looked_at_before_it_is_taken(web: Web) -> None:
    """The preview says in words what would change; only the second word puts it into the draft."""
    person = await web.as_person("boss", Role.MANAGER)
    preview = (await upload(person, "/import", "新表.csv", TABLE)).text
    assert "承诺时限由“3个工作日”改为“2个工作日”" in preview
    assert "没有未发布的修改" in (await person.client.get("/catalogue")).text
    word = re.search(r'name="word" value="([^"]+)"', preview)
    assert word is not None
    assert (await send(person, "/import/take", word=word[1], name="新表.csv")).status_code == 303
    assert "二手房办证" in (await form_of(person, "/matters/BD01/edit"))["title_zh"]
    again = await send(person, "/import/take", word=word[1])
    assert (again.status_code, "预览已过期" in again.text) == (422, True)


async def test_a_whole_catalogue_comes_and_goes_as_yaml(web: Web) -> None:
    """What is exported can be imported again; what cannot be read is told with its line."""
    person = await web.as_person("boss", Role.MANAGER)
    text = (await person.client.get("/catalogue/export")).text
    changed = text.replace("zh: 房产过户", "zh: 二手房办证", 1)
    preview = (await upload(person, "/import", "all.yaml", changed.encode())).text
    assert "通俗名称由“房产过户”改为“二手房办证”" in preview
    bad = {
        "x.yaml": (b"a: [", "读不出"),
        "list.yaml": (b"- a", "不是事项目录"),
        "x.csv": ("编码,颜色\nA,红\n".encode(), "没有“颜色”这一列"),
    }
    for name, (content, said) in bad.items():
        wrong = await upload(person, "/import", name, content)
        assert (wrong.status_code, f"{name}：第" in wrong.text) == (422, True)
        assert said in wrong.text


async def test_a_list_from_above_is_compared(web: Web) -> None:
    """Names that are the same, other, only here, only above."""
    person = await web.as_person("boss", Role.ADMINISTRATOR)
    table = "名称\n事业单位登记\n城乡居民基本医疗保险登记\n渔业捕捞许可\n".encode()
    page = (await upload(person, "/compare", "省清单.csv", table)).text
    assert re.search(r"仅上级有（1）.*渔业捕捞许可", page, re.DOTALL)
    assert re.search(r"名称不一致（1）.*YB02", page, re.DOTALL)
    wrong = await upload(person, "/compare", "x.csv", b"")
    assert wrong.status_code == 422


async def test_a_browser_left_open_publishes_nothing(
    web: Web, machine: Machine, controller: FakeController, shelf: CatalogueShelf
) -> None:
    """The password is asked for once more before anything is published."""
    person = await web.as_person("boss", Role.MANAGER)
    begins = controller.clock.at.date() + timedelta(days=1)
    before = shelf.versions()
    machine.ahead = timedelta(minutes=30)
    asked = await send(person, "/publish", version="2", begins=f"{begins}")
    assert asked.headers["location"] == "/confirm?to=/catalogue/publish"
    assert shelf.versions() == before


async def test_a_version_is_published_for_a_day_to_come(
    web: Web, controller: FakeController, shelf: CatalogueShelf
) -> None:
    """It is taken up on its day and never changes; today goes on with its own."""
    person = await web.as_person("boss", Role.MANAGER)
    today = controller.clock.at.date()
    fields = await form_of(person, "/matters/BD01/edit")
    await send(person, "/matters/BD01/edit", **fields | {"title_zh": "二手房办证"})
    begins = today + timedelta(days=1)
    done = await send(person, "/publish", version="2", begins=f"{begins}")
    assert "到生效日开门时启用" in done.text
    assert shelf.in_force(today).matters["BD01"].title.zh == "房产过户"  # type: ignore[union-attr]
    assert controller.editions.on(begins).catalogue.version == "2"
    assert controller.premises.catalogue.version == "1"
    for version, day in (("2", begins), ("3", today - timedelta(days=1)), ("", begins)):
        refused = await send(person, "/publish", version=version, begins=f"{day}")
        assert refused.status_code == 422
    page = (await person.client.get("/catalogue/versions/2")).text
    assert "通俗名称由“房产过户”改为“二手房办证”" in page
    then = (await person.client.get("/catalogue/versions/1/matters/BD01")).text
    assert "房产过户" in then
    assert (await person.client.get("/catalogue/versions/9")).status_code == 404


async def test_nothing_is_published_that_the_journal_does_not_have(
    web: Web, controller: FakeController, shelf: CatalogueShelf
) -> None:
    """It is noted first: a store that is away takes no version; what is refused is not noted."""
    person = await web.as_person("boss", Role.MANAGER)
    today, before = controller.clock.at.date(), shelf.versions()
    controller.fails_with = StoreAway("away")
    away = await send(person, "/publish", version="2", begins=f"{today + timedelta(days=1)}")
    assert away.status_code == 503
    assert shelf.versions() == before
    controller.fails_with, noted = None, controller.answered
    for version, day in (("1", 1), ("2", -1)):
        begins = today + timedelta(days=day)
        refused = await send(person, "/publish", version=version, begins=f"{begins}")
        assert refused.status_code == 422
    assert controller.answered == noted


async def test_before_the_first_number_of_the_day_a_version_is_taken_up_at_once(
    web: Web, controller: FakeController
) -> None:
    """Once somebody has a number it is too late for today."""
    person = await web.as_person("boss", Role.MANAGER)
    today = controller.clock.at.date()
    done = await send(person, "/publish", version="2", begins=f"{today}")
    assert "已发布并启用" in done.text
    assert controller.hall.offer is not None
    assert controller.hall.offer.catalogue == "2"
    await web.post("/tickets", {"matter": "SS01"})
    late = await send(person, "/publish", version="3", begins=f"{today}")
    assert (late.status_code, "太早" in late.text) == (422, True)


async def test_the_pages_speak_english(web: Web) -> None:
    """Labels, names, findings and changes follow the language that was chosen."""
    person = await web.as_person("boss", Role.MANAGER)
    person.client.cookies.set("hall_language", "en")
    await send(person, "/new", seen="0", id="XX01", name_zh="新事项", name_en="New", category="ZH")
    page = (await person.client.get("/catalogue/matters/XX01")).text
    for said in ("Applicants", "expected one or more terms", "policy row 15"):
        assert said in page
    assert "Looking back".lower() in (await person.client.get("/catalogue/versions/1")).text.lower()
