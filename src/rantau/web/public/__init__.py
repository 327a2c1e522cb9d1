"""The public portal. Three daily jobs: learn the lawful way, check before paying, register oneself on a phone."""
