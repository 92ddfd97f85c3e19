"""The World Mining Congress, at AGH University of Krakow."""

__all__ = ["START_URL"]

START_URL = "https://wmc.agh.edu.pl/"
