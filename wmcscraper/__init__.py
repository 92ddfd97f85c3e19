"""wmcscraper: news pages in; articles, quotes, figures and events out."""
