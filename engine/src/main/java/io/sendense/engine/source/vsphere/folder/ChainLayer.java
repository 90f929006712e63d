package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.vmdk.RedoLog;
import java.util.Optional;

/// One link of a disk's chain of files. Thread-safe.
///
/// @param file its data
/// @param log how the file is laid out; absent for the flat base
record ChainLayer(FolderBlockDevice file, Optional<RedoLog> log) {}
