"""Tables of Statistics Norway's Statbank (SSB), as its service answers and as people save them from its web page."""
