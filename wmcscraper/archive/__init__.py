"""The archive: the bytes of every page in WARC files, written, found, checked and read again."""
