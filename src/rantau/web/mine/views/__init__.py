"""Views of a person's own space: parse, call a selector or an action, render."""
