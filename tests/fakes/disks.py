"""Disks of their own for a test: an image that can be copied as it is, and one that is too small.

Mounting needs root. Whoever is not is told so, and the test is left out.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

IMAGE_MB: Final = 192


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        pytest.skip(f"{' '.join(words[:2])} is not possible here: {done.stderr.strip()}")


def _needs_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("mounting a disk needs root")


@contextmanager
def _mounted(place: Path, *words: str) -> Iterator[Path]:
    place.mkdir()
    _run("mount", *words, str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], timeout=60, check=True)
        place.rmdir()


@contextmanager
def image_disk(folder: Path) -> Iterator[tuple[Path, Path]]:
    """An image with an ext4 file system, and where it is mounted."""
    _needs_root()
    image = folder / "disk.img"
    with image.open("wb") as file:
        file.truncate(IMAGE_MB * 1024 * 1024)
    _run("mkfs.ext4", "-q", str(image))
    with _mounted(folder / "disk", "-o", "loop", str(image)) as place:
        yield image, place


@contextmanager
def copied_disk(image: Path) -> Iterator[Path]:
    """What another machine would find on the disk if the power went now."""
    copy = image.with_name("copy.img")
    shutil.copyfile(image, copy)
    try:
        with _mounted(image.with_name("copy"), "-o", "loop", str(copy)) as place:
            yield place
    finally:
        copy.unlink()


class SmallDisk:
    """A disk in memory that can be given more room."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def resize(self, size_kb: int) -> None:
        """Give it more room."""
        _run("mount", "-o", f"remount,size={size_kb}k", str(self.place))


@contextmanager
def small_disk(folder: Path, size_kb: int) -> Iterator[SmallDisk]:
    """A disk that is soon full."""
    _needs_root()
    with _mounted(folder / "small", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs") as place:
        yield SmallDisk(place)
