"""Pages of any size in the shapes that make extractors slow: each repeats one piece of markup."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["SHAPES", "page_of"]

_SENTENCES = (
    "The mill of Arden Copper runs again after a winter of repairs, its manager Ana Ruiz said.",
    "Some 45,000 tonnes of ore wait at the gate, and the first trucks left on 17 May 2024.",
    "“We have learned what the frost does to a conveyor,” said Tom Blake, head of operations.",
    "The company expects output to rise by 12% in the second half, to about 90,000 tonnes.",
)


def _sentence(number: int) -> str:
    return f"{_SENTENCES[number % 4]} That was report {number} of the series."


def _paragraph(number: int) -> str:
    return f"<p>{_sentence(number)}</p>\n"


def _bare(number: int) -> str:
    return f"<div>{_sentence(number)}</div>\n"


def _broken(number: int) -> str:
    return f"{_sentence(number)}<br><br>\n"


def _item(number: int) -> str:
    return f"<li>{_sentence(number)}</li>\n"


def _link(number: int) -> str:
    return f'<a href="/news/{number}/mine-{number}">Mine {number} opens its second shaft</a>\n'


def _card(number: int) -> str:
    return (
        f'<div class="card"><img src="/i/{number}.jpg" width="640" height="400" alt="Shaft">'
        f'<h3><a href="/news/{number}">Mine {number} opens its second shaft</a></h3>'
        f"<time>May {number % 28 + 1}, 2024</time><p>By Jane Roe</p></div>\n"
    )


def _row(number: int) -> str:
    return f"<tr><td>Mine {number}</td><td>{number} t</td><td>May 2024</td></tr>\n"


def _inline(number: int) -> str:
    return f'<span>report {number}</span> <b>of</b> <a href="/{number}">the series</a>, '


def _picture(number: int) -> str:
    return (
        f'<figure><img src="/i/{number}.jpg" width="900" height="600" alt="Shaft {number}">'
        f"<figcaption>The shaft in winter. Photo: Jane Roe</figcaption></figure>\n"
    )


def _event(number: int) -> str:
    return (
        f"<li><h4>{number}th Northern Copper Congress</h4><p>{number % 28 + 1} May 2031</p>"
        f"<p>Lima, Peru</p></li>\n"
    )


def _time(number: int) -> str:
    return f'<time datetime="2024-05-{number % 28 + 1:02}">May {number % 28 + 1}</time>\n'


def _byline(number: int) -> str:
    return f'<span class="author" itemprop="author">Jane Roe {number}</span>\n'


def _noise(number: int) -> str:
    return f"<script>var a{number} = 'x < y';</script><style>.b{number}{{}}</style>\n"


# Name: what to write before, what to repeat, what to write after.
SHAPES: dict[str, tuple[str, Callable[[int], str], str]] = {
    "paragraphs": ("", _paragraph, ""),
    "bare divs": ("", _bare, ""),
    "br lines": ("<div>", _broken, "</div>"),
    "list": ("<ul>", _item, "</ul>"),
    "links": ("<div>", _link, "</div>"),
    "cards": ("", _card, ""),
    "table": ("<table>", _row, "</table>"),
    "inline": ("<p>", _inline, "</p>"),
    "one text": ("<p>", lambda number: _sentence(number) + " ", "</p>"),
    "figures": ("", _picture, ""),
    "events": ("<ul>", _event, "</ul>"),
    "times": ("", _time, ""),
    "bylines": ("", _byline, ""),
    "scripts": ("", _noise, ""),
    "nested divs": ("", lambda number: f"<div>{_sentence(number)}", ""),
    "nested spans": ("<p>", lambda number: f"<span>{number} ", "</p>"),
}


def page_of(shape: str, size: int) -> str:
    """A page of about ``size`` bytes that repeats a shape between a headline and a footer."""
    before, piece, after = SHAPES[shape]
    head = (
        "<!DOCTYPE html><html lang='en'><head><title>Mine reopens - Example News</title>"
        '<meta property="article:published_time" content="2024-05-17T08:00:00+02:00"></head>'
        f"<body><h1>Mine reopens</h1><article>{_paragraph(0)}{before}"
    )
    parts = [head]
    length = len(head)
    number = 1
    while length < size:
        parts.append(piece(number))
        length += len(parts[-1])
        number += 1
    parts.append(f"{after}</article><footer><p>Example News</p></footer></body></html>")
    return "".join(parts)
