"""Views of the desk: parse, call a selector or an action, render."""
