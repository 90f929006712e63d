package io.sendense.engine.restore;

/// Configurations as a vCenter writes them, put together of pieces. Stateless.
public final class ConfigDocument {
    private ConfigDocument() {}

    /// @param settings beside `hardware`
    /// @param devices beside those that every VM has
    public static String of(String settings, String devices) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <config xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="VirtualMachineConfigInfo">
        <changeVersion>2026-02-03T10:11:12.345678Z</changeVersion><name>db</name>
        <guestFullName>Ubuntu Linux (64-bit)</guestFullName><version>vmx-19</version>
        <uuid>4211c0de-0000-4000-8000-000000000001</uuid>
        <instanceUuid>5011c0de-0000-4000-8000-000000000001</instanceUuid>
        <template>false</template><guestId>ubuntu64Guest</guestId>
        <files><vmPathName>[ds] db/db.vmx</vmPathName><snapshotDirectory>[ds] db/</snapshotDirectory>
        <suspendDirectory>[ds] db/</suspendDirectory><logDirectory>[ds] db/</logDirectory></files>
        %s
        <hardware><numCPU>2</numCPU><memoryMB>4096</memoryMB>
        <device xsi:type="VirtualIDEController"><key>200</key><deviceInfo><label>IDE 0</label>
        <summary>IDE 0</summary></deviceInfo><busNumber>0</busNumber></device>
        <device xsi:type="VirtualPCIController"><key>100</key><deviceInfo>
        <label>PCI controller 0</label></deviceInfo><busNumber>0</busNumber></device>
        <device xsi:type="ParaVirtualSCSIController"><key>1000</key><deviceInfo>
        <label>SCSI controller 0</label></deviceInfo><busNumber>0</busNumber>
        <sharedBus>noSharing</sharedBus></device>
        <device xsi:type="VirtualCdrom"><key>3000</key><deviceInfo><label>CD/DVD drive 1</label>
        </deviceInfo><backing xsi:type="VirtualCdromRemotePassthroughBackingInfo"><deviceName/>
        <exclusive>false</exclusive></backing><controllerKey>200</controllerKey></device>
        %s
        <device xsi:type="VirtualVmxnet3"><key>4000</key><deviceInfo>
        <label>Network adapter 1</label><summary>VM Network</summary></deviceInfo>
        <backing xsi:type="VirtualEthernetCardNetworkBackingInfo">
        <deviceName>VM Network</deviceName><network type="Network">network-11</network></backing>
        <addressType>assigned</addressType><macAddress>00:50:56:9a:00:01</macAddress></device>
        %s</hardware>
        <cpuAllocation><reservation>0</reservation><expandableReservation>false</expandableReservation>
        <limit>-1</limit></cpuAllocation>
        <memoryAllocation><reservation>0</reservation><limit>-1</limit></memoryAllocation>
        <extraConfig xsi:type="OptionValue"><key>nvram</key>
        <value xsi:type="xsd:string">db.nvram</value></extraConfig>
        <extraConfig xsi:type="OptionValue"><key>disk.EnableUUID</key>
        <value xsi:type="xsd:string">TRUE</value></extraConfig>
        <extraConfig xsi:type="OptionValue"><key>migrate.hostlog</key>
        <value xsi:type="xsd:string">db-0c1d2e3f.hlog</value></extraConfig>
        <extraConfig xsi:type="OptionValue"><key>sched.swap.derivedName</key>
        <value xsi:type="xsd:string">/vmfs/volumes/ds/db/db-0c1d2e3f.vswp</value></extraConfig>
        <swapPlacement>inherit</swapPlacement>
        <bootOptions><efiSecureBootEnabled>true</efiSecureBootEnabled></bootOptions>
        <firmware>efi</firmware><nestedHVEnabled>false</nestedHVEnabled></config>
        """
                .strip()
                .formatted(settings, disk(2000, "", ""), devices);
    }

    /// The VM about which there is nothing to say.
    public static String plain() {
        return of("", "");
    }

    /// A thin disk in a file.
    ///
    /// @param ofBacking added to its backing; says `diskMode` where it is another than usual
    public static String disk(int key, String ofBacking, String ofDevice) {
        return disk(key, 1000, "VirtualDiskFlatVer2BackingInfo", ofBacking, ofDevice);
    }

    static String disk(int key, int controller, String backing, String ofBacking, String ofDevice) {
        return device(
                "VirtualDisk",
                key,
                "Hard disk " + (key - 1999),
                """
                <backing xsi:type="%s"><fileName>[ds] db/disk-%d.vmdk</fileName>%s%s
                <uuid>6000C29a-0000-0000-0000-00000000%d</uuid></backing>
                <controllerKey>%d</controllerKey><unitNumber>%d</unitNumber>
                <capacityInKB>1048576</capacityInKB>
                <capacityInBytes>1073741824</capacityInBytes>%s
                """
                        .formatted(
                                backing,
                                key,
                                ofBacking,
                                ofBacking.contains("diskMode")
                                        ? ""
                                        : "<diskMode>persistent</diskMode>",
                                key,
                                controller,
                                key - 2000,
                                ofDevice));
    }

    public static String device(String type, int key, String label, String rest) {
        return "<device xsi:type=\"%s\"><key>%d</key><deviceInfo><label>%s</label></deviceInfo>%s</device>\n"
                .formatted(type, key, label, rest);
    }

    public static String backed(String type, int key, String label, String backing, String rest) {
        return device(
                type, key, label, "<backing xsi:type=\"%s\">%s</backing>".formatted(backing, rest));
    }

    public static String option(String key, String value) {
        return "<extraConfig xsi:type=\"OptionValue\"><key>%s</key><value xsi:type=\"xsd:string\">%s</value></extraConfig>\n"
                .formatted(key, value);
    }

    static String setting(String name, String value) {
        return "<" + name + ">" + value + "</" + name + ">";
    }
}
