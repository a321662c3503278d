#!/usr/bin/python3
"""The story of one guest, told with an unmodified XenAPI.py.

Usage: story.py MODULE_DIR URL PASSWORD TEMPLATE rfb|vt100
The last says which console the guest has. MODULE_DIR holds the XenAPI.py to use. Prints one line for each thing that held; exits with 1 at the first that did not.
"""
import socket
import ssl
import sys
import time
import urllib.parse
import xmlrpc.client

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import XenAPI  # noqa: E402  (the path above decides which one)

URL, PASSWORD, TEMPLATE, CONSOLE = sys.argv[2:6]
DEADLINE = 120
NULL = "OpaqueRef:NULL"


def say(what):
    print("held: " + what, flush=True)


def check(condition, what):
    if not condition:
        print("FAILED: " + what, flush=True)
        sys.exit(1)
    say(what)


def refused(call, *args):
    try:
        call(*args)
    except XenAPI.Failure as failure:
        return list(failure.details)
    check(False, "a refusal was expected")


def login(password=PASSWORD):
    session = XenAPI.Session(URL)
    session.xenapi.login_with_password("root", password, "1.0", "story.py")
    return session


class Events:
    """Follows some classes with event.from and remembers what came, in order."""

    def __init__(self, session, classes):
        self.session, self.classes, self.token, self.seen, self.position = session, classes, "", [], 0
        self.more(0.1)
        self.seen.clear()

    def more(self, timeout):
        batch = getattr(self.session.xenapi.event, "from")(self.classes, self.token, float(timeout))
        self.token = batch["token"]
        self.seen.extend(batch["events"])

    def until(self, what, predicate):
        """Waits for such an event behind the one waited for last."""
        end = time.time() + DEADLINE
        while True:
            while self.position < len(self.seen):
                event = self.seen[self.position]
                self.position += 1
                if predicate(event):
                    say("event: " + what)
                    return
            check_time(end, "event: " + what)
            self.more(5)


def check_time(end, what):
    if time.time() > end:
        check(False, what + " (in time)")


def until(what, predicate):
    end = time.time() + DEADLINE
    while not predicate():
        check_time(end, what)
        time.sleep(0.05)
    say(what)


def task_ends(session, task):
    until("task ends", lambda: session.xenapi.task.get_status(task) != "pending")
    status, result = session.xenapi.task.get_status(task), session.xenapi.task.get_result(task)
    error = session.xenapi.task.get_error_info(task)
    session.xenapi.task.destroy(task)
    check(status == "success", "task succeeds %s" % (error or ""))
    return result


def console_says(location, session):
    """Follows a console's location as viewers do: the answer's first line, and the first that the console sends."""
    url = urllib.parse.urlsplit(location)
    plain = socket.create_connection((url.hostname, url.port or 443), timeout=DEADLINE)
    with ssl.create_default_context().wrap_socket(plain, server_hostname=url.hostname) as console:
        request = "CONNECT %s?%s&session_id=%s HTTP/1.0\r\n\r\n" % (url.path, url.query, session)
        console.sendall(request.encode())
        with console.makefile("rb") as stream:
            status = stream.readline().strip()
            while stream.readline().strip():
                pass
            return status, stream.readline()


def power(event, state):
    return event["class"] == "vm" and event["operation"] == "mod" and event["snapshot"]["power_state"] == state


def main():
    check(refused(login, PASSWORD + "x")[0] == "SESSION_AUTHENTICATION_FAILED", "wrong password is refused")
    session = login()
    api = session.xenapi
    say("login")

    # system.listMethods has no envelope, so it is read raw
    methods = xmlrpc.client.ServerProxy(URL).system.listMethods()
    check(len(methods) > 1500, "system.listMethods lists the API")
    for name in sorted(m for m in methods if m.endswith(".get_all_records")):
        try:
            records = session.xenapi_request(name, ())
        except XenAPI.Failure as failure:
            check(failure.details[0] == "MESSAGE_REMOVED", name + " answers")
            continue
        for ref, record in records.items():
            check_quiet(ref.startswith("OpaqueRef:"), name)
            check_quiet(record.get("uuid") is not None, name + " records have a uuid")
    say("inventory of every class")

    pool = api.pool.get_all()[0]
    host = api.pool.get_master(pool)
    template = api.VM.get_by_name_label(TEMPLATE)[0]
    sr = api.pool.get_default_SR(pool)
    network = api.network.create({"name_label": "story", "name_description": "", "MTU": "1500", "other_config": {}})
    events = Events(session, ["vm", "vbd", "vif"])

    vm = api.VM.clone(template, "story")
    api.VM.provision(vm)
    check(api.VM.get_is_a_template(vm) is False, "provision makes it a guest")
    events.until("vm add", lambda e: e["class"] == "vm" and e["operation"] == "add" and e["ref"] == vm)
    vdi = api.VDI.create({"name_label": "story disk", "name_description": "", "SR": sr, "virtual_size": str(64 << 20),
                          "type": "user", "sharable": False, "read_only": False, "other_config": {}})
    vbd = api.VBD.create({"VM": vm, "VDI": vdi, "userdevice": "1", "bootable": False, "mode": "RW", "type": "Disk",
                          "empty": False, "other_config": {}, "qos_algorithm_type": "", "qos_algorithm_params": {}})
    vif = api.VIF.create({"device": "0", "network": network, "VM": vm, "MAC": "", "MTU": "1500", "other_config": {},
                          "qos_algorithm_type": "", "qos_algorithm_params": {}})
    check(vbd in api.VM.get_VBDs(vm) and vif in api.VM.get_VIFs(vm), "devices hang on the guest")
    check("start" in api.VM.get_allowed_operations(vm), "start is allowed")

    api.VM.start(vm, False, False)
    check(api.VM.get_power_state(vm) == "Running", "the guest runs")
    events.until("vm runs", lambda e: e["ref"] == vm and power(e, "Running"))
    check(api.VM.get_resident_on(vm) == host, "it is resident on the host")
    check(api.VBD.get_currently_attached(vbd) is True, "its disk is attached")
    check(api.VIF.get_currently_attached(vif) is True, "its interface is attached")
    consoles = [api.console.get_record(c) for c in api.VM.get_consoles(vm)]
    places = [c["location"] for c in consoles if c["protocol"] == CONSOLE]
    check(len(places) == 1, "it has a console")
    status, first = console_says(places[0], session._session)
    check(status == b"HTTP/1.1 200 OK", "its console is where its location says %s" % status)
    check(first == b"RFB 003.008\n" if CONSOLE == "rfb" else first, "its console speaks %s" % first)
    details = refused(api.VM.start, vm, False, False)
    check(details == ["VM_BAD_POWER_STATE", vm, "halted", "running"], "a second start is refused exactly")
    until("the guest reports", lambda: api.VM.get_guest_metrics(vm) != NULL)

    api.VM.pause(vm)
    check(api.VM.get_power_state(vm) == "Paused", "the guest is paused")
    events.until("vm pauses", lambda e: e["ref"] == vm and power(e, "Paused"))
    api.VM.unpause(vm)
    events.until("vm runs again", lambda e: e["ref"] == vm and power(e, "Running"))
    task = session.xenapi_request("Async.VM.clean_shutdown", (vm,))
    check(task.startswith("OpaqueRef:"), "an asynchronous call answers a task")
    check(task_ends(session, task) in ("", "<value></value>"), "its result is void")
    check(api.VM.get_power_state(vm) == "Halted", "the guest is halted")
    events.until("vm halts", lambda e: e["ref"] == vm and power(e, "Halted"))

    task = session.xenapi_request("Async.VM.start", (vm, False, False))
    task_ends(session, task)
    events.until("vm runs once more", lambda e: e["ref"] == vm and power(e, "Running"))
    api.VM.hard_reboot(vm)
    api.VM.hard_shutdown(vm)
    check(api.VM.get_power_state(vm) == "Halted", "the guest is halted hard")
    events.until("vm is halted hard", lambda e: e["ref"] == vm and power(e, "Halted"))
    api.VBD.destroy(vbd)
    api.VDI.destroy(vdi)
    api.VIF.destroy(vif)
    api.VM.destroy(vm)
    api.network.destroy(network)
    events.until("vm del", lambda e: e["class"] == "vm" and e["operation"] == "del" and e["ref"] == vm)
    check(refused(api.VM.get_record, vm) == ["HANDLE_INVALID", "VM", vm], "the guest is gone")

    order = [e["snapshot"]["power_state"] for e in events.seen if e["ref"] == vm and "snapshot" in e]
    changes = [state for i, state in enumerate(order) if i == 0 or state != order[i - 1]]
    expected = ["Halted", "Running", "Paused", "Running", "Halted", "Running", "Halted"]
    check(changes == expected, "events came in order %s" % changes)

    reference = session._session
    api.session.logout()
    late = XenAPI.Session(URL)
    late._session = reference
    try:
        late.xenapi.VM.get_all()
        check(False, "use after logout is refused")
    except XenAPI.Failure as failure:
        check(failure.details[0] == "SESSION_INVALID", "use after logout is refused")
    except Exception as other:  # the binding tries to log in again by itself and has no credentials
        check(late.last_login_method is None, "use after logout is refused: %r" % other)
    print("story told", flush=True)


def check_quiet(condition, what):
    if not condition:
        check(False, what)


main()
