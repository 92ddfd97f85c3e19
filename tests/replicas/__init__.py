"""Four replicas of one invented news site in unrelated markups, and what a crawl makes of them."""
