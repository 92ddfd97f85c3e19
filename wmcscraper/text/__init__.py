"""Plain text in, quotes, figures, dates and event statements out."""
