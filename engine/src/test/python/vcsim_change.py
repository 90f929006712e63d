"""Does to VMs of vcsim what administrators do, while somebody listens: reads the name of a VM and
what to do from a line, does it, prints `done`. Names are `create NAME`, `rename OLD NEW`,
`power NAME`, `migrate NAME`; `migrate` prints the host it went to."""
import sys

from lab_client import connect, vim
from pyVim.task import WaitForTask

content = connect().content


def every(kind):
    view = content.viewManager.CreateContainerView(content.rootFolder, [kind], True)
    try:
        return list(view.view)
    finally:
        view.DestroyView()


def machine(name):
    datacenter = every(vim.Datacenter)[0]
    return content.searchIndex.FindChild(datacenter.vmFolder, name)


def create(name):
    datacenter = every(vim.Datacenter)[0]
    host = every(vim.HostSystem)[0]
    files = vim.vm.FileInfo(vmPathName="[" + host.datastore[0].name + "]")
    spec = vim.vm.ConfigSpec(name=name, guestId="otherGuest", files=files)
    WaitForTask(datacenter.vmFolder.CreateVM_Task(spec, host.parent.resourcePool, host))


def migrate(name):
    vm = machine(name)
    others = [h for h in vm.runtime.host.parent.host if h != vm.runtime.host]
    if not others:
        others = [h for h in every(vim.HostSystem) if h != vm.runtime.host]
    WaitForTask(vm.RelocateVM_Task(vim.vm.RelocateSpec(host=others[0])))
    return others[0].name


print("ready", flush=True)
for line in sys.stdin:
    what, name, *rest = line.split()
    answer = "done"
    if what == "create":
        create(name)
    elif what == "rename":
        WaitForTask(machine(name).Rename_Task(rest[0]))
    elif what == "power":
        WaitForTask(machine(name).PowerOnVM_Task())
    elif what == "migrate":
        answer = migrate(name)
    print(answer, flush=True)
