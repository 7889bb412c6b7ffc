"""Catalogue and site as screens read them: one card for each thing; pure.

Cards change only with the files that they are made of, never with what happens in the hall.
"""

from hall.bus.messages import (
    AreaCard,
    CategoryCard,
    DeviceCard,
    ExitCard,
    LifeEventCard,
    MaterialLine,
    MatterCard,
    WindowCard,
)
from hall.catalogue.model import Matter
from hall.catalogue.paying import fee_said
from hall.catalogue.site import Area, DeviceSite, Exit, WindowSite
from hall.controller.premises import Premises


def area_card(area: Area) -> AreaCard:
    """An area with its place on its floor."""
    place = area.rectangle
    return AreaCard(
        code=area.code,
        name=area.name,
        floor=area.floor,
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
    )


def window_card(window: WindowSite) -> WindowCard:
    """A window with its place."""
    return WindowCard(
        window=window.no,
        name=window.name,
        area=window.area,
        x=window.place.x,
        y=window.place.y,
        low_counter=window.low_counter,
    )


def device_card(device: DeviceSite) -> DeviceCard:
    """A device with its place."""
    return DeviceCard(
        id=device.id,
        kind=device.kind.value,
        window=device.window,
        area=device.area,
        printer=device.printer,
        x=device.place.x if device.place else None,
        y=device.place.y if device.place else None,
        kiosk=device.kiosk,
    )


def exit_card(way_out: Exit) -> ExitCard:
    """A way out with its place."""
    return ExitCard(name=way_out.name, floor=way_out.floor, x=way_out.place.x, y=way_out.place.y)


def category_cards(premises: Premises) -> tuple[CategoryCard, ...]:
    """All categories, with the area where their people wait."""
    return tuple(
        CategoryCard(
            code=each.code,
            name=each.name,
            title=each.title,
            kind=each.kind.value,
            prefix=each.prefix,
            area=premises.areas_of[each.code],
        )
        for each in premises.catalogue.categories.values()
    )


def life_event_cards(premises: Premises) -> tuple[LifeEventCard, ...]:
    """All life events with their matters."""
    return tuple(
        LifeEventCard(code=each.code, name=each.name, audience=each.audience, matters=each.matters)
        for each in premises.catalogue.life_events.values()
    )


def _limit_said(days: int) -> tuple[str, str]:
    """Within how many working days; none where one can wait for it."""
    if not days:
        return ("当场办结", "While you wait")
    return (f"{days}个工作日", "1 working day" if days == 1 else f"{days} working days")


def matter_card(matter: Matter) -> MatterCard:
    """A matter with its guide."""
    guide = matter.guide
    return MatterCard(
        id=matter.id,
        name=matter.name,
        title=matter.title,
        aliases=(*matter.aliases.zh, *matter.aliases.en),
        category=matter.category,
        departments=tuple(department.name for department in matter.departments),
        applicants=guide.applicants,
        conditions=guide.conditions,
        materials=tuple(
            MaterialLine(name=each.name, source=each.source.value, deferrable=each.deferrable)
            for each in guide.materials
        ),
        steps=guide.steps,
        time_limit=_limit_said(guide.time_limit.promised_working_days),
        fee=fee_said(matter.fees),
        instant=matter.instant,
        share_pct=matter.volume_share_pct,
        service_median_min=matter.service.median,
        service_p90_min=matter.service.p90,
    )
