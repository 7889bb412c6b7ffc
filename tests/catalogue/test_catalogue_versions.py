"""Drafts, versions, differences, tables and lists from above."""

import io
from collections.abc import Iterator
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from hall.catalogue import Catalogue, CatalogueError, sample
from hall.catalogue.comparison import compare
from hall.catalogue.difference import difference
from hall.catalogue.load import inspect_catalogue, read_catalogue
from hall.catalogue.tables import MOST_UNPACKED, matters_from, names_from
from hall.catalogue.whole import as_plain, as_text, whole_text, with_matters
from hall.storage.catalogues import CatalogueShelf, TooEarly, VersionIsTaken
from hall.storage.engine import make_engine
from hall.storage.store import Store

TODAY = date(2026, 3, 2)
AT = "2026-03-02T01:00:00.000000Z"


@pytest.fixture(scope="module")
def text() -> str:
    """The sample catalogue as one text."""
    with as_file(files("hall.catalogue") / "data") as folder:
        return whole_text(folder / "catalogue.yaml")


def changed(text: str, *edits: tuple[str, str]) -> str:
    """A text with some words replaced."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def newer(text: str, version: str, day: str, *edits: tuple[str, str]) -> str:
    """The text as another version, from a day on."""
    return as_text({**as_plain(changed(text, *edits), "x"), "version": version,
                    "effective_from": day})  # fmt: skip


def test_the_files_and_the_whole_text_are_the_same_catalogue(text: str) -> None:
    """Nothing is lost or changed when the files become one text."""
    assert read_catalogue(text, "whole") == sample()[0]


def said(before: Catalogue, after: Catalogue) -> list[tuple[str, str]]:
    """The changes in Chinese."""
    return [(each.code, each.said.zh) for each in difference(before, after)]


def test_changes_are_told_in_words(text: str) -> None:
    """What became of limits, names and lists is said as a person would; the same says nothing."""
    before = read_catalogue(text, "before")
    after = read_catalogue(
        newer(
            text, "2", "2026-04-01",
            ("zh: 买卖双方有效身份证件", "zh: 买卖双方身份证"),
            ("zh: 房产过户", "zh: 二手房办证"),
        ),
        "after",
    )  # fmt: skip
    assert said(before, before) == []
    assert said(before, after) == [
        ("BD01", "通俗名称由“房产过户”改为“二手房办证”"),
        ("BD01", "申报材料：增加“买卖双方身份证”；取消“买卖双方有效身份证件”"),
    ]
    assert all(each.said.en for each in difference(before, after))


def test_a_new_name_of_a_department_is_one_change_and_materials_are_told_in_detail(
    text: str,
) -> None:
    """Not one of each of its matters; of a material also its form, and whether it may follow."""
    before = read_catalogue(text, "before")
    plain = as_plain(text, "after")
    plain["departments"][0]["name"]["zh"] = "能源管理局"
    plain["categories"][0]["title"]["zh"] = "投资"
    matter = next(each for each in plain["matters"] if each["id"] == "BD01")
    matter["guide"]["materials"][0] |= {"form": "electronic", "deferrable": "true"}
    matter["deferral_working_days"] = "5"
    after = read_catalogue(as_text(plain), "after")
    assert said(before, after) == [
        ("BD01", "容缺补正期限由“0”改为“5”"),
        ("BD01", "材料“不动产登记一表申请书”的形式由“原件”改为“电子”"),
        ("BD01", "材料“不动产登记一表申请书”的可容缺由“否”改为“是”"),
        ("TZ", "屏幕名称由“投资项目”改为“投资”"),
        ("NY", "名称由“能源局”改为“能源管理局”"),
    ]


def test_matters_that_come_and_go_are_told(text: str) -> None:
    """A new matter and one that is no longer listed are changes, too."""
    whole = read_catalogue(text, "whole")
    matters = dict(whole.matters)
    matters.pop("BD04")
    less = Catalogue(
        version="2", effective_from=whole.effective_from, name=whole.name, notice=whole.notice,
        categories=whole.categories, departments=whole.departments, matters=matters,
        life_events=whole.life_events,
    )  # fmt: skip
    assert said(whole, less) == [("BD04", "取消事项")]
    assert said(less, whole) == [("BD04", "新增事项")]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[CatalogueShelf]:
    """No version yet."""
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    store = Store(url)
    store.open()
    store.close()
    engine = make_engine(url)
    yield CatalogueShelf(engine)
    engine.dispose()


def test_each_day_keeps_its_own_catalogue(shelf: CatalogueShelf, text: str) -> None:
    """A version is in force from its day; a number taken before keeps the guide of its day."""
    shelf.publish(text, by="admin", at=AT, begun=TODAY)
    second = newer(text, "2", "2026-04-01", ("zh: 房产过户", "zh: 二手房办证"))
    shelf.publish(second, by="admin", at=AT, begun=TODAY)
    titles = {}
    for day in (date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 1)):
        found = shelf.in_force(day)
        titles[day.isoformat()] = found and found.matters["BD01"].title.zh
    assert titles == {"2025-12-31": None, "2026-03-31": "房产过户", "2026-04-01": "二手房办证"}
    assert [each.version for each in shelf.versions()] == ["2", "1"]
    assert shelf.look_back("1") == ()


def test_a_catalogue_with_findings_is_not_published(shelf: CatalogueShelf, text: str) -> None:
    """Publication stops at any finding, and tells all of them with their rows and places."""
    fuzzy = changed(text, ("zh: 买卖双方有效身份证件", "zh: 身份证等材料"))
    with pytest.raises(CatalogueError) as refused:
        shelf.publish(fuzzy, by="admin", at=AT, begun=TODAY)
    assert [each.row for each in refused.value.findings] == [17]
    assert "guide" in refused.value.findings[0].path
    assert shelf.versions() == ()


def test_a_published_version_is_final(shelf: CatalogueShelf, text: str) -> None:
    """No second version of a name, and none for a day that has begun."""
    shelf.publish(text, by="admin", at=AT, begun=TODAY)
    with pytest.raises(VersionIsTaken):
        shelf.publish(newer(text, "1", "2026-05-01"), by="admin", at=AT, begun=TODAY)
    with pytest.raises(TooEarly, match="expected after 2026-03-02"):
        shelf.publish(newer(text, "2", "2026-03-02"), by="admin", at=AT, begun=TODAY)


TABLE = (
    "编码,通俗名称,承诺时限,办理条件\nBD01,二手房办证,2,产权清晰|Clear title；无查封|Not seized\n"
)


def workbook(table: str) -> bytes:
    """The table as an XLSX file."""
    book, content = Workbook(), io.BytesIO()
    for row in table.splitlines():
        book.worksheets[0].append(row.split(","))
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content", [TABLE.encode("utf-8-sig"), workbook(TABLE)], ids=["csv", "xlsx"]
)
def test_a_table_changes_what_it_says_and_nothing_else(text: str, content: bytes) -> None:
    """Of a matter that is there, only the columns that the table has are changed."""
    draft = with_matters(text, "draft", matters_from(content, "table"))
    assert inspect_catalogue(draft, "draft") == ()
    assert said(read_catalogue(text, "before"), read_catalogue(draft, "after")) == [
        ("BD01", "通俗名称由“房产过户”改为“二手房办证”"),
        (
            "BD01",
            "办理条件：增加“产权清晰”、“无查封”；取消“不动产权属清楚无争议”、“不动产未被查封”",
        ),
        ("BD01", "承诺时限由“3个工作日”改为“2个工作日”"),
    ]


def workbook_with(sheet: bytes) -> bytes:
    """A workbook whose sheet says this."""
    plain, made = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with ZipFile(plain) as parts, ZipFile(made, "w", ZIP_DEFLATED) as book:
        for name in parts.namelist():
            book.writestr(name, sheet if "sheet1" in name else parts.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("编码,颜色\nBD01,红\n".encode(), "has the column 颜色"),
        ("编码,名称\n,无名\n".encode(), "has no 编码"),
        (b"", "has no rows"),
        (b"\xff\xff\xff", "is no table in UTF-8 or GB 18030"),
        ("编码\n".encode() + b"x" * 200_000, "is no table in UTF-8 or GB 18030"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (workbook_with(b"<worksheet"), "cannot be opened"),
        (workbook_with(bytes(MOST_UNPACKED)), "is too large"),
    ],
    ids=["column", "id", "empty", "encoding", "cell", "broken", "sheet", "large"],
)
def test_a_table_that_cannot_be_read_is_told(content: bytes, problem: str) -> None:
    """Unknown columns, rows without an id, other encodings and broken files: said with a line."""
    with pytest.raises(CatalogueError) as refused:
        matters_from(content, "table.csv")
    (found,) = refused.value.findings
    assert (found.file, found.problem) == ("table.csv", problem)


def test_a_table_of_a_chinese_office_program_is_read() -> None:
    """Its CSV files are in GB 18030; a file called XLSX must be a workbook."""
    table = "编码,名称\nBD01,不动产统一登记\n".encode("gb18030")
    assert matters_from(table, "table.csv") == [{"id": "BD01", "name": {"zh": "不动产统一登记"}}]
    with pytest.raises(CatalogueError, match="an XLSX workbook"):
        matters_from(table, "table.xlsx")


def test_a_new_matter_of_a_table_must_be_whole(text: str) -> None:
    """What a table leaves out of a new matter is found before it is published."""
    draft = with_matters(text, "draft", matters_from("编码,名称\nXX01,新事项\n".encode(), "t"))
    missing = {each.path[2] for each in inspect_catalogue(draft, "draft") if len(each.path) > 2}
    assert {"guide", "category", "sub_items", "aliases"} <= missing


def test_a_list_from_above_is_compared_by_name() -> None:
    """Same, renamed, only here, only above; a name that is a sub-item here is not missing."""
    catalogue = sample()[0]
    content = (
        "序号,名称\n1,事业单位登记\n2,民办学校审批\n3,城乡居民基本医疗保险登记\n4,渔业捕捞许可\n"
    )
    found = compare(catalogue, names_from(content.encode(), "above.csv"))
    assert found.same == ("事业单位登记",)
    assert [(each.matter, each.above) for each in found.renamed] == [
        ("YB02", "城乡居民基本医疗保险登记")
    ]
    assert found.only_above == ("渔业捕捞许可",)
    assert len(found.only_here) == 47
