/// What there is in the lab: the table of its datacenters, hosts, datastores and VMs, and how they
/// are put into the store.
///
/// In: a seed and how many further VMs are wanted. Out: managed objects with their disks; the same
/// seed gives the same inventory with the same identities. Capacities are bytes. Runs once, on one
/// thread, before the server listens.
package io.sendense.engine.lab.inventory;
