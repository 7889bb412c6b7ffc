"""From a template to a page: its language, its texts, and what its script is given."""

import json
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from hall.catalogue.text import Language
from hall.web.language import LANGUAGES, language_of, told, translations
from hall.web.ordering import rooms
from hall.web.page_texts import N_
from hall.web.script_texts import PAGES


def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("hall.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    environment.globals["N_"] = N_
    return environment


_ENVIRONMENTS: Final = {language: _environment(language) for language in LANGUAGES}


def render(
    request: Request,
    template: str,
    status: int = HTTPStatus.OK,
    *,
    language: Language | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page in the language of whoever asks, unless it has one of its own."""
    language = language or language_of(request)
    html = (
        _ENVIRONMENTS[language]
        .get_template(template)
        .render(
            language=language,
            hall_name=told(rooms(request).controller.site.name, language),
            here=_address(request),
            called=rooms(request).accounts.called,
            counted=partial(_counted, language),
            **values,
        )
    )
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def _counted(language: Language, name: str, count: int) -> str:
    """A heading with how many stand below it."""
    return f"{name} ({count})" if language == "en" else f"{name}（{count}）"


def _address(request: Request) -> str:
    """Where somebody comes back to after a change of language; empty for what was sent in."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}" if request.method == "GET" else ""


def for_script(
    request: Request, name: str, values: Mapping[str, Any], language: Language | None = None
) -> str:
    """What the script of a page is given, as JSON that is safe inside a script element."""
    language = language or language_of(request)
    site = rooms(request).controller.site
    translate = translations(language).gettext
    page = {
        "language": language,
        "zone": site.time_zone,
        "hall": told(site.name, language),
        "texts": {key: translate(text) for key, text in PAGES[name].items()},
        **values,
    }
    # Between script tags "<" alone could end the data; as \u003c it cannot.
    return json.dumps(page, ensure_ascii=False).replace("<", "\\u003c")
