"""Views of the portal: parse, call a selector or an action, render."""
