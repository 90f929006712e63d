"""What happens to VMs while pyvmomi waits for updates: prints `ready`, then a line per change,
until the VM `the end` comes."""
from lab_client import connect, vim, vmodl

PATHS = ["name", "runtime.powerState", "runtime.host", "parent"]
QUERY = vmodl.query.PropertyCollector

content = connect().content
view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
collector = content.propertyCollector.CreatePropertyCollector()
collector.CreateFilter(
    QUERY.FilterSpec(
        objectSet=[
            QUERY.ObjectSpec(
                obj=view,
                skip=True,
                selectSet=[
                    QUERY.TraversalSpec(
                        name="members", type=vim.view.ContainerView, path="view", skip=False
                    )
                ],
            )
        ],
        propSet=[QUERY.PropertySpec(type=vim.VirtualMachine, pathSet=PATHS)],
    ),
    True,
)


def updates():
    version = ""
    while True:
        update = collector.WaitForUpdatesEx(version, QUERY.WaitOptions(maxWaitSeconds=30))
        if update is not None:
            version = update.version
            yield update


def text(value):
    return value._moId if hasattr(value, "_moId") else str(value)


first = True
ended = False
for update in updates():
    for changed in update.filterSet:
        for one in changed.objectSet:
            if first:
                continue
            print(one.kind, one.obj._moId, flush=True)
            for change in one.changeSet:
                print("  %s = %s" % (change.name, text(change.val)), flush=True)
                ended = ended or text(change.val) == "the end"
    if first and not update.truncated:
        first = False
        print("ready", flush=True)
    if ended:
        break
