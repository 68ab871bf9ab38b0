"""The nouns: what is asked, what lies on the bench, which rules hold, the plan."""
