"""Chapter marks: inside FLAC and MP3 files, and as a cue sheet for formats without them.

A cue sheet counts in 75ths of a second, as on a compact disc. FLAC has comments named CHAPTER001 and so on, which
players such as VLC and mpv read (the convention of the Ogg community); MP3 has the frames CHAP and CTOC of the ID3v2
chapter addendum, which podcast players read.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FRAMES = 75
"""Of a cue sheet's second."""
STREAM_INFO, VORBIS_COMMENT = 0, 4
"""Types of a FLAC file's metadata blocks."""
LAST_BLOCK = 0x80
MAKER = b"runwalk"
OURS = 'REM COMMENT "runwalk"'
"""The first line of a cue sheet that this program made, and may replace."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One stretch of a file."""

    start: float
    """Seconds."""
    end: float
    title: str


def cue_sheet(chapters: Sequence[Chapter], file: str, title: str) -> str:
    """The text of a .cue file; its first line says whose it is."""
    kind = "WAVE" if file.lower().endswith(".wav") else "MP3"
    lines = [OURS, f"TITLE {_quoted(title)}", f"FILE {_quoted(file)} {kind}"]
    for number, chapter in enumerate(chapters, 1):
        minutes, rest = divmod(round(chapter.start * FRAMES), 60 * FRAMES)
        lines += [
            f"  TRACK {number:02d} AUDIO",
            f"    TITLE {_quoted(chapter.title)}",
            f"    INDEX 01 {minutes:02d}:{rest // FRAMES:02d}:{rest % FRAMES:02d}",
        ]
    return "\n".join(lines) + "\n"


def is_our_cue_sheet(path: Path) -> bool:
    """Whether a file is a cue sheet of this program's. One that cannot be read counts as another's."""
    try:
        with path.open("rb") as file:
            return file.read(len(OURS)) == OURS.encode()
    except OSError:
        return False


def _quoted(text: str) -> str:
    """Cue sheets have no way to write a quotation mark inside one."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return '"' + plain.replace('"', "'") + '"'


def tag_flac(sound: Path, chapters: Sequence[Chapter], to: Path) -> None:
    """Copy a FLAC file with the chapters in it. Raises OSError."""
    comments = []
    for number, chapter in enumerate(chapters, 1):
        minutes, seconds = divmod(chapter.start, 60)
        hours, minutes = divmod(int(minutes), 60)
        comments.append(f"CHAPTER{number:03d}={hours:02d}:{minutes:02d}:{seconds:06.3f}")
        comments.append(f"CHAPTER{number:03d}NAME={chapter.title}")
    body = _counted(MAKER) + struct.pack("<I", len(comments)) + b"".join(_counted(line.encode()) for line in comments)
    with sound.open("rb") as file:
        magic = file.read(4)
        blocks, more = [], magic == b"fLaC"
        while more:
            head = file.read(4)
            size = int.from_bytes(head[1:], "big")
            more = not head[0] & LAST_BLOCK
            content = file.read(size)
            if head[0] & ~LAST_BLOCK != VORBIS_COMMENT:
                blocks.append((head[0] & ~LAST_BLOCK, content))
        blocks.insert(1, (VORBIS_COMMENT, body))
        start = magic
        for number, (kind, content) in enumerate(blocks):
            last = LAST_BLOCK if number == len(blocks) - 1 else 0
            start += bytes([kind | last]) + len(content).to_bytes(3, "big") + content
        _copy(sound, start, file.tell(), to)


def _counted(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text


def tag_mp3(sound: Path, chapters: Sequence[Chapter], seconds: float, to: Path) -> None:
    """Copy an MP3 file of this length with the chapters in it. Raises OSError."""
    names = [f"ch{number}".encode() + b"\0" for number in range(len(chapters))]
    # 3: the top of the table of contents, and in order. The count of its entries is a single byte.
    entries = names[:255]
    frames = _frame(b"CTOC", b"toc\0" + bytes([3, len(entries)]) + b"".join(entries))
    for name, chapter in zip(names, chapters, strict=True):
        span = struct.pack(">IIII", round(chapter.start * 1000), round(chapter.end * 1000), 2**32 - 1, 2**32 - 1)
        frames += _frame(b"CHAP", name + span + _text(b"TIT2", chapter.title))
    frames += _text(b"TLEN", str(round(seconds * 1000)))
    with sound.open("rb") as file:
        head = file.read(10)
        old = 10 + _unsyncsafe(head[6:10]) if head[:3] == b"ID3" else 0
    _copy(sound, b"ID3\x04\0\0" + _syncsafe(len(frames)) + frames, old, to)


def _frame(name: bytes, content: bytes) -> bytes:
    return name + _syncsafe(len(content)) + b"\0\0" + content


def _text(name: bytes, text: str) -> bytes:
    return _frame(name, b"\x03" + text.encode() + b"\0")


def _syncsafe(number: int) -> bytes:
    """Four bytes of seven bits, as ID3 writes its sizes."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _unsyncsafe(four: bytes) -> int:
    return sum(byte << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=True))


def _copy(sound: Path, start: bytes, keep_from: int, to: Path) -> None:
    """Copy a file from `keep_from` on, with another beginning."""
    with sound.open("rb") as old, to.open("wb") as new:
        old.seek(keep_from)
        new.write(start)
        shutil.copyfileobj(old, new)
