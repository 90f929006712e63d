/// What the lab is: a vCenter, or a host of its own.
///
/// In: what a lab's options say. Out: the root of the inventory and the ids of its objects, as that
/// product names them. Immutable; nothing is kept on disk.
package io.sendense.engine.lab.product;
