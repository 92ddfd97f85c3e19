"""Who is told how a run went: by mail, by a webhook, by a file for Prometheus."""

from wmcscraper.alerts.news import RunNews
from wmcscraper.alerts.send import tell

__all__ = ["RunNews", "tell"]
