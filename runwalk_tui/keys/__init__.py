"""The keys that a runner can change: what they are called, what they do, and what settings.toml says of them."""
