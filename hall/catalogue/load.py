"""Reads a catalogue from its files; whatever is wrong in them is told at once.

What must not live here: what a good catalogue is (see `records` and `check`).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hall.catalogue.check import check_catalogue
from hall.catalogue.document import Document, Spot, parse_document, read_document
from hall.catalogue.drafts import CatalogueDraft
from hall.catalogue.findings import CatalogueError, Finding
from hall.catalogue.inspection import Inspection
from hall.catalogue.model import (
    Aliases,
    Catalogue,
    Category,
    Department,
    Guide,
    LifeEvent,
    Material,
    Matter,
    SubItem,
    TimeLimit,
)
from hall.catalogue.records import (
    CatalogueRecord,
    CategoryRecord,
    DepartmentRecord,
    GuideRecord,
    LifeEventRecord,
    MatterRecord,
    TermsRecord,
    TextRecord,
)
from hall.catalogue.text import Text


def load_catalogue(path: Path) -> Catalogue:
    """Read catalogue.yaml at `path` and the matter files it names, relative to it.

    Raises `CatalogueError` with everything that is wrong in any of them.
    """
    return _checked(read_document(path), path.parent)


def read_catalogue(text: str, name: str) -> Catalogue:
    """Read a catalogue that stands whole in one text, known as `name`; raises `CatalogueError`."""
    return _checked(parse_document(text, name), None)


def reread_catalogue(text: str, name: str) -> Catalogue:
    """Read a catalogue that was good when it was published, whatever the rules say of it today."""
    document = parse_document(text, name)
    inspection = Inspection()
    head = inspection.place(CatalogueRecord, document.root)
    draft = _draft(document, None, inspection)
    if head is None or inspection.findings:
        raise CatalogueError(inspection.findings)
    return _catalogue(head.record, draft)


def inspect_catalogue(text: str, name: str) -> tuple[Finding, ...]:
    """Everything that is wrong in a catalogue that stands whole in one text."""
    try:
        read_catalogue(text, name)
    except CatalogueError as error:
        return error.findings
    return ()


def _checked(document: Document, folder: Path | None) -> Catalogue:
    inspection = Inspection()
    head = inspection.place(CatalogueRecord, document.root)
    draft = _draft(document, folder, inspection)
    check_catalogue(draft, inspection)
    if head is None or inspection.findings:
        raise CatalogueError(inspection.findings)
    return _catalogue(head.record, draft)


def _draft(document: Document, folder: Path | None, inspection: Inspection) -> CatalogueDraft:
    files = [
        _matter_file(spot, folder, inspection) for spot in (document / "matter_files").entries()
    ]
    read = [file for file in files if file is not None]
    spots = [*(document / "matters").entries()]
    if isinstance(document.value, dict) and not files and not spots:
        inspection.note(document / "matter_files", "is empty", "a list of files with matters")
    spots += [spot for file in read for spot in file.root.entries()]
    return CatalogueDraft(
        document=document,
        matter_spots=spots,
        all_read=bool(spots) and len(read) == len(files),
        categories=inspection.place_all(CategoryRecord, (document / "categories").entries()),
        departments=inspection.place_all(DepartmentRecord, (document / "departments").entries()),
        matters=inspection.place_all(MatterRecord, spots),
        life_events=inspection.place_all(LifeEventRecord, (document / "life_events").entries()),
    )


def _matter_file(spot: Spot, folder: Path | None, inspection: Inspection) -> Document | None:
    if folder is None:
        inspection.note(spot, "is a file of its own", "all matters under matters, in one text")
        return None
    file = inspection.read(folder / str(spot.value))
    if file is not None and not isinstance(file.value, list):
        inspection.note(file.root, "is no list", "a list of matters")
    return file


def _catalogue(head: CatalogueRecord, draft: CatalogueDraft) -> Catalogue:
    departments = {one.record.code: _department(one.record) for one in draft.departments}
    terms = head.terms
    return Catalogue(
        version=head.version,
        effective_from=head.effective_from,
        name=head.name.text,
        notice=head.notice.text,
        categories={
            one.record.code: _category(one.record, departments) for one in draft.categories
        },
        departments=departments,
        matters={one.record.id: _matter(one.record, departments, terms) for one in draft.matters},
        life_events={one.record.code: _life_event(one.record) for one in draft.life_events},
    )


def _department(record: DepartmentRecord) -> Department:
    return Department(code=record.code, name=record.name.text, kind=record.kind)


def _category(record: CategoryRecord, departments: Mapping[str, Department]) -> Category:
    return Category(
        code=record.code,
        name=record.name.text,
        title=record.title.text,
        kind=record.kind,
        prefix=record.prefix,
        department=departments[record.department] if record.department else None,
        service=record.service_minutes.spread if record.service_minutes else None,
    )


def _matter(
    record: MatterRecord, departments: Mapping[str, Department], terms: TermsRecord
) -> Matter:
    return Matter(
        id=record.id,
        name=record.name.text,
        title=record.title.text,
        aliases=Aliases(zh=tuple(record.aliases.zh), en=tuple(record.aliases.en)),
        category=record.category,
        level=record.level,
        sub_items=tuple(
            SubItem(
                name=item.name.text,
                department=departments[item.department],
                kind=item.kind,
                stage=item.stage,
                performed_by=item.performed_by.name.text if item.performed_by else None,
            )
            for item in record.sub_items
        ),
        guide=_guide(record.guide, departments, terms),
        fees=_terms(record.fees, terms.fees),
        delivery=_terms(record.delivery, terms.delivery),
        mechanisms=_terms(record.mechanisms, terms.mechanisms),
        instant=record.instant,
        appointment=record.appointment,
        deferral_working_days=record.deferral_working_days,
        township=record.township,
        village_point=record.village_point,
        service=record.service_minutes.spread,
        volume_share_pct=record.volume_share_pct,
    )


def _guide(record: GuideRecord, departments: Mapping[str, Department], terms: TermsRecord) -> Guide:
    return Guide(
        applicants=_terms(record.applicants, terms.applicants),
        conditions=tuple(condition.text for condition in record.conditions),
        materials=tuple(
            Material(
                name=_term(material.name, terms.materials),
                form=material.form,
                source=material.source,
                basis=_term(material.basis or record.basis or "", terms.laws),
                issuer=departments[material.issuer] if material.issuer else None,
                deferrable=material.deferrable,
            )
            for material in record.materials
        ),
        steps=_terms(record.steps, terms.steps),
        time_limit=TimeLimit(
            statutory_working_days=record.time_limit.statutory_working_days,
            promised_working_days=record.time_limit.promised_working_days,
        ),
    )


def _life_event(record: LifeEventRecord) -> LifeEvent:
    return LifeEvent(
        code=record.code,
        name=record.name.text,
        audience=record.audience,
        matters=tuple(record.matters),
    )


def _terms(said: Sequence[str | TextRecord], terms: Mapping[str, TextRecord]) -> tuple[Text, ...]:
    return tuple(_term(one, terms) for one in said)


def _term(said: str | TextRecord, terms: Mapping[str, TextRecord]) -> Text:
    return (terms[said] if isinstance(said, str) else said).text
