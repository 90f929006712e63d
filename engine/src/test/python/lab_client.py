"""What the lab's pyvmomi scripts share: connecting, waiting for tasks, failing with a sentence.

Every script is run as: script.py HOST PORT USER, with the password in SENDENSE_LAB_PASSWORD.
"""
import os
import ssl
import sys
import warnings

warnings.simplefilter("ignore")

from pyVim.connect import SmartConnect  # noqa: E402
from pyVmomi import vim, vmodl  # noqa: E402,F401

HOST, PORT, USER = sys.argv[1], int(sys.argv[2]), sys.argv[3]
PASSWORD = os.environ["SENDENSE_LAB_PASSWORD"]


def tls():
    """The lab signs its own certificate; these scripts judge the SOAP, not the trust."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def connect(password=PASSWORD):
    return SmartConnect(host=HOST, port=PORT, user=USER, pwd=password, sslContext=tls())


def check(condition, sentence):
    if not condition:
        print("NOT TRUE: " + sentence)
        sys.exit(1)


def refused(fault, call):
    """Runs a call that must be refused with exactly that fault, and returns the fault."""
    try:
        call()
    except fault as expected:
        check(type(expected) is fault, "%s is a %s" % (type(expected).__name__, fault.__name__))
        return expected
    check(False, "a call was refused with " + fault.__name__)


def finished(task):
    """Waits for a task through the property collector, and returns its info."""
    collector = task._stub.si.content.propertyCollector if hasattr(task._stub, "si") else None
    collector = collector or vim.ServiceInstance("ServiceInstance", task._stub).content.propertyCollector
    query = vmodl.query.PropertyCollector
    spec = query.FilterSpec(
        objectSet=[query.ObjectSpec(obj=task)],
        propSet=[query.PropertySpec(type=vim.Task, pathSet=["info.state"])],
    )
    created = collector.CreateFilter(spec, True)
    try:
        version = ""
        while True:
            update = collector.WaitForUpdatesEx(version, query.WaitOptions(maxWaitSeconds=30))
            check(update is not None, "a task ends within 30 s")
            version = update.version
            for filter_update in update.filterSet:
                for object_update in filter_update.objectSet:
                    for change in object_update.changeSet:
                        if change.val in ("success", "error"):
                            return task.info
    finally:
        created.Destroy()
