"""Where files of the project are, wherever a command is called from."""

from __future__ import annotations

from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

__all__ = ["project_path"]


def project_path(path: str | Path) -> Path:
    """``path`` if absolute, else relative to the folder of ``scrapy.cfg`` (or of the caller)."""
    config = closest_scrapy_cfg()
    base = Path(config).parent if config else Path.cwd()
    return base / Path(path).expanduser()
