package io.sendense.engine.lab.content;

import java.util.UUID;

/// What a partition is for.
public enum PartitionType {
    EFI_SYSTEM("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", 0xEF),
    LINUX("0FC63DAF-8483-4772-8E79-3D69D8477DE4", 0x83),
    WINDOWS("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", 0x07),
    FAT16("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", 0x0E),
    /// Linux reserved: no file system.
    RAW("8DA63339-0007-60C0-C436-083AC8230908", 0xDA);

    private final UUID gpt;
    private final int mbr;

    PartitionType(String gpt, int mbr) {
        this.gpt = UUID.fromString(gpt);
        this.mbr = mbr;
    }

    /// The type GUID of a GPT entry.
    UUID gpt() {
        return gpt;
    }

    /// The type byte of an MBR entry.
    int mbr() {
        return mbr;
    }
}
