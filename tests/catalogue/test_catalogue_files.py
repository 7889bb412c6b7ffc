"""What is told of a catalogue's files as a whole: all at once, and whatever they hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.catalogue import CatalogueError
from hall.errors import ConfigError
from tests.catalogue.hall_files import HallFiles, copy_of_the_sample

HOMES = "matters/real-estate.yaml"
TAX = "matters/instant.yaml"


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
