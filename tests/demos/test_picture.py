"""The pictures: well-formed whatever a program did, safe, legible, and the same each time."""

from __future__ import annotations

import io
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import pytest
from fontTools import subset
from hypothesis import given, settings
from msgspec.structs import replace
from PIL import Image

from demos import language as wording
from demos.language import LOCALES
from demos.picture import png, style, timeline_svg, tree_svg
from demos.picture.font import MISSING, Font, bundled
from demos.picture.labels import Labels, duration, labels
from demos.picture.layout import lay_out
from demos.picture.places import all_labels, place, places
from demos.recording import Recording
from tests import samples
from tests.demos.recordings import recordings

pytestmark = pytest.mark.core

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"title", "defs", "pattern", "rect", "path", "circle", "text"}
LANGUAGES = ("en", "zh-CN")


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own)


def texts(svg: str) -> list[str]:
    """Every text of a picture, which must be well-formed and made of known shapes only."""
    root = parsed(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", *SHAPES}
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def text_boxes(svg: str) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every text."""
    for element in parsed(svg).iter(f"{SVG}text"):
        size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
        width = bundled().width(element.text or "", size)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
        yield left, y - size, left + width, y + size / 4


def size(svg: str) -> tuple[float, float]:
    root = parsed(svg)
    return float(root.attrib["width"]), float(root.attrib["height"])


@pytest.fixture(scope="session")
def latin(tmp_path_factory: pytest.TempPathFactory) -> Font:
    """A font without Chinese."""
    path = tmp_path_factory.mktemp("fonts") / "latin.otf"
    source = next(file for file in bundled().files if "CJKsc" in file)
    options = subset.Options()
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*range(0x20, 0x250), 0x2192, 0x25A1, 0x2018, 0x2019, 0x201C, 0x201D, 0x23CE])
    subsetter.subset(font)
    font.save(path)
    return Font([path, *(Path(file) for file in bundled().files if "CJKkr" in file)])


# --- what is in them ----------------------------------------------------------------------------------------


def test_the_orphan_is_adopted_in_words() -> None:
    shown = texts(timeline_svg(samples.orphan()))

    for text in ("orphan.py", "PID 1", "PID 2", "PID 3", "init", "exit 1", "adopted by 1", "getppid()→1", "+1 s"):
        assert text in shown
    assert "child of 2" in shown


def test_chinese() -> None:
    shown = texts(timeline_svg(samples.orphan(), "zh-CN"))

    for text in ("退出码 1", "被 1 收养", "父进程 2", "睡眠", "僵尸", "2 秒"):
        assert text in shown


def test_the_key_names_what_occurs_and_nothing_else() -> None:
    assert {"running", "waiting", "zombie", "fork", "reaped"} <= set(texts(timeline_svg(samples.fork_and_wait())))
    assert not {"stopped", "adopted", "signal"} & set(texts(timeline_svg(samples.fork_and_wait())))
    assert {"stopped", "signal"} <= set(texts(timeline_svg(samples.signalled())))


def test_a_bound_is_named_and_cuts_the_lanes() -> None:
    bounded = timeline_svg(samples.zombie())

    assert any("CPU time" in text for text in texts(bounded))
    assert f'stroke="{style.BAD}" stroke-width="3"' in bounded
    assert f'stroke="{style.BAD}" stroke-width="3"' not in timeline_svg(samples.fork_and_wait())


def test_every_exit_code_is_there_however_many_processes() -> None:
    for count in (3, 10, 30, 55):
        shown = texts(timeline_svg(samples.many_children(count)))
        assert {f"PID {pid}" for pid in range(2, count + 3)} <= set(shown)
        missing = {number for number in range(count) if f"exit {number}" not in shown and str(number) not in shown}
        assert missing == set()


def test_what_is_left_out_is_said() -> None:
    tape = samples.Tape("long.py", "")
    for pid in range(3, 103):
        tape.fork(2, pid)
        tape.exit(pid, 0)
        tape.reap(pid, 0)
        for number in range(5):
            tape.call(2, "getpid", number)
    shown = texts(timeline_svg(tape.end(code=0)))

    assert any(re.fullmatch(r"\d+ events between the dashed lines are not drawn\.", text) for text in shown)
    assert "37 more processes are not drawn." in shown
    complete = texts(timeline_svg(samples.many_children(62)))
    assert not any("not drawn" in text for text in complete)


def test_simulated_time_is_called_that() -> None:
    assert "2 s, simulated" in texts(timeline_svg(replace(samples.orphan(), clock="virtual")))
    assert "2 s" in texts(timeline_svg(samples.orphan()))


@pytest.mark.parametrize(
    ("seconds", "digits", "said"),
    [
        (0, 3, "0 ms"),
        (0.000012, 3, "0.012 ms"),
        (0.0022, 3, "2.2 ms"),
        (0.0996, 2, "0.1 s"),
        (0.0994, 2, "99 ms"),
        (0.9994, 2, "1 s"),
        (61.25, 3, "61.2 s"),
        (12345.6, 2, "12346 s"),
    ],
)
def test_durations(seconds: float, digits: int, said: str) -> None:
    assert duration(seconds, labels("en", bundled()), digits) == said


def test_the_tree_says_who_was_adopted_who_is_a_zombie_and_who_is_gone() -> None:
    recording = samples.orphan()
    kinds = [type(event).__name__ for event in recording.events]

    died = texts(tree_svg(recording, kinds.index("Zombie")))
    assert "exited with 1 · PID 1 has not reaped it yet" in died
    assert "sleeping for 2 s · adopted, was a child of 2" in died
    assert "zombie" in died
    later = texts(tree_svg(recording, kinds.index("Reap")))
    assert "Reaped and gone: PID 2" in later
    assert "PID 2" not in later


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_step_has_a_tree(name: str, language: str) -> None:
    recording = samples.SAMPLES[name]()

    for event in range(0, len(recording.events), 7):
        shown = texts(tree_svg(recording, event, language))
        alive = {f"PID {process.pid}" for process in recording.snapshot_at(event).processes}
        assert alive <= set(shown)


def test_there_is_no_tree_of_an_event_that_was_not() -> None:
    with pytest.raises(LookupError):
        tree_svg(samples.orphan(), 1000)


def test_equal_recordings_give_equal_pictures() -> None:
    assert timeline_svg(samples.signalled()) == timeline_svg(samples.signalled())


def test_pictures_can_be_drawn_in_several_threads_from_the_first_on() -> None:
    expected = timeline_svg(samples.orphan(), "zh-CN")
    for _ in range(4):
        labels.cache_clear()
        wording._messages.cache_clear()
        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(timeline_svg, [samples.orphan()] * 8, ["zh-CN"] * 8)) == {expected}


# --- hostile programs, any recording ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_is_text(language: str) -> None:
    recording = samples.hostile_output()
    svgs = [timeline_svg(recording, language)]
    svgs += [tree_svg(recording, event, language) for event in range(len(recording.events))]

    for svg in svgs:
        assert not {char for char in svg if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}}
        assert len(svg) < 20_000
        assert all(len(text) < 120 for text in texts(svg))
    assert any("\\u202e@everyone" in text for text in texts(svgs[0]))


@settings(max_examples=60, deadline=None)
@given(recordings())
def test_any_recording_is_a_well_formed_picture(recording: Recording) -> None:
    for language in LANGUAGES:
        svg = timeline_svg(recording, language)
        texts(svg)
        width, height = size(svg)
        assert width == style.WIDTH
        assert all(left > -1 and right <= width and bottom <= height for left, _, right, bottom in text_boxes(svg))


@settings(max_examples=60, deadline=None)
@given(recordings())
def test_any_snapshot_is_a_well_formed_tree(recording: Recording) -> None:
    if recording.events:
        svg = tree_svg(recording, len(recording.events) - 1)
        texts(svg)
        assert size(svg)[0] == style.WIDTH


# --- places -------------------------------------------------------------------------------------------------


def placed(recording: Recording, language: str) -> tuple[list[float], dict[object, list[tuple[float, float]]]]:
    timeline, font = lay_out(recording), bundled()
    wanted = list(all_labels(timeline, labels(language, font)))
    x = places(timeline, wanted, font, 60, 386)
    rows: dict[object, list[tuple[float, float]]] = defaultdict(list)
    for label in place(wanted, x, font, 396, {}):
        rows[label.label.row].append((label.x, label.x + label.width))
    return x, rows


@settings(max_examples=60, deadline=None)
@given(recordings())
def test_steps_go_right_and_labels_do_not_overlap(recording: Recording) -> None:
    x, rows = placed(recording, "en")

    assert x == sorted(x)
    assert min(x) == 60
    assert max(x) <= 386.01
    for row in rows.values():
        for (_, end), (start, _) in zip(sorted(row), sorted(row)[1:], strict=False):
            assert start >= end


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", samples.SAMPLES)
def test_texts_lie_inside_and_apart(name: str, language: str) -> None:
    svg = timeline_svg(samples.SAMPLES[name](), language)
    width, height = size(svg)
    boxes = list(text_boxes(svg))

    assert all(left >= 0 and right <= width and bottom <= height for left, _, right, bottom in boxes)
    overlaps = [
        (a, b)
        for a, b in combinations(boxes, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 4
    ]
    assert overlaps == []


# --- fonts, languages, colours ------------------------------------------------------------------------------


def test_the_bundled_font_covers_every_label() -> None:
    for language in LANGUAGES:
        for name in ("picture", "events"):
            assert bundled().covers((LOCALES / language / f"{name}.ftl").read_text()), (language, name)


def test_without_a_chinese_font_the_labels_are_english(latin: Font) -> None:
    shown = texts(timeline_svg(samples.orphan(), "zh-CN", latin))

    assert shown == texts(timeline_svg(samples.orphan(), "en", latin))
    assert "adopted by 1" in shown


def test_a_language_may_lack_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demos.picture.labels.LOCALES", tmp_path)

    assert Labels("zh-CN", bundled())("running") == "运行"


def test_what_the_font_lacks_is_shown_as_missing(latin: Font) -> None:
    assert latin.shown("a 僵尸 b") == f"a {MISSING}{MISSING} b"
    assert bundled().shown("a 僵尸 b") == "a 僵尸 b"
    assert bundled().shown("🐛\ud800\u0301\u05d0") == f"{MISSING}\\ud800{MISSING}{MISSING}"


def test_clipping_and_wrapping_keep_to_the_width() -> None:
    font = bundled()
    for text in ("a" * 100, "进程" * 50, "PID 2 is a zombie: dead, but listed until PID 1 reaps it.", ""):
        for width in (5.0, 30.0, 90.0, 400.0):
            assert font.width(font.clip(text, 10, width), 10) <= width
            lines = font.wrap(text, 10, width, 3)
            assert len(lines) <= 3
            assert all(font.width(line, 10) <= max(width, 10) for line in lines)
    assert font.wrap("one two three", 10, font.width("one two", 10) + 1, 3) == ["one two", "three"]


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def linear(colour: str) -> list[float]:
    return [channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    dark, light = sorted(
        sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        for colour in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", [style.GROUND, style.BAND])
def test_contrast(ground: str) -> None:
    looks = [look.colour for look in style.LOOKS.values()]
    for colour in [style.INK, style.MUTED, style.OK, style.BAD, style.NOTICE, style.ADOPTION, *looks]:
        assert contrast(colour, ground) >= 4.5
    assert contrast(style.RULE, ground) >= 3


# Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear RGB.
DICHROMACY = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear sRGB."""
    matrix = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0178, 0.1098, 0.8730]]  # over the white point
    ratios = [max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True))) for row in matrix]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", DICHROMACY)
def test_states_differ_without_one_kind_of_cone_and_in_pattern(kind: str) -> None:
    seen = {
        doing: lab([sum(a * b for a, b in zip(row, linear(look.colour), strict=True)) for row in DICHROMACY[kind]])
        for doing, look in style.LOOKS.items()
    }
    for (one, a), (other, b) in combinations(seen.items(), 2):
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 10, (one, other)
    assert len({look.pattern for look in style.LOOKS.values()}) == len(style.LOOKS)


# --- PNG ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_png(language: str) -> None:
    svg = timeline_svg(samples.orphan(), language)
    image = Image.open(io.BytesIO(png(svg)))
    image.load()

    width, height = size(svg)
    assert image.format == "PNG"
    assert image.size == (700, round(height * 1.75))
    pixels = image.convert("RGB")
    ground = pixels.getpixel((1, 1))
    assert ground == (0x1E, 0x1F, 0x22)
    colours = {colour for _, colour in pixels.getcolors(1 << 24) or []}
    for look in (style.LOOKS["running"].colour, style.ADOPTION, style.INK):
        assert tuple(int(look[i : i + 2], 16) for i in (1, 3, 5)) in colours
    assert width == style.WIDTH


def test_chinese_characters_are_drawn() -> None:
    def drawn(text: str) -> bytes:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="30"><text y="20">{text}</text></svg>'
        return Image.open(io.BytesIO(png(svg))).convert("RGBA").tobytes()

    assert len({drawn(text) for text in ("", "僵", "尸", "“", MISSING)}) == 5


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        png("no picture")
