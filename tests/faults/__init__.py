"""A web server that does everything that a server should not, and crawls of it."""
