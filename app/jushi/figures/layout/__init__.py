"""Tables as offices lay them out: a grid of raw cells in, cells that know what they say out."""
