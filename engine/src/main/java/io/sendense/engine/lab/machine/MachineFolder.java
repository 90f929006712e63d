package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.redo.RedoFormat;
import java.util.Locale;

/// The names of a VM's files on its datastore. Immutable.
///
/// @param datastore the datastore's name
/// @param directory the folder's name, as it is on the volume
/// @param stem what the files' names start with
public record MachineFolder(String datastore, String directory, String stem) {

    /// The datastore path of a file, such as `[store] folder/file`.
    public String path(String file) {
        return "[" + datastore + "] " + directory + "/" + file;
    }

    /// The datastore path of the folder itself.
    public String path() {
        return "[" + datastore + "] " + directory + "/";
    }

    /// The configuration file.
    public String vmx() {
        return stem + ".vmx";
    }

    /// The firmware's variables.
    public String nvram() {
        return stem + ".nvram";
    }

    /// The descriptor of a disk.
    ///
    /// @param disk the disk's number, from 1
    /// @param delta 0 for the base, else the number of the redo log
    public String descriptor(int disk, int delta) {
        return diskStem(disk, delta) + ".vmdk";
    }

    /// The file that holds the bytes behind a descriptor.
    ///
    /// @param disk the disk's number, from 1
    /// @param delta 0 for the base, else the number of the redo log
    /// @param redo the format of the disk's redo logs
    public String extent(int disk, int delta, RedoFormat redo) {
        return diskStem(disk, delta) + (delta == 0 ? "-flat.vmdk" : redo.ending());
    }

    /// The change tracking file of a disk.
    public String changeTracking(int disk, int delta) {
        return diskStem(disk, delta) + "-ctk.vmdk";
    }

    /// The state of a snapshot.
    public String snapshotState(int snapshotId) {
        return stem + "-Snapshot" + snapshotId + ".vmsn";
    }

    private String diskStem(int disk, int delta) {
        String base = disk == 1 ? stem : stem + "_" + (disk - 1);
        return delta == 0 ? base : String.format(Locale.ROOT, "%s-%06d", base, delta);
    }
}
