"""Reads every property of every object of the lab and holds it against pyvmomi's own schema.

pyvmomi refuses unknown types and fields by itself; this also finds mandatory fields that are
missing, enumeration constants that do not exist and fields out of the schema's order.
"""
import http.client
import re
import xml.etree.ElementTree as ElementTree

from lab_client import HOST, PASSWORD, PORT, USER, check, connect, tls
from pyVmomi import VmomiSupport, vim, vmodl

KINDS = [
    vim.ManagedEntity, vim.vm.Snapshot, vim.Task, vim.view.ContainerView, vim.TaskManager, vim.SessionManager,
    vim.view.ViewManager, vim.ServiceInstance,
]
problems = []
seen_types = set()


def constants(enumeration):
    return {getattr(enumeration, name) for name in dir(enumeration) if isinstance(getattr(enumeration, name), enumeration)}


def hold(value, path):
    if isinstance(value, list):
        for index, element in enumerate(value):
            hold(element, "%s[%d]" % (path, index))
    elif isinstance(value, VmomiSupport.DataObject):
        seen_types.add(type(value).__name__)
        for info in value._GetPropertyList():
            field = getattr(value, info.name)
            optional = info.flags & VmomiSupport.F_OPTIONAL
            if field is None and not optional and "legacy" not in info.version:
                problems.append("%s.%s (%s) is mandatory and missing" % (path, info.name, type(value).__name__))
            hold(field, path + "." + info.name)
    elif isinstance(value, VmomiSupport.Enum):
        if value not in constants(type(value)):
            problems.append("%s: %s is no constant of %s" % (path, value, type(value).__name__))


def everything(service):
    """All objects: the service's own, the inventory by a view, snapshots and tasks."""
    content = service.content
    view = content.viewManager.CreateContainerView(content.rootFolder, [], True)
    query = vmodl.query.PropertyCollector
    traversal = query.TraversalSpec(
        name="members", type=vim.view.ContainerView, path="view", skip=False,
        selectSet=[
            query.TraversalSpec(name="snapshots", type=vim.VirtualMachine, path="rootSnapshot", skip=False),
            query.TraversalSpec(name="tasks", type=vim.ManagedEntity, path="recentTask", skip=False),
        ],
    )
    starts = [content.rootFolder, content.taskManager, content.sessionManager, content.viewManager, service]
    spec = query.FilterSpec(
        objectSet=[query.ObjectSpec(obj=view, skip=False, selectSet=[traversal])]
        + [query.ObjectSpec(obj=start) for start in starts],
        propSet=[query.PropertySpec(type=kind, all=True) for kind in KINDS],
    )
    result = content.propertyCollector.RetrievePropertiesEx([spec], query.RetrieveOptions(maxObjects=7))
    pages = 0
    while result:
        pages += 1
        yield from result.objects
        if not result.token:
            break
        result = content.propertyCollector.ContinueRetrievePropertiesEx(result.token)
    check(pages > 3, "an answer comes in pages")
    view.Destroy()


def held_objects(service):
    kinds = {}
    for content in everything(service):
        kind = type(content.obj).__name__
        kinds[kind] = kinds.get(kind, 0) + 1
        known = {info.name: info for info in content.obj._GetPropertyList()}
        given = {prop.name: prop.val for prop in content.propSet}
        for name, value in given.items():
            if name not in known:
                problems.append("%s has no property %s" % (kind, name))
                continue
            declared = known[name].type
            arrays = isinstance(value, list), issubclass(declared, list)
            if arrays[0] != arrays[1]:
                problems.append("%s.%s: array-ness differs" % (kind, name))
            hold(value, kind + "." + name)
        for name, info in known.items():
            if name not in given and not info.flags & VmomiSupport.F_OPTIONAL:
                problems.append("%s.%s is mandatory and missing" % (kind, name))
    return kinds


def raw_config(service, machine):
    """The configuration of a VM as XML, asked for with the newest version pyvmomi knows."""
    body = (
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>'
        '<RetrieveProperties xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this>'
        "<specSet><propSet><type>VirtualMachine</type><all>true</all></propSet>"
        '<objectSet><obj type="VirtualMachine">%s</obj></objectSet></specSet></RetrieveProperties>'
        "</soapenv:Body></soapenv:Envelope>" % machine._moId
    )
    connection = http.client.HTTPSConnection(HOST, PORT, context=tls())
    headers = {"SOAPAction": '"urn:vim25/6.7"', "Cookie": service._stub.cookie, "Content-Type": "text/xml"}
    connection.request("POST", "/sdk", body.encode(), headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    check(answer.status == 200, "raw properties are answered with 200, not %d" % answer.status)
    return ElementTree.fromstring(text)


def hold_order(element, path):
    """Child elements must come in the order the schema lists them."""
    declared = element.get("{http://www.w3.org/2001/XMLSchema-instance}type", "")
    if re.fullmatch("[A-Z][A-Za-z0-9]+", declared) and not declared.startswith("ArrayOf"):
        kind = None
        try:
            kind = VmomiSupport.GetWsdlType("urn:vim25", declared)
        except KeyError:
            if declared != "ManagedObjectReference":
                problems.append("%s: type %s is unknown" % (path, declared))
        if kind is not None and issubclass(kind, VmomiSupport.DataObject):
            order = [info.name for info in kind._GetPropertyList()]
            names = [child.tag.split("}")[1] for child in element]
            places = [order.index(name) for name in names]
            if places != sorted(places):
                problems.append("%s (%s): fields out of order: %s" % (path, declared, names))
    for child in element:
        hold_order(child, path + "/" + child.tag.split("}")[1])


service = connect()
kinds = held_objects(service)
for needed in (
    "vim.VirtualMachine", "vim.vm.Snapshot", "vim.HostSystem", "vim.Datastore", "vim.Network", "vim.Folder",
    "vim.Datacenter", "vim.ClusterComputeResource", "vim.ComputeResource", "vim.ResourcePool",
):
    check(kinds.get(needed, 0) > 0, "there is a " + needed)
view = service.content.viewManager.CreateContainerView(service.content.rootFolder, [vim.VirtualMachine], True)
for machine in view.view:
    hold_order(raw_config(service, machine), machine._moId)
for problem in sorted(set(re.sub(r"\[\d+\]", "[]", text) for text in problems)):
    print("PROBLEM: " + problem)
check(not problems, "the lab's answers fit the schema")
print("held %s of %d types" % (kinds, len(seen_types)))
