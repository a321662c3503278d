"""Types what a page of the documentation says, and compares what comes back with what the page says comes back.

usage: tutorial.py PAGE URL PASSWORD_FILE

At the heading that stops the daemon it prints "restart", and goes on when it reads the new URL.
"""

import doctest
import re
import sys
import time
import urllib.parse
import xmlrpc.client

page, url, password_file = sys.argv[1:]
text = open(page, encoding="utf-8").read()
text = text.replace("http://127.0.0.1:8080", url).replace("/var/lib/xapid/root-password", password_file)
address = urllib.parse.urlsplit(url)
text = text.replace('("127.0.0.1", 8080)', repr((address.hostname, address.port)))
before, after = re.split(r"(?m)^## [0-9]+\. Stop the daemon.*$", text)
names = {}


def type_in(part, name):
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    examples = doctest.DocTestParser().get_doctest(part, names, name, page, 0)
    runner.run(examples, clear_globs=False)
    names.update(examples.globs)
    if runner.failures:
        sys.exit("the page is not true")
    print("typed", len(examples.examples))


def wait_until_the_guest_reports():
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        metrics = names["api"].VM.get_guest_metrics(names["session"], names["guest"])["Value"]
        version = names["api"].VM_guest_metrics.get_os_version(names["session"], metrics)
        if version.get("Value"):
            return
        time.sleep(0.1)
    sys.exit("the guest says nothing")


start, report = before.split("After some seconds")
type_in(start, "until it runs")
wait_until_the_guest_reports()
type_in(report, "what it says")
print("restart", flush=True)
names["api"] = xmlrpc.client.ServerProxy(sys.stdin.readline().strip())
type_in(after, "after the restart")
print("all true")
