"""What a backup does, done by pyvmomi: from a wrong password to NotAuthenticated after logout.

SENDENSE_LAB_FROZEN is where the lab keeps the disks of every snapshot as raw files.
"""
import http.client
import os
import time
import urllib.parse

from lab_client import HOST, PASSWORD, PORT, check, connect, finished, refused, tls
from pyVmomi import vim, vmodl

refused(vim.fault.InvalidLogin, lambda: connect(PASSWORD + "x"))
service = connect()
content = service.content

view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
query = vmodl.query.PropertyCollector
spec = query.FilterSpec(
    objectSet=[
        query.ObjectSpec(
            obj=view, skip=True,
            selectSet=[query.TraversalSpec(type=vim.view.ContainerView, path="view", skip=False)],
        )
    ],
    propSet=[query.PropertySpec(type=vim.VirtualMachine, pathSet=["name", "config.hardware.device", "config.template"])],
)
machines = {}
result = content.propertyCollector.RetrievePropertiesEx([spec], query.RetrieveOptions(maxObjects=5))
while result:
    for item in result.objects:
        machines[item.obj] = {prop.name: prop.val for prop in item.propSet}
    result = content.propertyCollector.ContinueRetrievePropertiesEx(result.token) if result.token else None
view.Destroy()
check(len(machines) > 12, "there are more than a dozen VMs")
names = sorted(properties["name"] for properties in machines.values())
check(names.count("app") == 3, "three VMs are called app")
check("web%2fapi" in names and "B\u00fcro-Gr\u00f6\u00dfe \u65e5\u672c" in names, "names are escaped and not mangled")

machine = next(obj for obj, properties in machines.items() if properties["name"] == "pgtest1")


def disks(devices):
    return {device.key: device for device in devices if isinstance(device, vim.vm.device.VirtualDisk)}


before = disks(machines[machine]["config.hardware.device"])
check({key: disk.capacityInBytes for key, disk in before.items()} == {2000: 109521666048, 2001: 5368709120},
      "pgtest1 has its two disks")

info = finished(machine.ReconfigVM_Task(vim.vm.ConfigSpec(changeTrackingEnabled=True)))
check(info.state == "success" and info.entity == machine, "change tracking was switched on")
check(machine.config.changeTrackingEnabled, "the configuration says so")

info = finished(machine.CreateSnapshot_Task(name="from pyvmomi", description="a test", memory=False, quiesce=True))
check(info.state == "success", "a snapshot was taken")
snapshot = info.result
tree = machine.snapshot.rootSnapshotList[-1]
check(tree.snapshot == snapshot and tree.quiesced and tree.name == "from pyvmomi", "it is in the tree, quiesced")
check(machine.snapshot.currentSnapshot == snapshot, "it is the current one")
frozen = disks(snapshot.config.hardware.device)
now = disks(machine.config.hardware.device)
for key, disk in frozen.items():
    check(disk.backing.changeId, "disk %d has a change id" % key)
    check(disk.backing.uuid == before[key].backing.uuid, "disk %d is the disk it was" % key)
    check(disk.backing.fileName == before[key].backing.fileName, "disk %d is frozen in its base" % key)
    check(now[key].backing.fileName != disk.backing.fileName, "disk %d is written elsewhere now" % key)
    check(now[key].backing.parent.fileName == disk.backing.fileName, "disk %d has the frozen file for parent" % key)


def areas(key, change_id):
    start, found = 0, []
    while start < frozen[key].capacityInBytes:
        window = machine.QueryChangedDiskAreas(snapshot=snapshot, deviceKey=key, startOffset=start, changeId=change_id)
        check(window.startOffset == start and window.length > 0, "windows follow one another")
        found += [(area.start, area.length) for area in window.changedArea]
        start = window.startOffset + window.length
    check(start == frozen[key].capacityInBytes, "the windows add up to the disk")
    return found


allocated = areas(2001, "*")
check(allocated, "something is allocated on disk 2001")
refused(vmodl.fault.InvalidArgument, lambda: areas(2000, "*") and machine.QueryChangedDiskAreas(
    snapshot=snapshot, deviceKey=2999, startOffset=0, changeId="*"))
refused(vim.fault.FileFault, lambda: machine.QueryChangedDiskAreas(
    snapshot=snapshot, deviceKey=2000, startOffset=0, changeId="52 00 00 00/9"))


def folder(file_name, byte_range=None, method="GET", cookie=None):
    store, path = file_name[1:].split("] ", 1)
    url = "/folder/%s?%s" % (
        urllib.parse.quote(path.replace(".vmdk", "-flat.vmdk")),
        urllib.parse.urlencode({"dcPath": "Berlin", "dsName": store}),
    )
    connection = http.client.HTTPSConnection(HOST, PORT, context=tls())
    headers = {"Cookie": cookie} if cookie else {}
    if byte_range:
        headers["Range"] = "bytes=%d-%d" % (byte_range[0], byte_range[0] + byte_range[1] - 1)
    connection.request(method, url, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Content-Length"), answer.read()


def kept(key, start, length):
    """The same range of what the lab froze; the file has its name once it is complete."""
    path = os.path.join(os.environ["SENDENSE_LAB_FROZEN"], machine.name, snapshot._moId, "disk-%d.raw" % key)
    for _ in range(600):
        if os.path.exists(path):
            break
        time.sleep(0.1)
    check(os.path.getsize(path) == frozen[key].capacityInBytes, "the kept disk %d has the disk's size" % key)
    with open(path, "rb") as disk:
        disk.seek(start)
        return disk.read(length)


cookie = service._stub.cookie
compared, ranges = 0, 0
for key in frozen:
    found = areas(key, "*")
    # the first, the last and some between: the guest goes on writing all the while
    for start, length in found[:3] + found[len(found) // 2:][:3] + found[-3:]:
        length = min(length, 1 << 20)
        status, _, part = folder(frozen[key].backing.fileName, (start, length), cookie=cookie)
        check(status == 206 and len(part) == length, "a range of the frozen disk is read")
        check(part == kept(key, start, length), "disk %d at %d is what was frozen" % (key, start))
        compared += len(part.strip(b"\0"))
        ranges += 1
check(ranges > 6 and compared > 100000, "%d bytes in %d ranges were more than zeroes" % (compared, ranges))
status, size, _ = folder(frozen[2000].backing.fileName, method="HEAD", cookie=cookie)
check((status, size) == (200, "109521666048"), "the frozen disk has the disk's size")
time.sleep(1)
_, _, again = folder(frozen[2001].backing.fileName, (start, length), cookie=cookie)
check(again == kept(2001, start, length), "a frozen disk stays as it is")
check(folder(frozen[2001].backing.fileName, (0, 512))[0] == 401, "nobody reads without a session")

info = finished(snapshot.RemoveSnapshot_Task(removeChildren=False, consolidate=True))
check(info.state == "success" and info.entity == machine, "the snapshot was removed")
check(machine.snapshot is None, "no snapshot is left")
now = disks(machine.config.hardware.device)
check(now[2000].backing.fileName == before[2000].backing.fileName, "the disk is written to its base again")
refused(vmodl.fault.ManagedObjectNotFound, lambda: snapshot.config)

content.sessionManager.Logout()
refused(vim.fault.NotAuthenticated, lambda: machine.name)
check(folder(before[2000].backing.fileName, (0, 512), cookie=cookie)[0] == 401, "the cookie is worth nothing any more")
print("all of it is true")
