"""One vocabulary, one pipe: the facts that redcard knows, and how they reach and leave the log."""
