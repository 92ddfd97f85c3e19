"""An old theme: post-entry divisions, wp-caption pictures, the date only as text, comments."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from tests.annotated import Picture, Story
from tests.replicas.events import UPCOMING, Happening
from tests.replicas.themes import base
from tests.replicas.themes.base import Document, Theme, day_of, esc, ordinal

__all__ = ["Old"]

PER_PAGE = 7
COMMENTS = (
    ("Miner49", "12 November 2026 at 9:14", "Great to read. My father worked there for 30 years."),
    ("R. Sceptic", "13 November 2026 at 22:01", "“Believe it when I see it”, said nobody ever."),
)


class Old(Theme):
    """Pages that were modern once; older posts behind one link, a feed of the newest."""

    content_type = "text/html"
    chunked = True
    validators = "date"
    gone_status = 404
    sloppy_slash = True

    def second(self, story: Story) -> str:
        return f"/archives/{self.model.ids[story.slug]}"

    def offered(self, story: Story) -> list[Story]:
        return self.model.related(story)

    def documents(self) -> dict[str, Document]:
        stories = self.model.stories
        pages = {
            "/": self._home(stories),
            "/agenda/": self._events(),
            "/rss.xml": self._rss(stories),
        }
        for story in stories:
            pages[self.path(story)] = self._article(story)
            if self.model.special(story) == "twice":
                # The same story with nothing in the page that says so.
                pages[self.second(story)] = pages[self.path(story)]
        last = -(-len(stories) // PER_PAGE)
        for number, shown in self.model.chunks(stories, PER_PAGE):
            older = f'<a href="/blog/?page={number + 1}">« Older posts</a>' if number < last else ""
            newer = f'<a href="/blog/?page={number - 1}">Newer posts »</a>' if number > 1 else ""
            main = self._list("Blog", shown) + f'<div class="navi">{older} {newer}</div>'
            pages["/blog/" if number == 1 else f"/blog/?page={number}"] = self._page("Blog", main)
        for tag, shown in self.model.groups().items():
            pages[f"/topics/{tag}/"] = self._page(tag.title(), self._list(f"Topic: {tag}", shown))
        for month, shown in self.model.months().items():
            pages[f"/archives/{month}/"] = self._page(month, self._list(f"Archive {month}", shown))
        rows = "".join(f"<li>{c}: {n} (since {y})</li>" for c, n, y in base.MEMBERS)
        texts = {
            f"/{name}/": (title, _paragraphs(paragraphs))
            for name, (title, paragraphs) in self.texts().items()
        } | {
            "/our-members/": ("Our members", f"<ul>{rows}</ul><p>{base.MEMBERS_DATE}</p>"),
        }
        for path, (title, text) in texts.items():
            main = f'<div class="post-entry page"><h2 class="post-title">{title}</h2>{text}</div>'
            pages[path] = self._page(title, main)
        return pages

    def _page(self, title: str, main: str, head: str = "") -> Document:
        traps = "".join(
            f'<li><a href="{esc(url)}">{words}</a></li>' for url, words in self.trap_links(2)
        )
        return Document(f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>{head or CHARSET}
<title>Old Replica &raquo; {esc(title)}</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml" /></head><body>
<div id="wrap"><div id="header"><h1><a href="/">Old Replica</a></h1>
<p class="tagline">Mining news since 2004</p></div>
<div id="menu"><ul><li><a href="/">Start</a></li><li><a href="/blog/">Blog</a></li>
<li><a href="/about/">About us</a></li><li><a href="/our-members/">Our members</a></li>
<li><a href="/agenda/">Agenda</a></li>
<li><a href="/history/">History</a></li><li><a href="/statutes/">Statutes</a></li></ul></div>
<div id="content">{main}</div>
<div id="sidebar"><div class="widget"><h3>Next WMC Congress</h3><b>World Mining Congress</b><br />
2029<br />{base.BOX_CONGRESS} <a href="/agenda/">Learn more</a></div>
<div class="widget"><h3>Next IOC Meeting</h3><b>IOC / WMC Meeting</b><br />2027<br />
{base.BOX_MEETING} <a href="/agenda/">Learn more</a></div>
<div class="widget"><h3>Recent comments</h3><ul><li>Miner49 on 12 November 2026</li></ul>
</div></div>
<div id="footer">&copy; 2004-2026 Old Replica. <ul>{traps}</ul>
<a href="/privacy/">Privacy</a></div>
</div></body></html>""")

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        number = self.model.ids[story.slug]
        dates = (
            f"Posted on {day:%B} {day.day}, {day.year} by {esc(story.authors[0])}" if story.authors
            else f"{ordinal(day.day)} {day:%B} {day.year}",
            f"Published: {day.day} {day:%B} {day.year} | Filed under Mining",
            f"{day:%A}, {day:%B} {ordinal(day.day)}, {day.year}",
        )  # fmt: skip
        line = dates[0] if story.authors else dates[number % 3]
        body = []
        for at, block in enumerate(story.blocks):
            text = escape(block.text, quote=False)
            for span in block.spans:
                if span.kind == "figure" and span.data["unit"] and number % 2:
                    words = escape(span.data["text"], quote=False)
                    text = text.replace(words, f"<strong>{words}</strong>", 1)
            body.append(_element(block.kind, text, number))
            if at < len(story.pictures):
                body.append(self._picture(story, story.pictures[at]))
            if at == 3 and number % 3 == 0:
                other = self.model.related(story)[0]
                body.append(
                    f'<p><em>See also: <a href="/{other.slug}">{esc(other.title)}</a></em></p>'
                )
        for key in ("source", "document"):
            for line_ in story.extra.get(key, []):
                url, _, words = line_.partition("|")
                body.append(
                    f"<p>{'Via' if key == 'source' else 'File'}: "
                    f'<a href="{url}">{esc(words)}</a></p>'
                )
        if self._plain(story):
            credit = f"Source of feature image: {story.pictures[0].credit}."
            body.append(f"<h4>Source image</h4><p>{credit}</p>")
        related = "".join(
            f'<li><a href="{self.path(other)}">{esc(other.title)}</a>'
            f" <small>{day_of(other):%d %B %Y}</small></li>"
            for other in self.model.related(story)
        )
        tags = ", ".join(f'<a href="/topics/{tag}/">{tag}</a>' for tag in story.tags)
        comments = "".join(
            f'<li class="comment"><cite>{who}</cite> says: <small>{when}</small><p>{what}</p></li>'
            for who, when, what in COMMENTS
        )
        head = CHARSET + f'<link rel="canonical" href="{self.canonical(story)}" />'
        if self.model.special(story) == "charset":
            head = head.replace("utf-8", "iso-8859-2")
        if self.model.special(story) == "twice":
            head = CHARSET
        by = f" by {esc(story.authors[0])}" if story.authors else ""
        top, bottom = f'<div class="post-date">{line}</div>', ""
        if number % 5 == 1:
            top, bottom = "", f"Posted in Mining on {day:%B} {day.day}, {day.year}{by} | "
        update = (
            '<div class="post-update">Last update: November 21, 2026</div>' if number % 3 else ""
        )
        main = f"""<div class="post-entry" id="post-{number}"><h2 class="post-title">
<a href="{self.path(story)}" rel="bookmark">{esc(story.title)}</a></h2>
{top}{update}<div class="post-body">{"".join(body)}</div>
<div class="post-meta">{bottom}
Topics: {tags} | <a href="{self.path(story)}?print=yes">Print this</a> |
<a href="mailto:?body=x">Mail it</a> | <a href="https://twitter.com/home?status=x">Tweet</a></div>
<div class="related"><h3>You may also like</h3><ul>{related}</ul></div></div>
<div id="comments"><h3>2 comments</h3><ol>{comments}</ol>
<h3>Leave a reply</h3><form><textarea></textarea></form></div>"""
        document = self._page(story.title, main, head)
        if self.model.special(story) == "control":
            document.text = self.model.with_controls(story, document.text)
        changed = 2 if self.model.state == 2 and story.slug == self.model.edited.slug else 1
        moment = datetime(2026, 11, 20 + changed, 10, tzinfo=UTC)
        document.headers["Last-Modified"] = format_datetime(moment, usegmt=True)
        return document

    def caption(self, story: Story, picture: Picture) -> str:
        return "" if self._plain(story) else picture.caption

    def _plain(self, story: Story) -> bool:
        """Whether the only picture has no caption, and its credit stands at the story's end."""
        return len(story.pictures) == 1 and story.pictures[0].file.endswith(("-2.jpg", "-3.jpg"))

    def _picture(self, story: Story, picture: Picture) -> str:
        full = f"/wp-content/{picture.file}"
        if self._plain(story):
            return f'<p><img src="{full}" alt="{esc(picture.alt)}" width="640" /></p>'
        small = full.replace(".jpg", "-450x300.jpg")
        credit = (f"(Photo by {picture.credit})", f"Source: {picture.credit}")[
            len(picture.file) % 2
        ]
        return (
            f'<div class="wp-caption alignleft" style="width:460px"><a href="{full}">'
            f'<img src="{small}" alt="{esc(picture.alt)}" width="450" height="300" /></a>'
            f'<p class="wp-caption-text">{esc(picture.caption)} {esc(credit)}</p></div>'
        )

    def _list(self, title: str, stories: list[Story]) -> str:
        items = "".join(
            f"""<div class="post-entry"><h2 class="post-title"><a href="{self.path(story)}">
{esc(story.title)}</a></h2><div class="post-date">{day_of(story).day} {day_of(story):%B %Y}</div>
<p>{esc(self.model.excerpt(story))} <a class="more" href="{self.path(story)}#more">Read more</a></p>
</div>"""
            for story in stories
        )
        return f'<h2 class="pagetitle">{title}</h2>{items}'

    def _home(self, stories: list[Story]) -> Document:
        main = self._list("Latest", stories[:4]) + '<p><a href="/blog/">All posts</a></p>'
        twice = next(story for story in stories if self.model.special(story) == "twice")
        main += f'<p>Most read: <a href="{self.second(twice)}">{esc(twice.title)}</a></p>'
        return self._page("Start", main)

    def _events(self) -> Document:
        rows = "".join(
            f"<tr><td>{esc(happening.listed[1])}</td><td><b>{_linked(happening)}</b></td></tr>"
            for happening in UPCOMING
        )
        return self._page("Agenda", f"<h2>Agenda</h2><table>{rows}</table>")

    def _rss(self, stories: list[Story]) -> Document:
        items = "".join(
            f"<item><title>{esc(story.title)}</title><link>{self.base_url}{self.path(story)}</link></item>"
            for story in stories[:6]
        )
        text = f'<rss version="2.0"><channel><title>Old</title>{items}</channel></rss>'
        return Document(text, {"Content-Type": "text/xml; charset=utf-8"})


CHARSET = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />'


def _paragraphs(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{esc(paragraph)}</p>" for paragraph in paragraphs)


def _element(kind: str, text: str, number: int) -> str:
    """A paragraph, in some stories one without an element of its own."""
    if kind == "h":
        return f"<p><strong>{text}</strong></p>" if number % 2 else f"<h4>{text}</h4>"
    return f"{text}<br /><br />" if number % 4 == 2 else f"<p>{text}</p>"


def _linked(happening: Happening) -> str:
    return f'<a href="/event-{happening.slug}/">{esc(happening.listed[0])}</a>'
