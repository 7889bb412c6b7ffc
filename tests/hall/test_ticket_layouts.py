"""What stands on a ticket: the shipped layout filled in, and a hall's own, checked by line."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from hall.bus.messages import (
    Align,
    CutBlock,
    PictureBlock,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)
from hall.catalogue.findings import CatalogueError
from hall.catalogue.text import Text
from hall.controller import waits
from hall.controller.premises import Premises
from hall.controller.sample_tickets import TOKEN, sample_ticket
from hall.controller.ticket_layouts import LOGO_BYTES, load_layout
from hall.core.hall import Wait
from tests.core.build import at
from tests.fakes.switchboard import sample_premises

ADDRESS = "https://queue.example.gov.cn"
NINE = at(0)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
NUMBER = '- text: {zh: "{number}", en: "{number}"}'


@pytest.fixture
def premises() -> Premises:
    return replace(sample_premises(), public_address=ADDRESS)


def texts(document: TicketDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def written(folder: Path, text: str) -> Path:
    path = folder / "ticket.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def findings(folder: Path, text: str) -> list[str]:
    """What is wrong with a layout, without its folder."""
    with pytest.raises(CatalogueError) as caught:
        load_layout(written(folder, text))
    return [str(each).replace(f"{folder}/", "") for each in caught.value.findings]


# --- the shipped layout ---------------------------------------------------------------------------


def test_a_ticket_says_who_what_how_long_and_where(premises: Premises) -> None:
    """The number is huge; where to go is said in words, and the code leads to the phone page."""
    document = sample_ticket(premises, NINE)
    said = texts(document)
    for words in ("示例区行政服务中心", "前面还有6位", "约等20–35分钟", "过号了，请到服务台。"):
        assert words in said, words
    (number,) = (b for b in document.blocks if isinstance(b, TextBlock) and b.size is Size.HUGE)
    assert number.text.endswith("012")
    assert (number.bold, number.align) == (True, Align.CENTRE)
    (code,) = (block for block in document.blocks if isinstance(block, QrBlock))
    assert code.data == f"{ADDRESS}/t/{TOKEN}"
    assert document.blocks[-1] == CutBlock()


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (20, 35, Text("约等20–35分钟", "about 20–35 minutes")),
        (0, 10, Text("10分钟以内", "within 10 minutes")),
        (5, 5, Text("约等5分钟", "about 5 minutes")),
        (0, 1, Text("很快轮到您", "very soon")),
        (0, 0, Text("很快轮到您", "very soon")),
    ],
)
def test_a_wait_is_never_said_in_noughts(low: int, high: int, said: Text) -> None:
    """What is printed of a range is a sentence that somebody would say."""
    assert waits.said(Wait(low_min=low, high_min=high, method="any")) == said


@pytest.mark.parametrize(
    ("ahead", "language", "said"),
    [
        (0, "zh", "前面没有人"),
        (0, "en", "Nobody ahead"),
        (1, "zh", "前面还有1位"),
        (1, "en", "1 person ahead"),
        (2, "en", "2 people ahead"),
    ],
)
def test_few_people_ahead_are_counted_as_one_speaks(
    premises: Premises, ahead: int, language: str, said: str
) -> None:
    """One is one person; who is next is told of the wait all the same."""
    printed = texts(sample_ticket(premises, NINE, language=language, ahead=ahead))
    assert said in printed
    assert {"约等20–35分钟", "about 20–35 minutes"} & set(printed)


def test_an_english_ticket_has_chinese_beside_what_staff_must_know(premises: Premises) -> None:
    """Whoever is shown the ticket can read matter and place."""
    said = texts(sample_ticket(premises, NINE, language="en"))
    for words in ("6 people ahead", "about 20–35 minutes", "请到二楼东区等候"):
        assert words in said, words
    assert "前面还有6位" not in said


def test_without_a_public_address_there_is_no_code(premises: Premises) -> None:
    """Nor a word about it: a code that leads nowhere is worse than none."""
    document = sample_ticket(replace(premises, public_address=None), NINE)
    assert not any(isinstance(block, QrBlock) for block in document.blocks)
    assert "扫码看还有几位" not in texts(document)


def test_a_reprint_and_an_appointment_say_so(premises: Premises) -> None:
    """Two papers of one number can be told apart."""
    assert "补打" in texts(sample_ticket(premises, NINE, reprint=True))
    said = texts(sample_ticket(premises, NINE, appointment=True))
    assert "预约09:30" in said
    assert "补打" not in said
    assert "不再保留" not in said
    instead = texts(sample_ticket(premises, NINE, queues_instead=True))
    assert "现在排队，09:30的预约不再保留" in instead


# --- a hall's own ---------------------------------------------------------------------------------


def test_a_hall_writes_its_own_with_a_logo_and_a_stub(premises: Premises, tmp_path: Path) -> None:
    """Entries come in the file's order; the stub hangs below a line and bears no code."""
    (tmp_path / "logo.png").write_bytes(PNG)
    layout = load_layout(
        written(
            tmp_path,
            f"ticket:\n- logo: logo.png\n{NUMBER}\n- space: line\n- qr: phone_page\n"
            'stub:\n- text: {zh: "存根{number}", en: "Stub {number}"}\n',
        )
    )
    document = sample_ticket(replace(premises, layout=layout), NINE)
    logo, number, space, code, line, stub, cut = document.blocks
    assert isinstance(logo, PictureBlock)
    assert base64.b64decode(logo.png) == PNG
    assert isinstance(number, TextBlock)
    assert space == TextBlock(text="")
    assert isinstance(code, QrBlock)
    assert isinstance(stub, TextBlock)
    assert stub.text == f"存根{number.text}"
    assert (line, cut) == (RuleBlock(), CutBlock())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ticket: [", "ticket.yaml:2: "),
        (
            f"ticket:\n{NUMBER}\n- rule: thick\n",
            "ticket.yaml:3: ticket[1].rule: is thick; expected",
        ),
        (
            f'ticket:\n{NUMBER}\n- text: {{zh: "{{nummer}}", en: "x"}}\n',
            "ticket.yaml:3: ticket[1].text.zh: {nummer} is not known; expected one of ahead,",
        ),
        (
            f'ticket:\n{NUMBER}\n- text: {{zh: "{{number", en: "x"}}\n',
            "ticket.yaml:3: ticket[1].text.zh: is not well formed (",
        ),
        (
            f'ticket:\n{NUMBER}\n- text: {{zh: "{{ahead:d}}", en: "x"}}\n',
            "ticket.yaml:3: ticket[1].text.zh: cannot be filled in (",
        ),
        (
            f'ticket:\n{NUMBER}\n- text: {{zh: "{{ahead:{{secret}}}}", en: "x"}}\n',
            "ticket.yaml:3: ticket[1].text.zh: cannot be filled in (",
        ),
        (
            f'ticket:\n{NUMBER}\n- text: {{zh: "x", en: "x"}}\n  rule: line\n',
            "ticket.yaml:3: ticket[1]: does not add up; expected one of text, rule, space, qr",
        ),
        (f"ticket:\n{NUMBER}\n  when: [rain]\n", "ticket.yaml:3: ticket[0].when[0]: is rain;"),
        (
            f"ticket:\n{NUMBER}\n  sice: huge\n",
            "ticket.yaml:3: ticket[0].sice: is not a known key; expected one of text,",
        ),
        (
            'ticket:\n- text: {zh: "x", en: "x"}\n',
            "ticket.yaml:1: ticket: shows no number; expected a text with {number}",
        ),
        (
            f"ticket:\n{NUMBER}\nstub:\n- qr: phone_page\n",
            "ticket.yaml:4: stub[0].qr: would give the ticket's secret to whoever finds the stub",
        ),
        (
            f"ticket:\n{NUMBER}\n- logo: none.png\n",
            "ticket.yaml:3: ticket[1].logo: none.png cannot",
        ),
    ],
    ids=[
        "yaml",
        "value",
        "field",
        "braces",
        "form",
        "nested",
        "two",
        "when",
        "key",
        "number",
        "stub",
        "logo",
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """By file, line and key, with what was expected."""
    found = findings(tmp_path, text)
    assert len(found) == 1
    assert found[0].startswith(said), found[0]


@pytest.mark.parametrize(
    ("picture", "problem"),
    [
        (b"GIF89a", "is no PNG file"),
        (PNG[:16] + (600).to_bytes(4, "big") + PNG[20:], "is 600 dots across"),
        (PNG + bytes(LOGO_BYTES), f"has {len(PNG) + LOGO_BYTES} bytes"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told(
    tmp_path: Path, picture: bytes, problem: str
) -> None:
    """Before the first ticket, and not on it."""
    (tmp_path / "logo.png").write_bytes(picture)
    (found,) = findings(tmp_path, f"ticket:\n{NUMBER}\n- logo: logo.png\n")
    assert problem in found


def test_every_finding_is_told_at_once(tmp_path: Path) -> None:
    """A technician mends the file in one go."""
    found = findings(tmp_path, f"ticket:\n{NUMBER}\n- rule: thick\n- qr: page\n")
    assert [each.split(":")[1] for each in found] == ["3", "4"]
