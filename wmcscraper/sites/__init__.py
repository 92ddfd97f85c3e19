"""What is known of single sites, as data. Extraction needs none of it."""
