"""Prints the HCL on standard input as JSON, as python-hcl2 reads it."""
import json
import sys

import hcl2

json.dump(hcl2.loads(sys.stdin.read()), sys.stdout)
