#!/usr/bin/env python3
"""Exit 0 when the web server of this container answers /healthz. For docker-compose.yml."""

import os
import sys
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
try:
    urllib.request.urlopen(request, timeout=4).close()  # noqa: S310 -- http, ours
except OSError as fault:
    sys.exit(f"/healthz: {fault}")
