"""Page → one field each. Each module has ``extract``; none fetches, writes or reads a clock."""
