"""The rulebook: law as dated data, and the pure function that judges one dossier by it.

Owns no table and knows no framework: facts go in, an assessment comes out. Everything a law says
(requirements, order, ages, ceilings, hours, closed countries) is a row of a pack under ``indonesia/``;
the code here reads rows and never repeats them.
"""
