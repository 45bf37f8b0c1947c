"""Systems outside redcard: what they send, and what comes back."""
