"""`python -m rantau_verify`."""

import sys

from rantau_verify.cli import main

sys.exit(main())
