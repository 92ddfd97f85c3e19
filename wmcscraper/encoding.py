"""Bytes of a page → text: by byte order mark, header, meta and, above all, by what decodes.

A declaration is a claim. UTF-8 that has multi-byte characters and no error is UTF-8 whatever the
page says, as no other encoding makes such bytes by chance; a declared encoding that fails on the
page's own bytes is not believed.
"""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

__all__ = ["decode"]

# Bytes that are looked at to tell encodings apart: enough for certainty, cheap on huge pages.
_SAMPLE = 200_000
# Above this share of broken sequences among the non-ASCII bytes, a page is not UTF-8.
_BROKEN_UTF8 = 0.1
# Single-byte encodings by family, tried when nothing declared fits; ASCII is common to all.
_LEGACY = ("cp1252", "cp1250", "iso8859-2", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1257")
_MULTIBYTE = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
# The encoding that the page's own language was written in before UTF-8.
_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro", "bs"), ("cp1250", "iso8859-2")),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"), ("cp1251", "koi8-r")),
    "el": ("cp1253",), "tr": ("cp1254",), "az": ("cp1254",),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257",)),
    "ja": ("shift_jis", "euc_jp"), "zh": ("gb18030", "big5"), "ko": ("euc_kr",),
}  # fmt: skip
_LANG = re.compile(rb"<html[^>]{0,300}?\slang\s*=\s*[\"']?([A-Za-z]{2})", re.IGNORECASE)
_NON_ASCII = re.compile(rb"[\x80-\xff]")
# Signs of a wrong guess, counted by word. A symbol on a word ('wyd³u¿y', 'gk¶l±'), a control
# character, a capital after a small letter ('äÏÂÙÞÁ' is Russian read as Russian of another kind).
_ODD = re.compile(
    "[^\\W\\d_][¢£¤¥¦§¨¬¯±´µ¶¸¼½¾¿×÷ˇ˘˝˛˙†‡‰ƒ]|[²³¹¢¤¦¨¬¯´¶¸×÷ˇ˘˝˛˙][^\\W\\d_]|[\x80-\x9f]"
    "|[a-zß-öø-ÿа-яё][À-ÖØ-ÞА-ЯЁ]|[─-▟]|[^\\W\\d_][®°·«»][^\\W\\d_]"
)
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Characters that no running text in these encodings does without; a wrong guess shows rare ones.
_FREQUENT = {
    "shift_jis": re.compile("[\u3041-\u3096]"), "euc_jp": re.compile("[\u3041-\u3096]"),
    "gb18030": re.compile("[的一是在不了有和人这中大为上个国业公]"),
    "big5": re.compile("[的一是在不了有和人這中大為上個國業公]"),
    "euc_kr": re.compile("[\uac00-\ud7a3]"),
}  # fmt: skip
_MIN_FREQUENT = 0.05
# Words that are looked at: enough to tell, and cheap.
_WORDS = 3000


def decode(body: bytes, content_type: str | None = None) -> str:
    """The page's text, without byte order mark; never fails."""
    bom_encoding, bom = read_bom(body)
    if bom_encoding is not None and bom is not None:
        return body[len(bom) :].decode(bom_encoding, "replace")
    declared = _declared(body, content_type)
    if declared and codecs.lookup(declared[0]).name.startswith(("utf-16", "utf-32")):
        text = body.decode(declared[0], "replace")
        if text.count("\ufffd") * 10 < len(text) and "<" in text:
            return text
        declared = declared[1:]
    if b"\x00<\x00" in body[:400] or b"<\x00h\x00" in body[:400].lower():
        return body.decode("utf-16-le" if b"<\x00" in body[:2] else "utf-16-be", "replace")
    if b"\x1b$" in body[:_SAMPLE] or b"\x1b(" in body[:_SAMPLE]:
        declared = [*declared, "iso2022_jp"]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, declared)
    if "iso2022_jp" in declared and text.isascii():
        return body.decode("iso2022_jp", "replace")
    return text


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Encodings named by the HTTP header, then by the page, that this Python knows."""
    names = (
        http_content_type_encoding(content_type),
        html_body_declared_encoding(body),
    )
    found = []
    for name in names:
        resolved = resolve_encoding(name) if name else None
        if resolved and resolved not in found:
            found.append(resolved)
    return found


def _legacy(body: bytes, declared: list[str]) -> str:
    """``body``, which is no clean UTF-8, by the encoding that suits its bytes best."""
    sample = body[:_SAMPLE]
    non_ascii = len(_NON_ASCII.findall(sample)) or 1
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    if broken <= max(1, _BROKEN_UTF8 * non_ascii) and non_ascii > broken * 2:
        return body.decode("utf-8", "replace")  # UTF-8 with a few broken or cut characters
    language = _LANG.search(body[:5000])
    likely = _BY_LANGUAGE.get(language[1].decode().lower(), ()) if language else ()
    best: tuple[float, int, str] | None = None
    order = list(dict.fromkeys([*declared, *likely, *_LEGACY, *_MULTIBYTE]))
    for rank, encoding in enumerate(order):
        if codecs.lookup(encoding).name == "utf-8":
            continue
        cost = _cost(sample, encoding, non_ascii)
        if encoding in declared:
            # Believed, unless another is clearly better; two-byte codes fit none but themselves.
            cost -= 1.0 if encoding in _MULTIBYTE and cost < 1.5 else 0.05
        elif encoding in likely:
            cost -= 0.04
        elif encoding in _MULTIBYTE or encoding not in ("cp1252", "cp1250"):
            cost += 0.02  # rare without a declaration or a language
        if best is None or cost < best[0]:
            best = (cost, rank, encoding)
    return body.decode(best[2] if best else "cp1252", "replace")


def _cost(sample: bytes, encoding: str, non_ascii: int) -> float:
    """How ill an encoding fits: the share of words beyond ASCII that it makes impossible or odd."""
    text = sample.decode(encoding, "replace")
    cost = 5 * text.count("\ufffd") / non_ascii
    wide = _EAST_ASIAN.findall(text) if encoding in _MULTIBYTE else ()
    if wide:
        frequent = len(_FREQUENT[encoding].findall(text)) / len(wide)
        return cost + max(0.0, 1 - frequent / _MIN_FREQUENT)
    words = [word for word in _WORD.findall(text) if not word.isascii()][:_WORDS]
    odd = sum(map(_is_odd_word, words)) + len(_ODD.findall(text))
    return cost + odd / max(1, len(words))


def _is_odd_word(word: str) -> bool:
    """A word of two scripts, or a Latin one with hardly a letter that English has, too."""
    latin = len(_ASCII_LETTER.findall(word))
    if _CYRILLIC_OR_GREEK.search(word):
        return latin > 0
    return len(word) > 3 and latin * 3 < len(word)
