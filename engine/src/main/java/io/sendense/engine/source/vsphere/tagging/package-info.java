/// A vCenter's tags, which its SOAP interface does not show: the Automation API does, in JSON.
///
/// In: a server's address, user and password, an exchange that trusts what the SOAP calls trust.
/// Out: [io.sendense.engine.source.inventory.Tags] of one moment. Two forms of the API are spoken:
/// `/api` of vSphere 7.0 U2 and later, and the older `/rest`. Nothing is changed on the server but
/// a session, which is logged out of.
///
/// A reading is a few calls however many VMs there are: the ids of all tags, which objects bear
/// them, and once in a while a call for each tag and category to know its name. Everything fails as
/// `IOException`: an inventory is whole without its tags. Any thread; nothing outlives the process.
package io.sendense.engine.source.vsphere.tagging;
