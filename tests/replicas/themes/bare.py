"""No classes at all: bare divisions, sections and paragraphs; a listing that loads more."""

from __future__ import annotations

from html import escape

from tests.annotated import Picture, Story
from tests.replicas.events import UPCOMING
from tests.replicas.themes import base
from tests.replicas.themes.base import Document, Theme, day_of, esc, ordinal

__all__ = ["Bare"]

PER_PAGE = 8


class Bare(Theme):
    """Only the order of the elements tells what they are."""

    content_type = "text/html"
    chunked = True
    gone_status = 404
    validators = "weak"

    def second(self, story: Story) -> str:
        return f"/read/{self.model.ids[story.slug]}/"

    def documents(self) -> dict[str, Document]:
        stories = self.model.stories
        pages = {"/": self._home(stories), "/happenings/": self._events()}
        for story in stories:
            pages[self.path(story)] = self._article(story)
            if self.model.special(story) == "twice":
                pages[self.second(story)] = pages[self.path(story)]
        last = -(-len(stories) // PER_PAGE)
        for number, shown in self.model.chunks(stories, PER_PAGE):
            items = "".join(self._teaser(story) for story in shown)
            more = (
                f'<button data-url="/more/{number + 1}">Load more</button>' if number < last else ""
            )
            if number == 1:
                main = f"<h1>Reading room</h1><div>{items}</div>{more}"
                pages["/all/"] = self._page("Reading room", main)
            else:
                pages[f"/more/{number}"] = Document(f"<div>{items}</div>{more}")
        for tag, shown in self.model.groups().items():
            items = "".join(self._teaser(story) for story in shown)
            pages[f"/on/{tag}/"] = self._page(tag.title(), f"<h1>{tag.title()}</h1>{items}")
        for month, shown in self.model.months().items():
            items = "".join(self._teaser(story) for story in shown)
            pages[f"/{month}/"] = self._page(month, f"<h1>{month}</h1>{items}")
        rows = "".join(f"<div>{c} – {n} – {y}</div>" for c, n, y in base.MEMBERS)
        texts = {
            "/people/": ("People", f"{rows}<div>{base.MEMBERS_DATE}</div>"),
        }
        for name, (title, paragraphs) in self.texts().items():
            texts[f"/{name}/"] = (title, _paragraphs(paragraphs))
        for path, (title, text) in texts.items():
            pages[path] = self._page(title, f"<h1>{title}</h1>{text}")
        return pages

    def _page(self, title: str, main: str) -> Document:
        traps = "".join(f'<a href="{esc(url)}">{words}</a> ' for url, words in self.trap_links(4))
        return Document(f"""<!doctype html><html><head><title>{esc(title)}</title></head><body>
<div><div><a href="/">Bare</a></div>
<div><a href="/all/">Reading room</a> <a href="/about/">Who we are</a>
<a href="/happenings/">Happenings</a> <a href="/history/">History</a>
<a href="/statutes/">Rules</a>
<a href="/people/">People</a></div></div>
<section>{main}</section>
<section><div><div>Next WMC Congress</div><div>World Mining Congress</div><div>2029</div>
<p>{base.BOX_CONGRESS}</p><a href="/happenings/">Learn more</a><div>28th</div></div>
<div><div>Next IOC Meeting</div><div>IOC / WMC Meeting</div><div>2027</div><p>{base.BOX_MEETING}</p>
<a href="/happenings/">Learn more</a></div></section>
<section><div>© 2026 Bare. Page updated on 21 November 2026.</div>
<div>{traps}<a href="/privacy/">Your data</a></div></section>
</body></html>""")

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        number = self.model.ids[story.slug]
        dates = (
            f"{ordinal(day.day)} {day:%B} {day.year}",
            f"{day:%b} {day.day}, {day.year}",
            f"{day:%Y-%m-%d}",
        )
        date = f"<div>{dates[number % 3]}</div>"
        byline = f"<div>By {esc(story.authors[0])}</div>" if story.authors else ""
        body = []
        pictures = [self._picture(picture, at) for at, picture in enumerate(story.pictures)]
        for at, block in enumerate(story.blocks):
            text = escape(block.text, quote=False)
            tag = "h3" if block.kind == "h" else ("p", "div")[number % 4 == 0]
            if number % 3 == 2 and tag != "h3":
                text = f"<div>{text}</div>" if tag == "div" else f"<span>{text}</span>"
            body.append(f"<{tag}>{text}</{tag}>")
            if at == 1:
                body.extend(pictures)
        for key, words in (("source", "Read it at the source: "), ("document", "More: ")):
            for line in story.extra.get(key, []):
                url, _, name = line.partition("|")
                body.append(f'<div>{words}<a href="{url}">{esc(name)}</a></div>')
        related = "".join(self._teaser(other) for other in self.model.related(story))
        before, after = (date, "") if number % 5 else ("", date)
        tags = " ".join(f'<a href="/on/{tag}/">{tag}</a>' for tag in story.tags)
        main = f"""<div><h1>{esc(story.title)}</h1>{before}{byline}<div>{"".join(body)}</div>{after}
<div>{tags}</div><div><a href="{self.path(story)}?print=1">Print</a>
<a href="https://www.linkedin.com/sharing?u=x">LinkedIn</a> <a href="https://wa.me/?text=x">WhatsApp</a></div>
</div><div><h2>More to read</h2>{related}</div>"""
        document = self._page(story.title, main)
        special = self.model.special(story)
        if special == "charset":
            document.text = document.text.replace("<head>", '<head><meta charset="us-ascii">')
        if special == "spoofed":
            link = f'<head><link rel="canonical" href="{self.canonical(story)}">'
            document.text = document.text.replace("<head>", link)
        if special == "control":
            document.text = self.model.with_controls(story, document.text)
        return document

    def _picture(self, picture: Picture, at: int) -> str:
        words = (
            f"{picture.caption} © {picture.credit}",
            f"{picture.caption} Picture: {picture.credit}",
        )
        if len(picture.credit) % 3 == 0:
            return (
                f'<p><img src="/i/{picture.file}?w=1200" alt="{esc(picture.alt)}"></p>'
                f"<p><small>{esc(picture.caption)} (Source: {esc(picture.credit)})</small></p>"
            )
        return (
            f'<div><img src="/i/{picture.file}?w=1200" srcset="/i/{picture.file}?w=400 400w, '
            f'/i/{picture.file}?w=1200 1200w" alt="{esc(picture.alt)}"><div>'
            f"{esc(words[len(picture.file) % 2])}</div></div>"
            '<img src="/i/pixel.gif" width="1" height="1" alt="">'
        )

    def _teaser(self, story: Story) -> str:
        day = day_of(story)
        thumb = f'<img src="/i/{story.pictures[0].file}?w=200" alt="">' if story.pictures else ""
        return f"""<div>{thumb}<div>{ordinal(day.day)} {day:%B} {day.year}</div>
<a href="{self.path(story)}">{esc(story.title)}</a><p>{esc(self.model.excerpt(story))}</p></div>"""

    def _home(self, stories: list[Story]) -> Document:
        twice = next(story for story in stories if self.model.special(story) == "twice")
        items = "".join(self._teaser(story) for story in stories[:3])
        months = " ".join(f'<a href="/{month}/">{month}</a>' for month in self.model.months())
        main = f"""<h1>Bare</h1><p>A place for mining news.</p>{items}
<p><a href="{self.second(twice)}">Today’s choice</a></p><div>{months}</div>"""
        return self._page("Bare", main)

    def _events(self) -> Document:
        items = "".join(
            f'<section><h2><a href="/event-{happening.slug}/">'
            f"{esc(happening.listed[0])}</a></h2><p>{esc(happening.listed[1])}</p></section>"
            for happening in UPCOMING
        )
        return self._page("Happenings", f"<h1>Happenings</h1>{items}")


def _paragraphs(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{esc(paragraph)}</p>" for paragraph in paragraphs)
