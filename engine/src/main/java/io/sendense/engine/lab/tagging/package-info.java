/// Tags as a vCenter serves them: over the Automation API, in JSON, at `/api` and in its older form
/// at `/rest`.
///
/// In: requests; which tags there are and what bears them
/// ([io.sendense.engine.lab.tagging.TagBook]). Out: answers of the few operations that reading tags
/// takes. Its sessions are its own, as a vCenter's are: the one of SOAP is none here. Thread-safe;
/// all in memory.
package io.sendense.engine.lab.tagging;
