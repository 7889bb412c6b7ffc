"""The shape of the catalogue's files; a field's description is what a finding says was expected.

What must not live here: what holds between entries (see `check`).
"""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Discriminator,
    Field,
    JsonValue,
    PositiveFloat,
    PositiveInt,
    Tag,
    model_validator,
)

from hall.catalogue.duration import MinutesSpread
from hall.catalogue.inspection import Record
from hall.catalogue.model import KINDS_WITH_MATTERS, Form, Level, Source, Township
from hall.catalogue.scope import Act, Compelled, OwnerKind
from hall.catalogue.text import Text
from hall.core.hall import CategoryKind

_NO_CHINESE = r"^[^\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+$"
_TITLE_ZH, _TITLE_EN = 10, 28

Code = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="1 to 64 of A-Z, a-z, 0-9, _ and -"),
]
Zh = Annotated[str, Field(min_length=1, description="the text in Chinese")]
En = Annotated[
    str, Field(pattern=_NO_CHINESE, description="the text in English, without Chinese characters")
]


class TextRecord(Record):
    """A text in both languages."""

    zh: Zh
    en: En

    @property
    def text(self) -> Text:
        """As a value."""
        return Text(self.zh, self.en)


class TitleRecord(Record):
    """A text short enough for a tile."""

    zh: str = Field(
        min_length=1, max_length=_TITLE_ZH, description=f"1 to {_TITLE_ZH} Chinese characters"
    )
    en: str = Field(
        max_length=_TITLE_EN,
        pattern=_NO_CHINESE,
        description=f"1 to {_TITLE_EN} letters in English",
    )

    @property
    def text(self) -> Text:
        """As a value."""
        return Text(self.zh, self.en)


Term = Annotated[
    Annotated[str, Tag("term")] | Annotated[TextRecord, Tag("text")],
    Discriminator(lambda value: "term" if isinstance(value, str) else "text"),
]
"""The short name of a term, or a text written out."""


class SpreadRecord(Record):
    """A spread of minutes."""

    median: PositiveFloat = Field(description="minutes, more than 0")
    p90: PositiveFloat = Field(description="minutes, not below the median")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.p90 < self.median:
            raise ValueError("a p90 that is not below the median")
        return self

    @property
    def spread(self) -> MinutesSpread:
        """As a value."""
        return MinutesSpread(median=self.median, p90=self.p90)


class TermsRecord(Record):
    """What is said often, by kind and short name."""

    applicants: dict[Code, TextRecord]
    laws: dict[Code, TextRecord]
    materials: dict[Code, TextRecord]
    steps: dict[Code, TextRecord]
    mechanisms: dict[Code, TextRecord]
    fees: dict[Code, TextRecord]
    delivery: dict[Code, TextRecord]


class ListEntryRecord(Record):
    """One whole item of an official list, with its parts."""

    name: Zh
    parts: tuple[Zh, ...] = ()


class ListsRecord(Record):
    """The official lists, by the names that they use."""

    power: list[ListEntryRecord] = Field(description="the items of the power list")
    services: list[ListEntryRecord] = Field(description="the items of the service catalogue")


class SharedRecord(Record):
    """A document that the government holds and shares, by its Chinese name."""

    name: Zh
    held_in: TextRecord


class LeftOutRecord(Record):
    """A required category that this hall does without, and why."""

    name: Zh
    reason: TextRecord


class CatalogueRecord(Record):
    """The whole of catalogue.yaml; its lists are checked entry by entry."""

    version: Code
    effective_from: date = Field(description="a date such as 2026-01-01")
    name: TextRecord
    notice: TextRecord
    categories: list[Any] = Field(min_length=1, description="a list of categories")
    departments: list[Any] = Field(min_length=1, description="a list of departments")
    terms: TermsRecord
    lists: ListsRecord
    shared: tuple[SharedRecord, ...] = ()
    categories_left_out: tuple[LeftOutRecord, ...] = ()
    matter_files: list[str] = Field(default=[], description="a list of files with matters")
    matters: list[Any] = Field(default=[], description="matters, when they stand in this file")
    life_events: list[Any] = Field(description="a list of life events")


class CategoryRecord(Record):
    """One category."""

    code: Code
    name: TextRecord
    title: TextRecord
    kind: CategoryKind
    prefix: str = Field(
        pattern=r"^[A-DF-HJ-NP-Z]$", description="one letter A to Z other than E, I and O"
    )
    department: str | None = None
    service_minutes: SpreadRecord | None = None

    @property
    def has_matters(self) -> bool:
        """Whether its kind has matters."""
        return self.kind in KINDS_WITH_MATTERS


class DepartmentRecord(Record):
    """One department."""

    code: Code
    name: TextRecord
    kind: OwnerKind = OwnerKind.DEPARTMENT


class PerformerRecord(Record):
    """Who carries an item out, when it is not the department that lists it."""

    name: TextRecord
    kind: OwnerKind


class SubItemRecord(Record):
    """One department's part of a matter."""

    name: TextRecord
    department: str
    kind: Act
    stage: PositiveInt = Field(description="a whole number from 1")
    compelled: Compelled | None = None
    performed_by: PerformerRecord | None = None
    entrusted_by: str | None = None
    unlisted: TextRecord | None = None


class MaterialRecord(Record):
    """One material."""

    name: Term = Field(description="a term of terms.materials, or {zh, en}")
    form: Form
    source: Source
    basis: Term | None = Field(None, description="a term of terms.laws, or {zh, en}")
    issuer: str | None = None
    deferrable: bool = False


class TimeLimitRecord(Record):
    """Working days to the decision."""

    statutory_working_days: int = Field(ge=0, description="a whole number of days from 0")
    promised_working_days: int = Field(ge=0, description="a whole number of days from 0")


def _element(zh: str) -> dict[str, JsonValue]:
    """What a finding says of an element of a guide that is empty."""
    return {"row": 15, "zh": f"办事指南的“{zh}”不能为空"}


class GuideRecord(Record):
    """The five elements of a guide; none may be empty."""

    applicants: list[Term] = Field(
        min_length=1,
        description="one or more terms of terms.applicants, or {zh, en}",
        json_schema_extra=_element("申请主体"),
    )
    conditions: list[TextRecord] = Field(
        min_length=1,
        description="one or more {zh, en}",
        json_schema_extra=_element("办理条件"),
    )
    materials: list[MaterialRecord] = Field(
        min_length=1,
        description="one or more materials",
        json_schema_extra=_element("申报材料"),
    )
    steps: list[Term] = Field(
        min_length=1,
        description="one or more terms of terms.steps, or {zh, en}",
        json_schema_extra=_element("办理流程"),
    )
    basis: Term | None = Field(None, description="a term of terms.laws, or {zh, en}")
    time_limit: TimeLimitRecord = Field(json_schema_extra=_element("办理时限"))


class AliasesRecord(Record):
    """What people call a matter."""

    zh: list[str] = Field(min_length=2, description="two or more everyday names")
    en: list[str] = Field(min_length=1, description="one or more everyday names in English")


class MatterRecord(Record):
    """One matter."""

    id: Code
    name: TextRecord
    title: TitleRecord
    aliases: AliasesRecord
    category: str
    level: Level
    sub_items: list[SubItemRecord] = Field(min_length=1, description="one or more sub-items")
    situation: int | None = Field(None, ge=1, le=4, description="1 to 4")
    stands_alone: TextRecord | None = None
    visit_required: bool = True
    guide: GuideRecord
    fees: list[Term] = Field(default=[], description="terms of terms.fees, or {zh, en}")
    delivery: list[Term] = Field(
        min_length=1, description="one or more terms of terms.delivery, or {zh, en}"
    )
    mechanisms: list[Term] = Field(default=[], description="terms of terms.mechanisms, or {zh, en}")
    deferral_working_days: int = Field(0, ge=0, description="a whole number of days from 0")
    instant: bool
    appointment: bool
    township: Township = Township.NONE
    village_point: bool = False
    service_minutes: SpreadRecord
    volume_share_pct: float = Field(ge=0, le=100, description="a share from 0 to 100")


class LifeEventRecord(Record):
    """One life event."""

    code: Code
    name: TextRecord
    audience: Literal["person", "business"]
    matters: list[str] = Field(min_length=1, description="one or more ids of matters")
