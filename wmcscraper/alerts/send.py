"""Tells all whom the settings name. What fails here is logged and counted, and nothing else."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from functools import partial
from typing import Any

from scrapy.settings import BaseSettings

from wmcscraper.alerts.mail import MailServer, message_of, send_mail
from wmcscraper.alerts.news import RunNews
from wmcscraper.alerts.prometheus import write
from wmcscraper.alerts.webhook import post
from wmcscraper.paths import project_path

__all__ = ["tell"]

logger = logging.getLogger(__name__)


def tell(
    news: RunNews, settings: BaseSettings, *, count: Callable[[str], Any], brief: bool
) -> None:
    """Mail, webhook and Prometheus file, as the settings say.

    ``count`` is called with 'mail', 'webhook' or 'prometheus' for each that failed. ``brief``: the
    run was told to end at once, so nobody is waited for.
    """
    for name, send in _ways(news, settings, brief=brief):
        try:
            send()
        except (OSError, ValueError, smtplib.SMTPException) as error:
            logger.error("The news of the run could not be told (%s): %s", name, error)
            count(name)


def _ways(
    news: RunNews, settings: BaseSettings, *, brief: bool
) -> list[tuple[str, Callable[[], Any]]]:
    ways: list[tuple[str, Callable[[], Any]]] = []
    if file := settings.get("WMC_PROMETHEUS_FILE"):
        ways.append(("prometheus", partial(write, news, project_path(file))))
    wanted = news.is_new or (settings.get("WMC_ALERT_ON") == "always")
    if brief or not wanted:
        return ways
    seconds = settings.getfloat("WMC_ALERT_TIMEOUT")
    if recipients := settings.getlist("WMC_ALERT_MAIL"):
        server = MailServer(
            settings["WMC_MAIL_HOST"],
            settings.getint("WMC_MAIL_PORT"),
            settings["WMC_MAIL_SECURITY"],
            settings["WMC_MAIL_USER"],
            settings["WMC_MAIL_PASSWORD"],
        )

        def mail() -> None:
            message = message_of(news, settings["WMC_MAIL_FROM"], recipients)
            send_mail(message, server, seconds=seconds)

        ways.append(("mail", mail))
    if url := settings.get("WMC_WEBHOOK_URL"):
        agent = str(settings["USER_AGENT"])
        ways.append(("webhook", partial(post, news, url, seconds=seconds, contact=agent)))
    return ways
