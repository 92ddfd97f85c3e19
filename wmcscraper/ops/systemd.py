"""Jobs as units of systemd."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from wmcscraper.ops.cron import QUIET
from wmcscraper.ops.jobs import KILL_AFTER, Job, Place

__all__ = ["FOLDER", "units"]

FOLDER = Path("/etc/systemd/system")
_DEFAULT_HOOK = "/usr/bin/logger -p daemon.err -t wmcscraper"
_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")

_SERVICE = """\
[Unit]
Description=wmcscraper: {what}
Wants=network-online.target
After=network-online.target
OnFailure={prefix}-failed@%n.service

[Service]
Type=oneshot
User={user}
WorkingDirectory={folder}
ExecStart={command}
# Interrupted by a shutdown, or still running by hand: nobody's fault.
SuccessExitStatus={quiet}
# A stop saves what was found and ends within seconds; the kill is for a run that hangs.
KillMode=mixed
TimeoutStopSec=60
TimeoutStartSec={limit}
Nice=10
IOSchedulingPriority=7
Environment=PYTHONDONTWRITEBYTECODE=1
# It reads the system, writes its own data, and asks the network: nothing else.
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writes}
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
_TIMER = """\
[Unit]
Description=wmcscraper: {what}, by the clock

[Timer]
{calendar}
RandomizedDelaySec={jitter}
# After a time without power, the run that was missed is made up for.
Persistent=true

[Install]
WantedBy=timers.target
"""
_FAILED = """\
[Unit]
Description=wmcscraper: tells that %i failed

[Service]
Type=oneshot
User={user}
ExecStart={hook} "%i failed: journalctl -u %i"
"""


def units(
    jobs: Sequence[Job], place: Place, user: str, on_failure: str | None = None
) -> dict[str, str]:
    """Texts of units by file name: a service and a timer for each job, and who tells of failures.

    ``on_failure`` is a command, given a line that says which unit failed as its last argument.
    """
    prefix = "wmcscraper"
    found = {}
    for job in jobs:
        what = job.what.replace("%", "%%")
        found[f"{prefix}-{job.name}.service"] = _SERVICE.format(
            what=what,
            prefix=prefix,
            user=user,
            folder=str(place.folder).replace("%", "%%"),
            command=" ".join(map(_quoted, (str(place.python), *job.command))),
            quiet=" ".join(map(str, filter(None, QUIET))),
            limit=job.budget + KILL_AFTER if job.budget else "infinity",
            writes=_writes(job, place),
        )
        found[f"{prefix}-{job.name}.timer"] = _TIMER.format(
            what=what,
            calendar="\n".join(
                f"OnCalendar=*-*-* {hour:02}:{minute:02}:00" for hour, minute in job.times
            ),
            jitter=job.jitter,
        )
    found[f"{prefix}-failed@.service"] = _FAILED.format(user=user, hook=on_failure or _DEFAULT_HOOK)
    return found


def _writes(job: Job, place: Place) -> str:
    """Folders that a unit may write; the minus says that one may not be there yet."""
    data = place.database.parent
    more = dict.fromkeys([place.archive, place.logs, *job.writes])
    return " ".join([_quoted(str(data)), *(_quoted(f"-{path}") for path in more)])


def _quoted(word: str) -> str:
    """A word of a command line as systemd reads it: no specifiers, no variables, no escapes."""
    word = word.replace("%", "%%")
    if _PLAIN.fullmatch(word):
        return word
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{word}"'
