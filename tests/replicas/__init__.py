"""Four replicas of one invented news site in unrelated markups, and what a crawl makes of them.

Each has a second make of its story pages (block2, old2 …), two states, and the same traps.

- ``python -m tests.replicas.score [--theme soup] [--seed 3] [--failed]`` crawls them with the real
  spiders, once in each state, and prints every measure with what is asked for.
- ``python -m tests.replicas.offline`` reads their pages with the extraction alone: a few seconds.

Where what is: ``words.toml`` the raw material, ``writer`` and ``figures`` make annotated stories of
it, ``model`` is a site apart from its markup, ``themes`` its markups, ``events`` the truth about
events, ``traps`` what a crawler must survive, ``replica`` serves it all, ``measures`` compare.
"""
