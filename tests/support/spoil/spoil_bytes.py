"""Spoils the bytes of any file."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Spoiler = Callable[[Random, bytes], bytes]


def flip_bit(random: Random, data: bytes) -> bytes:
    if not data:
        return b"\x01"
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def delete_stretch(random: Random, data: bytes) -> bytes:
    begins, ends = _stretch(random, data)
    return data[:begins] + data[ends:]


def repeat_stretch(random: Random, data: bytes) -> bytes:
    begins, ends = _stretch(random, data)
    return data[:ends] + data[begins:ends] * random.choice((1, 2, 50)) + data[ends:]


def insert_noise(random: Random, data: bytes) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + random.randbytes(random.choice((1, 2, 8, 200))) + data[place:]


def truncate(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def empty(random: Random, data: bytes) -> bytes:
    del data
    return random.choice((b"", b"\n", b" ", b"\r\n\r\n", b"\xef\xbb\xbf", b"\0" * 64))


def noise(random: Random, data: bytes) -> bytes:
    return random.randbytes(random.randint(1, max(2, len(data))))


def other_kind(random: Random, data: bytes) -> bytes:
    heads = (
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n",
        b"\x1f\x8b",
        b"<html>",
        b"{}",
        b"[]",
        b"null",
    )
    return random.choice(heads) + random.choice((b"", data))


def other_encoding(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", errors="replace")
    if random.random() < 0.5:
        text = text.replace("e", random.choice(("é", "ø", "å", "Ø", "–", "€")), random.randint(1, 5))
    encoding = random.choice(
        ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp850", "mac-roman", "utf-8-sig", "utf-7", "utf-8")
    )
    return text.encode(encoding, errors="replace")


def line_ends(random: Random, data: bytes) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n\r", b"", b"\x0b", b"\xe2\x80\xa8")))


def _stretch(random: Random, data: bytes) -> tuple[int, int]:
    begins = random.randint(0, len(data))
    return begins, min(len(data), begins + random.choice((1, 3, 20, 200)))


SPOILERS: tuple[Spoiler, ...] = (
    flip_bit, delete_stretch, repeat_stretch, insert_noise, truncate, empty, noise, other_kind, other_encoding, line_ends,
)  # fmt: skip
