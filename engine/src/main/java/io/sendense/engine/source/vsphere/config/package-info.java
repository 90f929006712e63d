/// Reads a VM's configuration from the XML a server sent.
///
/// In: the text of a `VirtualMachineConfigInfo`. Out: the few facts a backup needs, and its disks
/// as records. Devices are told apart by their `xsi:type`, so that hardware which is newer than any
/// library (NVMe controllers, vTPM) is seen. What is not read here can be read from the elements
/// themselves ([XmlNode]). Immutable results; stateless.
package io.sendense.engine.source.vsphere.config;
