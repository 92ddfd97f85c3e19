"""``python -m tests.sample_site``: write the sample site and its expected content."""

from tests.sample_site.build import write

write()
