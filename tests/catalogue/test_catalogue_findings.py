"""What a catalogue that cannot be used is told: file, line, key, problem and what was expected."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.catalogue import CatalogueError
from hall.errors import ConfigError
from tests.catalogue.hall_files import Break, HallFiles, copy_of_the_sample

HOMES = "matters/real-estate.yaml"
TAX = "matters/instant.yaml"

BREAKS = {
    "a key is missing": Break(
        file="catalogue.yaml",
        old='version: "1"\n',
        new="",
        at="# The sample",
        key="version",
        problem="is missing",
        expected="1 to 64 of A-Z, a-z, 0-9, _ and -",
    ),
    "a key is unknown": Break(
        file="catalogue.yaml",
        old="  kind: integrated\n",
        new="  kind: integrated\n  kin: x\n",
        at="kin: x",
        key="categories[TZ].kin",
        problem="is not a known key",
        expected="one of code, name, title, kind, prefix, department, service_minutes",
    ),
    "a key is said twice": Break(
        file="catalogue.yaml",
        old="  prefix: A\n",
        new="  prefix: A\n  prefix: Z\n",
        at="prefix: Z",
        key="categories[TZ].prefix",
        problem="is said twice",
        expected="each key once",
    ),
    "the file is no YAML": Break(
        file="catalogue.yaml",
        old="  prefix: A\n",
        new="  prefix: [A\n",
        at="- code: SS",
        key="",
        problem="did not find expected ',' or ']' while parsing a flow sequence from line 24",
        expected="well-formed YAML",
    ),
    "a list is empty": Break(
        file=HOMES,
        old="    applicants: [individual, company]",
        new="    applicants: []",
        at="applicants: []",
        key="[BD01].guide.applicants",
        problem="is too short",
        expected="one or more terms of terms.applicants, or {zh, en}",
    ),
    "a kind is unknown": Break(
        file="catalogue.yaml",
        old="kind: general",
        new="kind: genral",
        at="kind: genral",
        key="categories[ZH].kind",
        problem="is genral",
        expected="integrated, general, instant, pick_up, enquiry or unresolved",
    ),
    "English is missing": Break(
        file=HOMES,
        old="{zh: 买卖双方有效身份证件, en: Valid ID of buyer and seller}",
        new="{zh: 买卖双方有效身份证件}",
        at="{zh: 买卖双方有效身份证件}",
        key="[BD01].guide.materials[1].name.en",
        problem="is missing",
        expected="the text in English, without Chinese characters",
    ),
    "English is Chinese": Break(
        file=HOMES,
        old="en: Ownership is clear and undisputed",
        new="en: Ownership 清楚",
        at="Ownership 清楚",
        key="[BD01].guide.conditions[0].en",
        problem="is Ownership 清楚",
        expected="the text in English, without Chinese characters",
    ),
    "a text is in one language only": Break(
        file=HOMES,
        old="{zh: 交易备案, en: Filing of the sale}",
        new="交易备案",
        at="name: 交易备案",
        key="[BD01].sub_items[0].name",
        problem="is 交易备案",
        expected="the keys zh, en",
    ),
    "a title is too long for a tile": Break(
        file=HOMES,
        old="zh: 房产过户,",
        new="zh: 存量房买卖转移登记与缴税,",
        at="title: {zh: 存量房",
        key="[BD01].title.zh",
        problem="is 存量房买卖转移登记与缴税",
        expected="1 to 10 Chinese characters",
    ),
    "aliases are too few": Break(
        file=HOMES,
        old="zh: [二手房过户, 买二手房, 卖房子, 房子过户, 办房产证]",
        new="zh: [二手房过户]",
        at="zh: [二手房过户]",
        key="[BD01].aliases.zh",
        problem="is too short",
        expected="two or more everyday names",
    ),
    "a number is none": Break(
        file=HOMES,
        old="median: 28",
        new="median: long",
        at="median: long",
        key="[BD01].service_minutes.median",
        problem="is long",
        expected="minutes, more than 0",
    ),
    "a spread is upside down": Break(
        file=HOMES,
        old="p90: 50",
        new="p90: 5",
        at="p90: 5}",
        key="[BD01].service_minutes",
        problem="does not add up",
        expected="a p90 that is not below the median",
    ),
    "a prefix can be misheard": Break(
        file="catalogue.yaml",
        old="prefix: A",
        new="prefix: E",
        at="prefix: E",
        key="categories[TZ].prefix",
        problem="is E",
        expected="one letter A to Z other than E, I and O",
    ),
    "a prefix has two letters": Break(
        file="catalogue.yaml",
        old="prefix: A",
        new="prefix: AB",
        at="prefix: AB",
        key="categories[TZ].prefix",
        problem="is AB",
        expected="one letter A to Z other than E, I and O",
    ),
    "a category is unknown": Break(
        file=HOMES,
        old="category: BD",
        new="category: BF",
        at="category: BF",
        key="[BD01].category",
        problem="BF is not known",
        expected="the code of a category with matters",
    ),
    "a matter is in a category without matters": Break(
        file=HOMES,
        old="category: BD",
        new="category: ZX",
        at="category: ZX",
        key="[BD01].category",
        problem="ZX is not known",
        expected="the code of a category with matters",
    ),
    "a department is unknown": Break(
        file=HOMES,
        old="department: ZJ",
        new="department: XX",
        at="department: XX",
        key="[BD01].sub_items[0].department",
        problem="XX is not known",
        expected="the code of a department",
    ),
    "a term is misspelt": Break(
        file=HOMES,
        old="name: title_certificate",
        new="name: title_certificat",
        at="name: title_certificat",
        key="[BD01].guide.materials[2].name",
        problem="title_certificat is not known",
        expected="a term of terms.materials, or {zh, en}; did you mean title_certificate?",
    ),
    "a life event leads nowhere": Break(
        file="catalogue.yaml",
        old="matters: [ZH09]",
        new="matters: [ZH99]",
        at="[ZH99]",
        key="life_events[build_home].matters[0]",
        problem="ZH99 is not known",
        expected="the id of a matter",
    ),
    "an instant category has a matter that takes days": Break(
        file=TAX,
        old="instant: true",
        new="instant: false",
        at="instant: false",
        key="[JB01].instant",
        problem="is false",
        expected="true, as JS is instant",
    ),
    "an instant category is nobody's": Break(
        file="catalogue.yaml",
        old="  department: SW\n",
        new="",
        at="code: JS",
        key="categories[JS].department",
        problem="is missing",
        expected="the department whose it is",
    ),
    "a category without matters does not say how long it takes": Break(
        file="catalogue.yaml",
        old="  service_minutes: {median: 4, p90: 8}\n",
        new="",
        at="code: CJ",
        key="categories[CJ].service_minutes",
        problem="is missing",
        expected="{median, p90}, as this category has no matters",
    ),
    "papers may follow, but until when": Break(
        file="matters/investment.yaml",
        old="  deferral_working_days: 5\n",
        new="",
        at="id: TZ01",
        key="[TZ01].deferral_working_days",
        problem="is missing",
        expected="a number of days, as a material is deferrable",
    ),
    "the shares are not whole": Break(
        file=HOMES,
        old="volume_share_pct: 2.44",
        new="volume_share_pct: 12.44",
        told_of="catalogue.yaml",
        at="matter_files:",
        key="matter_files",
        problem="the volume_share_pct of all matters sum to 110.00",
        expected="100, give or take 1",
    ),
    "a guide has a catch-all": Break(
        file=HOMES,
        old="{zh: 买卖双方有效身份证件,",
        new="{zh: 身份证等材料,",
        at="身份证等材料",
        key="[BD01].guide.materials[1].name.zh",
        problem="says 等材料",
        expected="exactly what is meant, no catch-all",
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_what_is_wrong_is_told_with_its_place(hall_files: HallFiles, broken: Break) -> None:
    """A single mistake leads to a single finding, at its line and key, saying what to write."""
    hall_files.edit(broken.file, broken.old, broken.new)
    assert hall_files.findings() == (hall_files.told(broken),)


def test_everything_wrong_is_told_at_once(hall_files: HallFiles) -> None:
    """Mistakes of shape and of sense, in several files, come in one error, by file and line."""
    hall_files.edit("catalogue.yaml", "kind: general", "kind: genral")
    hall_files.edit("catalogue.yaml", "prefix: C", "prefix: A")
    hall_files.edit(HOMES, "category: BD", "category: BF")
    hall_files.edit(HOMES, "median: 28", "median: long")
    hall_files.edit(TAX, "instant: true", "instant: false")
    with pytest.raises(CatalogueError) as caught:
        hall_files.load()
    told = [finding.key for finding in caught.value.findings]
    assert told == [
        "categories[SS].prefix",
        "categories[ZH].kind",
        "[JB01].instant",
        "[BD01].category",
        "[BD01].service_minutes.median",
    ]


def test_the_error_is_a_configuration_error_with_one_line_a_finding(hall_files: HallFiles) -> None:
    """Whoever catches `ConfigError` can print it: a line names file, line, key and expectation."""
    hall_files.edit(HOMES, "category: BD", "category: BF")
    with pytest.raises(ConfigError) as caught:
        hall_files.load()
    assert str(caught.value) == (
        f"{hall_files.folder / HOMES}:9: [BD01].category: BF is not known; "
        "expected the code of a category with matters"
    )


@pytest.mark.parametrize(
    ("key", "first", "second"), [("code", "TZ", "SS"), ("code", "NY", "JX"), ("prefix", "A", "C")]
)
def test_what_must_be_its_own_is_told_where_it_was_before(
    hall_files: HallFiles, key: str, first: str, second: str
) -> None:
    """A code or prefix used twice is told with the line of its first use."""
    hall_files.edit("catalogue.yaml", f"{key}: {second}", f"{key}: {first}")
    before = hall_files.line_of("catalogue.yaml", f"{key}: {first}")
    found = [finding for finding in hall_files.findings() if "used already" in finding.problem]
    assert [finding.problem for finding in found] == [
        f"{first} is used already at {hall_files.folder / 'catalogue.yaml'}:{before}"
    ]
    assert found[0].line > before


def test_prefixes_that_sound_alike_are_not_mixed(hall_files: HallFiles) -> None:
    """Of the letters B, D, G, P and T a hall uses one at most."""
    hall_files.edit("catalogue.yaml", "prefix: A", "prefix: B")
    hall_files.edit("catalogue.yaml", "prefix: C", "prefix: D")
    (found,) = hall_files.findings()
    assert found.key == "categories[SS].prefix"
    assert found.problem == "D sounds like B"
    assert found.expected == "no more than one of B, D, G, P, T"


def test_a_category_with_no_matters_left_is_told(hall_files: HallFiles) -> None:
    """An integrated, general or instant category needs matters."""
    hall_files.edit(TAX, "category: JH", "category: JG")
    (found,) = hall_files.findings()
    assert (found.key, found.problem) == ("categories[JH]", "has no matters")
    assert found.expected == "matters, as it is of kind instant"


def test_an_alias_leads_to_one_matter(hall_files: HallFiles) -> None:
    """The same everyday name at two matters is told."""
    hall_files.edit(HOMES, "[房子抵押, ", "[买二手房, ")
    (found,) = hall_files.findings()
    assert found.key == "[BD02].aliases.zh[0]"
    assert found.problem.startswith("买二手房 is used already at ")


def test_a_matter_file_that_is_not_there_is_told_alone(hall_files: HallFiles) -> None:
    """A missing file is one finding, not a hundred about what would have been in it."""
    hall_files.edit("catalogue.yaml", "matters/general.yaml", "matters/generl.yaml")
    (found,) = hall_files.findings()
    assert found.file == str(hall_files.folder / "matters/generl.yaml")
    assert (found.problem, found.expected) == ("No such file or directory", "a file to read")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the keys version"),
        (b"- a\n- b\n", "the keys version"),
        ("版本".encode("gb18030"), "a text file in UTF-8"),
        (b"a: \x07", "well-formed YAML"),
        (b"&a [*a]", "12 levels at most"),
        (b"a: 1\n---\nb: 2\n", "well-formed YAML"),
    ],
)
def test_a_file_that_is_something_else_is_told(
    hall_files: HallFiles, content: bytes, expected: str
) -> None:
    """Empty, a list, not UTF-8, control characters, endless, two documents: each is one finding."""
    (hall_files.folder / "catalogue.yaml").write_bytes(content)
    (found,) = hall_files.findings()
    assert found.expected.startswith(expected)


def test_a_matter_file_must_be_a_list(hall_files: HallFiles) -> None:
    """A matter file with keys instead of a list is told."""
    (hall_files.folder / HOMES).write_text("matters: []", encoding="utf-8")
    assert ("", "is no list", "a list of matters") in [
        (found.key, found.problem, found.expected) for found in hall_files.findings()
    ]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage_is_told_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever lines are lost or garbled, loading succeeds or tells; it never fails otherwise."""
    hall_files = copy_of_the_sample(tmp_path_factory.mktemp("damaged") / "data")
    file = data.draw(st.sampled_from(["catalogue.yaml", "hall.yaml", HOMES, TAX]))
    path: Path = hall_files.folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    junk = data.draw(st.sampled_from(["", "x", "- x", "  - [x]", "x: {y: z}", "&a [*a]", "? ? x"]))
    key = lines[at].split(":")[0] + ": "
    lines[at] = data.draw(st.sampled_from(["", key, key + "[x]", key + "{x: y}", key + "9", junk]))
    path.write_text("\n".join(lines), encoding="utf-8")
    for finding in hall_files.findings():
        assert finding.line >= 1
        assert finding.problem
        assert finding.expected
