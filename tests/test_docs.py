"""What the documentation says is so."""

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.config import load as load_gateway
from hall.bus.encoding import decode
from hall.bus.topics import Channel
from hall.config import load_config
from tests.fakes.messages import CARRIED

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "hall/docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code of one language on a page."""
    return [body for kind, body in FENCE.findall(text_of(page)) if kind == language]


def anchors(page: Path) -> set[str]:
    """The places on a page that a link may name."""
    titles = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def broken_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(text_of(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path) if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    """No link or picture of the documentation is broken."""
    assert list(broken_links(page)) == []


def test_every_page_can_be_found_from_the_readme() -> None:
    """A reader who follows the links reaches every page."""
    reached, todo = set[Path](), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached:
            continue
        reached.add(page)
        links = (target.partition("#")[0] for target in LINK.findall(text_of(page)))
        pages = ((page.parent / link).resolve() for link in links if link.endswith(".md"))
        todo += [each for each in pages if each.exists()]
    assert set(PAGES) <= reached


def test_the_readme_has_two_commands_and_they_exist() -> None:
    """A newcomer needs `make demo` and `make test`, both begin with the set-up."""
    commands = [line for block in blocks(ROOT / "README.md", "sh") for line in block.splitlines()]
    assert commands == ["make demo", "make test"]
    for command in commands:
        planned = subprocess.run(
            [*command.split(), "--dry-run", "--no-print-directory"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        assert planned[0].startswith("./setup.sh"), command
        assert len(planned) > 1, command


def asked_for() -> set[str]:
    """The packages that `pyproject.toml` asks for."""
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    return {
        re.split(r"[\[<>=!~ ]", asked)[0] for asked_together in lists for asked in asked_together
    }


def test_every_dependency_has_its_reason() -> None:
    """`dependencies.md` names exactly what `pyproject.toml` asks for."""
    page = text_of(DOCS / "dependencies.md").partition("## Debian packages")[0]
    said = {row.group(1) for row in re.finditer(r"^\| ([\w-]+) \|", page, re.MULTILINE)}
    assert said - {"package", "---"} == asked_for()


def test_every_dependency_is_pinned_by_hash_and_without_address() -> None:
    """`make lock` has been run since the dependencies changed last."""
    pinned = text_of(ROOT / "requirements.txt") + text_of(ROOT / "requirements-dev.txt")
    hashed = set(re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:", pinned, re.MULTILINE))
    assert asked_for() <= hashed
    assert set(re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)) == hashed
    assert "://" not in pinned


@pytest.mark.parametrize("name", sorted({of.__name__ for _, of in CARRIED}))
def test_every_message_is_described(name: str) -> None:
    """The page about the messages names each of them."""
    assert f"`{name}`" in text_of(DOCS / "messages.md")


CHANNELS_OF_EXAMPLES = [
    Channel.REQUEST,
    Channel.REPLY,
    Channel.COMMAND,
    Channel.ANSWER,
    Channel.REPLY,
]


def test_the_examples_of_messages_are_of_the_contract() -> None:
    """Every example on the page can be read by the code, with no field left over."""
    examples = blocks(DOCS / "messages.md", "json")
    for channel, example in zip(CHANNELS_OF_EXAMPLES, examples, strict=True):
        message = decode(channel, example.encode())
        assert set(json.loads(example)) <= set(message.__dataclass_fields__)


def test_the_examples_of_configuration_can_be_used(tmp_path: Path) -> None:
    """Who copies a file from the page gets no error."""
    hall, gateway, week, numbers = blocks(DOCS / "operations.md", "toml")
    file = tmp_path / "hall.toml"
    file.write_text(hall, encoding="utf-8")
    assert load_config(file).hall.id == "H01"
    file.write_text(f"{hall}\n{week}\n{numbers}", encoding="utf-8")
    assert len(load_config(file).timetable.tides) == 1
    assert load_config(file).numbers["SS"].start == 301
    file.write_text(gateway, encoding="utf-8")
    assert len(list(load_gateway(file).devices())) == 4
