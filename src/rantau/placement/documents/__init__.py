"""What proves a step: papers, medicals, insurance, passport, visa."""
