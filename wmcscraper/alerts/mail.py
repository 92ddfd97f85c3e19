"""A mail about a run that failed, or on whose site something broke.

Scrapy's own mail module is deprecated; the standard library sends as well.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from wmcscraper.alerts.news import RunNews

__all__ = ["MailServer", "message_of", "send_mail"]

_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    security: str = ""
    """'starttls', 'tls' (from the first byte) or '' (none: for the machine's own server)."""
    user: str = ""
    password: str = ""


def message_of(news: RunNews, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """The mail: the verdict in the subject, the summary in the text."""
    message = EmailMessage()
    subject = " ".join(f"{news.spider} on {news.site}: {news.verdict}".split())
    message["Subject"] = subject[:_SUBJECT]
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="wmcscraper.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{news.summary}\n\nMore: scrapy health {news.site}\n")
    return message


def send_mail(message: EmailMessage, server: MailServer, *, seconds: float) -> None:
    """Hand a mail in. Raises OSError or SMTPException."""
    context = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=seconds, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=seconds)
    with connection:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(message)
