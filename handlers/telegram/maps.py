"""Where an address is: a link that opens the map of whatever phone it is."""

from urllib.parse import urlencode


def map_url(address: str) -> str:
    """A search for the address: coordinates are not made up."""
    query = urlencode({"api": 1, "query": address})
    return f"https://www.google.com/maps/search/?{query}"
