"""Where an address is: a link that opens the map of whatever phone it is."""

from urllib.parse import urlencode


def map_url(address: str) -> str:
    """A search for the address; the knowledge has no coordinates, and none are made up."""
    query = urlencode({"api": 1, "query": address})
    return f"https://www.google.com/maps/search/?{query}"
