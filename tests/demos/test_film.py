"""The animated process tree."""

from __future__ import annotations

import io
import itertools

import msgspec
import pytest
from PIL import Image, ImageSequence

from demos.picture.film import FRAME_MILLISECONDS, LAST_MILLISECONDS, MAX_FRAMES, film, moments
from demos.recording import Exit, Fork, Reap, Reparent, Zombie
from tests import samples


def test_a_film_shows_each_change_of_the_tree_in_order() -> None:
    recording = samples.orphan()
    shown = [recording.events[index] for index in moments(recording)]
    for kind in (Fork, Exit, Zombie, Reparent, Reap):
        assert [e for e in shown if isinstance(e, kind)] == [e for e in recording.events if isinstance(e, kind)]
    assert moments(recording) == sorted(moments(recording))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_film_is_an_animation_of_one_size(language: str) -> None:
    recording = samples.orphan()
    with Image.open(io.BytesIO(film(recording, language))) as picture:
        assert picture.format == "WEBP"
        durations = []
        pixels = []
        for frame in ImageSequence.Iterator(picture):
            pixels.append(frame.convert("RGB").tobytes())
            durations.append(frame.info["duration"])
        assert picture.info["loop"] == 0
    assert len(pixels) == len(moments(recording))
    assert durations == [FRAME_MILLISECONDS] * (len(pixels) - 1) + [LAST_MILLISECONDS]
    assert all(one != other for one, other in itertools.pairwise(pixels))


def test_a_long_recording_makes_a_short_film() -> None:
    assert len(moments(samples.many_children())) <= MAX_FRAMES


def test_hostile_output_is_in_no_film() -> None:
    assert film(samples.hostile_output())


def test_nothing_recorded_is_said() -> None:
    with pytest.raises(LookupError):
        film(msgspec.structs.replace(samples.orphan(), events=(), snapshots=()))
