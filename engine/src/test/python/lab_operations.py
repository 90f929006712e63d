"""Operations of the lab that a backup uses only in passing, each called by pyvmomi."""
import http.client
import threading
import urllib.parse
import xml.etree.ElementTree as ElementTree

from lab_client import HOST, PORT, USER, check, connect, finished, refused, tls
from pyVmomi import vim, vmodl

service = connect()
content = service.content
manager = content.sessionManager
query = vmodl.query.PropertyCollector

# SessionIsActive
other = connect()
key = other.content.sessionManager.currentSession.key
check(manager.SessionIsActive(sessionID=key, userName=USER), "another session is active")
check(not manager.SessionIsActive(sessionID=key, userName="nobody"), "it is nobody else's")
other.content.sessionManager.Logout()
check(not manager.SessionIsActive(sessionID=key, userName=USER), "a session that was left is not active")

# RetrievePropertiesEx and CancelRetrievePropertiesEx
view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
spec = query.FilterSpec(
    objectSet=[
        query.ObjectSpec(
            obj=view, skip=True,
            selectSet=[query.TraversalSpec(type=vim.view.ContainerView, path="view", skip=False)],
        )
    ],
    propSet=[query.PropertySpec(type=vim.VirtualMachine, pathSet=["name"])],
)
page = content.propertyCollector.RetrievePropertiesEx([spec], query.RetrieveOptions(maxObjects=3))
check(page.token and len(page.objects) == 3, "the first page has three objects and more follow")
content.propertyCollector.CancelRetrievePropertiesEx(page.token)
refused(vmodl.fault.InvalidArgument, lambda: content.propertyCollector.ContinueRetrievePropertiesEx(page.token))

# CreatePropertyCollector, CancelWaitForUpdates, DestroyPropertyCollector
collector = content.propertyCollector.CreatePropertyCollector()
kept = collector.CreateFilter(spec, False)
first = collector.WaitForUpdatesEx("", query.WaitOptions(maxWaitSeconds=10))
check(first is not None and first.version, "the first update comes at once")
ends = []


def wait():
    try:
        collector.WaitForUpdatesEx(first.version, query.WaitOptions(maxWaitSeconds=60))
        ends.append("an answer")
    except vmodl.fault.RequestCanceled:
        ends.append("cancelled")


waiting = threading.Thread(target=wait)
waiting.start()
waiting.join(0.5)
check(waiting.is_alive(), "nothing happens, so that the wait goes on")
collector.CancelWaitForUpdates()
waiting.join(20)
check(ends == ["cancelled"], "the wait was cancelled: %s" % ends)
collector.Destroy()
refused(vmodl.fault.ManagedObjectNotFound, lambda: collector.WaitForUpdatesEx("", query.WaitOptions(maxWaitSeconds=0)))
refused(vmodl.fault.ManagedObjectNotFound, kept.Destroy)

# AcquireGenericServiceTicket
target = "/folder/web01/web01.vmx?" + urllib.parse.urlencode({"dcPath": "Berlin", "dsName": "vmfs-ssd"})
ticket = manager.AcquireGenericServiceTicket(
    spec=vim.SessionManager.HttpServiceRequestSpec(method="httpGet", url="https://%s:%d%s" % (HOST, PORT, target))
)
check(len(ticket.sslThumbprint) == 59, "the ticket names the certificate's SHA-1")


def get(path, cookie=None):
    connection = http.client.HTTPSConnection(HOST, PORT, context=tls())
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    return answer.status, answer.read()


check(get(target)[0] == 401, "nobody reads without a ticket")
status, text = get(target, "vmware_cgi_ticket=" + ticket.id)
check(status == 200 and b"displayName" in text, "a ticket opens its file")
check(get(target, "vmware_cgi_ticket=" + ticket.id)[0] == 401, "a ticket is for one request")

# CancelTask
machine = next(vm for vm in view.view if vm.name == "web01")
task = machine.CreateSnapshot_Task(name="unwanted", description="", memory=False, quiesce=False)
task.CancelTask()
info = finished(task)
check(info.state == "error" and info.cancelled, "the task was cancelled")
check(isinstance(info.error, vmodl.fault.RequestCanceled), "it says so: %s" % type(info.error).__name__)
check(machine.snapshot is None, "no snapshot is left")
refused(vim.fault.InvalidState, task.CancelTask)

# vimServiceVersions.xml
status, text = get("/sdk/vimServiceVersions.xml")
check(status == 200, "the versions are there")
versions = [element.text for element in ElementTree.fromstring(text).iter("version")]
check(versions[0] == "8.0.3.0" and "6.7" in versions, "the newest comes first: %s" % versions)
view.Destroy()
print("all of it is true")
