/// What there is to back up, as records, and the port through which the engine asks for it.
///
/// [VmSource] is one connection to a vCenter or ESXi host; `source.vsphere` implements it. Names
/// are for people: everything is identified by [ObjectId] (a managed object id), VMs in addition by
/// their instance UUID. Sizes are bytes.
///
/// Records are immutable. Nothing here outlives the process.
package io.sendense.engine.source.inventory;
