/// vSphere's SOAP as text: requests come in as XML and leave as small element trees, values go out
/// as XML that the lab writes itself.
///
/// In: a request body of at most a stated number of bytes, UTF-8, DOCTYPE refused. Out: a
/// [io.sendense.engine.lab.soap.Value] tree rendered for the API version the caller asked for
/// (`SOAPAction`): fields younger than that are left out, types younger than that become their
/// nearest older base type, as a real server does. Nothing here is shared with the product's own
/// client, so that the two can disagree.
///
/// Threads: values and requests are immutable; a writer belongs to one thread. Nothing is kept, so
/// a crash leaves nothing behind.
package io.sendense.engine.lab.soap;
