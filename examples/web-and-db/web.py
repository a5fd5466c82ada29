"""A site that is as well as its database: web.py PORT"""

import http.server
import os
import subprocess
import sys

QUERY = ["psql", "-h", os.getcwd(), "-U", "web", "-At", "-c", "select version()", "postgres"]


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        answer = subprocess.run(QUERY, capture_output=True, text=True, timeout=5)
        well = answer.returncode == 0
        self.send_response(200 if well else 503)
        self.end_headers()
        self.wfile.write((answer.stdout if well else "no database\n").encode())


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Site).serve_forever()
