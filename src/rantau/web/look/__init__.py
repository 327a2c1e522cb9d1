"""The shared look of every page: layouts, components, form fields, words and numbers, translations."""
