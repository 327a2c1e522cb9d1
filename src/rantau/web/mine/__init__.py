"""A person's own space. Three daily jobs: see what is missing and bring it; know what it costs and what the contract
says; know who opened the file, and ask for help.
"""
