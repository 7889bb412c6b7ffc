"""Signs beside words, drawn at any size, in their own colours or all in one."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QPainter, Qt
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_STROKE: Final = re.compile(rb'stroke="#[0-9A-Fa-f]{6}"')
_AT_LEAST: Final = 16
"""Pixels, where a scene asks for no size."""


class Signs(QQuickImageProvider):
    """Gives `COLOUR/NAME`: a sign of the folder, `own` or a colour in six hexadecimal digits."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, sign: str, size: QSize, requested: QSize, /) -> QImage:  # noqa: N802
        """Draw a sign; the name is Qt's."""
        colour, _, name = sign.partition("/")
        drawing = (self._folder / f"{name}.svg").read_bytes()
        if colour != "own":
            drawing = _STROKE.sub(f'stroke="#{colour}"'.encode(), drawing)
        side = max(requested.width(), _AT_LEAST)
        size.setWidth(side)
        size.setHeight(side)
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(drawing)).render(painter)
        painter.end()
        return image
