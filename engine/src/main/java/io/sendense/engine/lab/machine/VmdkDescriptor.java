package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.machine.ConfigMoment.DiskMoment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the text of a VMDK descriptor, as in VMware's "Virtual Disk Format 5.0".
final class VmdkDescriptor {
    private static final int SECTOR_BYTES = 512;
    private static final String NO_PARENT = "ffffffff";

    private VmdkDescriptor() {}

    /// @param chain the redo logs from the base to the file described
    static byte[] of(ConfigView view, DiskDevice disk, List<Integer> chain) {
        DiskMoment moment = view.moment().disk(disk.key());
        int delta = chain.getLast();
        var text = new StringBuilder();
        text.append("# Disk DescriptorFile\nversion=1\nencoding=\"UTF-8\"\n");
        text.append("CID=").append(ContentId.shortOf(moment, delta)).append('\n');
        if (chain.size() == 1) {
            text.append("parentCID=" + NO_PARENT + "\n");
        } else {
            int parent = chain.get(chain.size() - 2);
            text.append("parentCID=").append(ContentId.shortOf(moment, parent)).append('\n');
        }
        text.append("createType=\"").append(createType(view, disk, delta)).append("\"\n");
        if (chain.size() > 1) {
            text.append("parentFileNameHint=\"")
                    .append(view.files().descriptor(disk.number(), chain.get(chain.size() - 2)))
                    .append("\"\n");
        }
        appendExtent(text, view, disk, delta);
        if (moment.changeId().isPresent()) {
            text.append("\n# Change Tracking File\nchangeTrackPath=\"")
                    .append(view.files().changeTracking(disk.number(), delta))
                    .append("\"\n");
        }
        appendDatabase(text, view, disk, moment, delta);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String createType(ConfigView view, DiskDevice disk, int delta) {
        if (delta > 0) {
            return view.redoFormat(disk).createType();
        }
        return disk.backing() == Backing.RAW_DEVICE ? "vmfsPassthroughRawDeviceMap" : "vmfs";
    }

    private static void appendExtent(
            StringBuilder text, ConfigView view, DiskDevice disk, int delta) {
        long sectors = view.moment().disk(disk.key()).capacityBytes() / SECTOR_BYTES;
        boolean raw = disk.backing() == Backing.RAW_DEVICE;
        String kind = raw ? "VMFSRDM" : delta > 0 ? view.redoFormat(disk).extentType() : "VMFS";
        String file = view.extentOf(disk, delta);
        text.append("\n# Extent description\nRW ")
                .append(sectors)
                .append(' ')
                .append(kind)
                .append(" \"")
                .append(raw ? file.replace("-flat", "-rdmp") : file)
                .append("\"\n");
    }

    private static void appendDatabase(
            StringBuilder text, ConfigView view, DiskDevice disk, DiskMoment moment, int delta) {
        long sectors = moment.capacityBytes() / SECTOR_BYTES;
        text.append("\n# The Disk Data Base\n#DDB\n\n")
                .append("ddb.adapterType = \"lsilogic\"\n")
                .append("ddb.geometry.cylinders = \"")
                .append(Math.min(sectors / (255 * 63), 65_535))
                .append("\"\nddb.geometry.heads = \"255\"\nddb.geometry.sectors = \"63\"\n")
                .append("ddb.longContentID = \"")
                .append(ContentId.of(moment, delta))
                .append("\"\n");
        if (disk.backing() != Backing.THICK) {
            text.append("ddb.thinProvisioned = \"1\"\n");
        }
        text.append("ddb.uuid = \"")
                .append(spaced(moment.uuid()))
                .append("\"\nddb.virtualHWVersion = \"")
                .append(view.hardware().version().replace("vmx-", ""))
                .append("\"\n");
    }

    private static String spaced(String uuid) {
        String digits = uuid.replace("-", "");
        return digits.replaceAll("(..)(?!$)", "$1 ").replaceAll("^((?:.. ){7}..) ", "$1-");
    }
}
