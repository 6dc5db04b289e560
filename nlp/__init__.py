"""From an Article to a Story: what the article says, where and how sure that is."""
