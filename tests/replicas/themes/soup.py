"""Table soup in windows-1250: fonts, spacers, line breaks for paragraphs, Polish words around."""

from __future__ import annotations

from html import escape

from tests.annotated import Picture, Story
from tests.replicas.events import UPCOMING
from tests.replicas.themes import base
from tests.replicas.themes.base import Document, Theme, day_of, esc

__all__ = ["Soup"]

PER_PAGE = 9
SPACER = '<IMG SRC="/img/spacer.gif" WIDTH=1 HEIGHT=20 ALT="">'
CODE = "windows-1250"
MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
    "października", "listopada", "grudnia",
)  # fmt: skip


class Soup(Theme):
    """No paragraph, no class; the listing is numbered by a parameter, unknown paths answer 200."""

    encoding = CODE
    content_type = "text/html"
    soft_everywhere = True

    def path(self, story: Story) -> str:
        return f"/{story.slug}.html"

    def second(self, story: Story) -> str:
        return f"/index.php?art={self.model.ids[story.slug]}"

    def documents(self) -> dict[str, Document]:
        stories = self.model.stories
        pages = {"/": self._home(stories), "/wydarzenia.html": self._events()}
        for story in stories:
            pages[self.path(story)] = self._article(story)
            if self.model.special(story) == "twice":
                pages[self.second(story)] = pages[self.path(story)]
        last = -(-len(stories) // PER_PAGE)
        for number, shown in self.model.chunks(stories, PER_PAGE):
            links = " | ".join(
                f"<b>{other}</b>" if other == number
                else f'<A HREF="/index.php?dzial=aktualnosci&amp;str={other}">{other}</A>'
                for other in range(1, last + 1)
            )  # fmt: skip
            text = self._list(shown) + f"<TR><TD COLSPAN=2 ALIGN=center>{links}</TD></TR>"
            page = self._page("Aktualności", f"<TABLE>{text}</TABLE>")
            pages[f"/index.php?dzial=aktualnosci&str={number}"] = page
            if number == 1:
                pages["/index.php?dzial=aktualnosci"] = page
        for tag, shown in self.model.groups().items():
            pages[f"/index.php?tag={tag}"] = self._page(tag, f"<TABLE>{self._list(shown)}</TABLE>")
        for month, shown in self.model.months().items():
            page = self._page(month, f"<TABLE>{self._list(shown)}</TABLE>")
            pages[f"/archiwum-{month.replace('/', '-')}.html"] = page
        rows = "".join(f"<TR><TD>{c}</TD><TD>{n}</TD><TD>{y}</TD></TR>" for c, n, y in base.MEMBERS)
        texts = {
            "/czlonkowie.html": ("Members", f"<TABLE>{rows}</TABLE>{base.MEMBERS_DATE}"),
        }
        for name, (title, paragraphs) in self.texts().items():
            texts[f"/{name}.html"] = (title, "<BR><BR>".join(map(esc, paragraphs)))
        for path, (title, text) in texts.items():
            pages[path] = self._page(title, f"<FONT SIZE=5><B>{title}</B></FONT><BR><BR>{text}")
        return pages

    def _page(self, title: str, main: str, meta: str = CODE) -> Document:
        traps = "<BR>".join(
            f'<A HREF="{esc(url)}">{words}</A>' for url, words in self.trap_links(3)
        )
        text = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={meta}">
<TITLE>{esc(title)} - Replika</TITLE></HEAD><BODY BGCOLOR=white>
<TABLE WIDTH=100% CELLPADDING=0><TR><TD COLSPAN=3><IMG SRC="/img/banner.gif" WIDTH=800 HEIGHT=90
ALT="Kongres górniczy"></TD></TR>
<TR><TD VALIGN=top WIDTH=150><TABLE><TR><TD><A HREF="/">Strona główna</A></TD></TR>
<TR><TD><A HREF="/index.php?dzial=aktualnosci">Aktualności</A></TD></TR>
<TR><TD><A HREF="/wydarzenia.html">Wydarzenia</A></TD></TR>
<TR><TD><A HREF="/about.html">O nas</A></TD></TR>
<TR><TD><A HREF="/history.html">Historia</A></TD></TR>
<TR><TD><A HREF="/statutes.html">Statut</A></TD></TR>
<TR><TD><A HREF="/czlonkowie.html">Członkowie</A></TD></TR>
<TR><TD><A HREF="/privacy.html">Prywatność</A></TD></TR></TABLE>{SPACER}
<FONT SIZE=1>{traps}</FONT></TD>
<TD VALIGN=top WIDTH=500>{main}</TD>
<TD VALIGN=top WIDTH=150><TABLE BORDER=1><TR><TD><B>Next WMC Congress</B><BR>
World Mining Congress<BR>
2029<BR>{base.BOX_CONGRESS}<BR><A HREF="/wydarzenia.html">Learn more</A><BR>28th</TD></TR>
<TR><TD><B>Next IOC Meeting</B><BR>IOC / WMC Meeting<BR>2027<BR>{base.BOX_MEETING}<BR>
<A HREF="/wydarzenia.html">Learn more</A></TD></TR></TABLE></TD></TR>
<TR><TD COLSPAN=3><HR><FONT SIZE=1>Copyright 2026-01-01 Replika. Wszelkie prawa zastrzeżone.
</FONT></TD></TR></TABLE></BODY></HTML>"""
        return Document(text, encoding=CODE)

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        number = self.model.ids[story.slug]
        dates = (
            f"{day:%d.%m.%Y}",
            f"{day.day} {day:%B} {day.year}",
            f"({day:%Y-%m-%d})",
            f"{day.day} {MONTHS[day.month - 1]} {day.year} r.",
        )
        parts = []
        for block in story.blocks:
            text = escape(block.text, quote=False)
            parts.append(f"<B>{text}</B>" if block.kind == "h" else text)
        pictures = "".join(self._picture(picture) for picture in story.pictures[:1])
        later = "".join(self._picture(picture) for picture in story.pictures[1:])
        half = len(parts) // 2
        text = (
            "<BR><BR>\n".join(parts[:half]) + f"<BR>{later}<BR>\n" + "<BR><BR>\n".join(parts[half:])
        )
        ends = []
        for key, words in (("source", "Źródło: "), ("document", "Plik: ")):
            for line in story.extra.get(key, []):
                url, _, name = line.partition("|")
                ends.append(f'<FONT SIZE=1>{words}<A HREF="{url}">{esc(name)}</A></FONT>')
        author = f"<I>{esc(story.authors[0])}</I><BR>" if story.authors else ""
        related = "".join(
            f"<TR><TD><FONT SIZE=2>{day_of(other):%d.%m.%Y}</FONT></TD>"
            f'<TD><A HREF="{self.path(other)}">'
            f"{esc(other.title)}</A></TD></TR>"
            for other in self.model.related(story)
        )
        main = f"""<TABLE WIDTH=100%><TR><TD><FONT SIZE=5 COLOR=navy>
<B>{esc(story.title)}</B></FONT></TD></TR>
<TR><TD><FONT SIZE=1 COLOR=gray>{dates[number % 4]}</FONT></TD></TR></TABLE>{SPACER}{pictures}
<TABLE><TR><TD><FONT FACE=Verdana SIZE=2>{author}{text}</FONT></TD></TR>
<TR><TD>{"<BR>".join(ends)}</TD></TR>
<TR><TD><A HREF="{self.path(story)}?print=1"><IMG SRC="/img/print.gif" WIDTH=16 HEIGHT=16></A>
<A HREF="https://www.facebook.com/sharer.php?u=x">
<IMG SRC="/img/fb.gif" WIDTH=16 HEIGHT=16></A></TD></TR>
</TABLE><TABLE BGCOLOR=#eeeeee><TR><TD COLSPAN=2><B>Czytaj także</B></TD></TR>{related}</TABLE>"""
        special = self.model.special(story)
        document = self._page(story.title, main, "utf-8" if special == "charset" else CODE)
        if special == "spoofed":
            link = f'<LINK REL="canonical" HREF="{self.canonical(story)}"></HEAD>'
            document.text = document.text.replace("</HEAD>", link)
        if special == "control":
            document.text = self.model.with_controls(story, document.text)
        return document

    def _picture(self, picture: Picture) -> str:
        credit = ("Fot. {}", "Foto: {}")[len(picture.file) % 2].format(picture.credit)
        if len(picture.credit) % 3 == 0:
            return f"""<CENTER><IMG SRC="/zdjecia/{picture.file}" WIDTH=480 HEIGHT=320><BR>
<I>{esc(picture.caption)}</I><BR><FONT SIZE=1>{esc(credit)}</FONT></CENTER>"""
        return f"""<TABLE ALIGN=right WIDTH=300><TR><TD>
<IMG SRC="/zdjecia/{picture.file}" WIDTH=300 HEIGHT=200
ALT="{esc(picture.alt)}"></TD></TR>
<TR><TD><FONT SIZE=1>{esc(picture.caption)} {esc(credit)}</FONT></TD></TR>
</TABLE>"""

    def _list(self, stories: list[Story]) -> str:
        rows = []
        for story in stories:
            thumb = ""
            if story.pictures:
                name = story.pictures[0].file.replace(".jpg", "_m.jpg")
                thumb = f'<IMG SRC="/zdjecia/{name}" WIDTH=80 HEIGHT=60>'
            rows.append(
                f"<TR><TD>{thumb}</TD><TD><FONT SIZE=1>{day_of(story):%d.%m.%Y}</FONT><BR>"
                f'<A HREF="{self.path(story)}"><B>{esc(story.title)}</B></A><BR>'
                f"{esc(self.model.excerpt(story))}</TD></TR>"
            )
        return "".join(rows)

    def _home(self, stories: list[Story]) -> Document:
        twice = next(story for story in stories if self.model.special(story) == "twice")
        months = " ".join(
            f'<A HREF="/archiwum-{month.replace("/", "-")}.html">{month}</A>'
            for month in self.model.months()
        )
        tags = " ".join(f'<A HREF="/index.php?tag={tag}">{tag}</A>' for tag in self.model.groups())
        main = f"""<TABLE>{self._list(stories[:4])}</TABLE>
<A HREF="{self.second(twice)}">Polecamy</A>
<BR>Archiwum: {months}<BR>Tagi: {tags}"""
        return self._page("Strona główna", main)

    def _events(self) -> Document:
        lines = "<BR><BR>".join(
            f'<A HREF="/event-{happening.slug}.html">'
            f"<B>{esc(happening.listed[0])}</B></A><BR>{esc(happening.listed[1])}"
            for happening in UPCOMING
        )
        return self._page("Events", f"<FONT SIZE=5>Events</FONT><BR><BR>{lines}")
