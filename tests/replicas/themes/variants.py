"""The four themes again, each with story pages of another make: what fits only one make fails."""

from __future__ import annotations

from html import escape

from tests.annotated import Picture, Story
from tests.replicas.themes.bare import Bare
from tests.replicas.themes.base import Document, Theme, day_of, esc
from tests.replicas.themes.block import UPLOADS, Block
from tests.replicas.themes.old import Old
from tests.replicas.themes.soup import Soup

__all__ = ["Bare2", "Block2", "Old2", "Soup2"]


def _texts(story: Story) -> list[str]:
    return [escape(block.text, quote=False) for block in story.blocks]


def _ends(story: Story, words: dict[str, str]) -> list[str]:
    """Source and document links, each behind its word."""
    found = []
    for key, word in words.items():
        for line in story.extra.get(key, []):
            url, _, name = line.partition("|")
            found.append(f'{word}<a href="{url}">{esc(name)}</a>')
    return found


def _finish(theme: Theme, story: Story, document: Document) -> Document:
    """What happens to some stories' pages, whatever their make."""
    special = theme.model.special(story)
    if special == "spoofed":
        link = f'<link rel="canonical" href="{theme.canonical(story)}">'
        document.text = document.text.replace("<body", f"{link}<body", 1).replace(
            "<BODY", f"{link}<BODY", 1
        )
    if special == "control":
        document.text = theme.model.with_controls(story, document.text)
    return document


class Block2(Block):
    """No structured data, the site's name as the only h1, pictures as a gallery."""

    stale_lastmod = True

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        figures = "".join(self._item(picture) for picture in story.pictures)
        gallery = f'<figure class="wp-block-gallery">{figures}</figure>' if figures else ""
        texts = _texts(story)
        body = "".join(
            f'<h3 class="wp-block-heading">{text}</h3>' if block.kind == "h" else f"<p>{text}</p>"
            for block, text in zip(story.blocks, texts, strict=True)
        )
        ends = "".join(
            f'<p class="is-style-note">{end}</p>'
            for end in _ends(story, {"source": "Read the original: ", "document": "Get it: "})
        )
        by = (
            f'<span class="byline">{esc(" & ".join(story.authors))}</span> · '
            if story.authors
            else ""
        )
        related = "".join(
            f'<div class="wp-block-column card"><a href="{self.path(other)}">'
            f"<h4>{esc(other.title)}</h4></a>"
            f"<p>{day_of(other):%d/%m/%Y}</p></div>"
            for other in self.model.related(story)
        )
        main = f"""<h1 class="wp-block-site-title"><a href="/">Mining Congress Replica</a></h1>
<div class="wp-block-cover"><h2 class="has-text-align-center">{esc(story.title)}</h2>
<p class="entry-info">{by}<time>{day:%A}, {day.day} {day:%B} {day.year}</time> ·
3 min read</p></div>
<div class="wp-block-group is-layout-flow">{gallery}{body}{ends}</div>
<ul class="wp-block-social-links"><li><a href="https://x.com/intent?u=1">X</a></li>
<li><a href="{self.path(story)}?print=1">Print</a></li></ul>
<div class="wp-block-columns more">{related}</div>"""
        head = (
            f'<link rel="canonical" href="{self.canonical(story)}">'
            '<meta property="og:type" content="website">'
            f'<meta name="description" content="{esc(self.model.excerpt(story))}">'
        )
        document = self._page(story.title, main, head)
        if self.model.special(story) == "charset":
            document.headers["Content-Type"] = "text/html; charset=iso-8859-1"
        if self.model.special(story) == "control":
            document.text = self.model.with_controls(story, document.text)
        return document

    def _item(self, picture: Picture) -> str:
        stem = UPLOADS + picture.file.removesuffix(".jpg")
        return (
            f'<figure class="wp-block-image"><a href="{stem}.jpg" class="lightbox">'
            f'<img src="{stem}-150x150.jpg" '
            f'data-full-url="{stem}.jpg" alt="{esc(picture.alt)}"></a>'
            f'<figcaption class="wp-element-caption">{esc(picture.caption)}'
            f'<br><span class="credit">© {esc(picture.credit)}</span></figcaption></figure>'
        )


class Old2(Old):
    """The date as a little calendar leaf, captions in definition lists."""

    def caption(self, story: Story, picture: Picture) -> str:
        return picture.caption

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        body = []
        for at, (block, text) in enumerate(zip(story.blocks, _texts(story), strict=True)):
            body.append(f"<p><u>{text}</u></p>" if block.kind == "h" else f"<p>{text}</p>")
            if at < len(story.pictures):
                picture = story.pictures[at]
                body.append(
                    f'<dl class="wp-caption alignright"><dt><img src="/wp-content/{picture.file}" '
                    f'alt="{esc(picture.alt)}" /></dt><dd>{esc(picture.caption)} '
                    f"[Photo: {esc(picture.credit)}]</dd></dl>"
                )
        body += [f"<p>{end}</p>" for end in _ends(story, {"source": "via ", "document": "File: "})]
        by = f"<em>posted by {esc(story.authors[0])}</em>" if story.authors else ""
        related = "".join(
            f"<li>{day_of(other):%b %d, %Y}: "
            f'<a href="{self.path(other)}">{esc(other.title)}</a></li>'
            for other in self.model.related(story)
        )
        main = f"""<div class="post"><div class="leaf"><span class="month">{day:%b}</span>
<span class="day">{day.day}</span> <span class="year">{day.year}</span></div>
<h3 class="storytitle">{esc(story.title)}</h3>{by}
<div class="storycontent">{"".join(body)}</div>
<div class="feedback"><a href="#comments">Comments (2)</a>
<a href="{self.path(story)}?print=1">Print</a></div>
<h4>Related posts</h4><ul>{related}</ul></div>"""
        return _finish(self, story, super()._page(story.title, main))


class Soup2(Soup):
    """Everything in one cell, indented by hard spaces, the date below the text."""

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        pictures = "".join(
            f'<IMG SRC="/zdjecia/{picture.file}" ALIGN=left WIDTH=240 ALT="{esc(picture.alt)}">'
            f"<FONT SIZE=1 COLOR=gray><I>{esc(picture.caption)}</I> (Foto: {esc(picture.credit)})"
            "</FONT><BR CLEAR=all>"
            for picture in story.pictures
        )
        body = "".join(
            f"<BR><FONT COLOR=maroon><B>{text}</B></FONT><BR>" if block.kind == "h"
            else f"&nbsp;&nbsp;&nbsp;{text}<BR>\n"
            for block, text in zip(story.blocks, _texts(story), strict=True)
        )  # fmt: skip
        by = f"{esc(story.authors[0])}, " if story.authors else ""
        ends = "".join(
            f"<BR>{end}" for end in _ends(story, {"source": "Źródło: ", "document": "Plik: "})
        )
        related = "".join(
            f'<LI><A HREF="{self.path(other)}">{esc(other.title)}</A> ({day_of(other):%d-%m-%Y})'
            for other in self.model.related(story)
        )
        main = f"""<BIG><B>{esc(story.title)}</B></BIG><BR><BR>{pictures}{body}
<DIV ALIGN=right><I>{by}{day:%d-%m-%Y}</I></DIV>{ends}
<BR><A HREF="{self.path(story)}?print=1">Drukuj</A><HR><B>Zobacz też:</B><UL>{related}</UL>"""
        meta = "utf-8" if self.model.special(story) == "charset" else "windows-1250"
        return _finish(self, story, self._page(story.title, main, meta))


class Bare2(Bare):
    """Not even a heading: the title is the first bold line, <title> the site's name."""

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        by = f"By {esc(' and '.join(story.authors))}, " if story.authors else ""
        body = "<br><br>".join(_texts(story))
        pictures = "".join(
            f'<p><img src="/i/{picture.file}?w=1200" alt="{esc(picture.alt)}"><br>'
            f"<small>{esc(picture.caption)} Source: {esc(picture.credit)}</small></p>"
            for picture in story.pictures
        )
        ends = "".join(
            f"<p>{end}</p>" for end in _ends(story, {"source": "Source: ", "document": "PDF: "})
        )
        related = "".join(
            f'<li><a href="{self.path(other)}">{esc(other.title)}</a> {day_of(other):%d %b %Y}</li>'
            for other in self.model.related(story)
        )
        main = f"""<p><b>{esc(story.title)}</b></p>
<p><small>{by}{day.day} {day:%B} {day.year}</small></p>
{pictures}<div>{body}</div>{ends}<p><a href="{self.path(story)}?print=1">Print</a>
<a href="https://t.me/share?u=x">Telegram</a></p><p>Also of interest</p><ul>{related}</ul>"""
        return _finish(self, story, self._page("Bare", main))
