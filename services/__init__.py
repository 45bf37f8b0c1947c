"""The services: each hears, decides and says; none imports another."""
