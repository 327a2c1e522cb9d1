"""The public portal: check an agency, a vacancy, a card; learn the lawful way."""
