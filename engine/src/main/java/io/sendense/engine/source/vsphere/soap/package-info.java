/// vSphere's SOAP over HTTPS: one client that yavijava's stubs call through.
///
/// In: an operation with yavijava's argument objects. Out: yavijava's result objects, or a
/// [SoapFault] that carries the server's own words. yavijava's own transport is not used: on this
/// JDK it loses whole answers over one unknown type, loses the messages of faults, resolves
/// external entities, and keeps one trust store for the process.
///
/// What the server says and yavijava does not know (newer types, fields, constants) is tolerated
/// and counted ([Tolerated]); a virtual machine's `config` is kept as text ([RawXml]), because its
/// newer half would be lost in objects. Document type declarations are refused. Every exchange has
/// a time limit and a limit of bytes.
///
/// Calls may come from any thread, many at once; each blocks its thread. Nothing outlives the
/// process.
package io.sendense.engine.source.vsphere.soap;
