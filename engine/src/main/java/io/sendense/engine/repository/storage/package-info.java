/// How the repository puts bytes on a file system so that they stay: whole files by temporary name
/// and rename, `fsync` of files and folders, and what a failing file system is reported as.
///
/// In and out: paths and bytes. Everything here may be called by any thread. A crash leaves the old
/// file, the new file, or a temporary file whose name ends in `.tmp` beside the old one.
package io.sendense.engine.repository.storage;
