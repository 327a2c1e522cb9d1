"""The ``rantau`` command: a door like the web and the API. It parses, calls an action or a selector, and prints."""
