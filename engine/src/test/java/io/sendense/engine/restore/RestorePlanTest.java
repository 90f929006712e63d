package io.sendense.engine.restore;

import static io.sendense.engine.restore.ConfigDocument.backed;
import static io.sendense.engine.restore.ConfigDocument.device;
import static io.sendense.engine.restore.ConfigDocument.option;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Severity;
import io.sendense.engine.concern.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule of a restore, provoked by one change to a VM about which there is nothing to say.
class RestorePlanTest {
    private static List<ConcernRule> rules(RestorePlan plan) {
        return plan.concerns().stream().map(Concern::rule).toList();
    }

    private static Optional<PlanItem> item(RestorePlan plan, String subject) {
        return plan.items().stream().filter(item -> item.subject().equals(subject)).findFirst();
    }

    private static String words(RestorePlan plan, ConcernRule rule) {
        Concern concern =
                plan.items().stream()
                        .flatMap(item -> item.concern().stream())
                        .filter(found -> found.rule() == rule)
                        .findFirst()
                        .orElseThrow();
        return ConcernText.english().render(concern).what();
    }

    @Test
    void ofAPlainVmEverythingIsKeptOrChosen() throws Exception {
        RestorePlan plan = RestorePlan.of(ConfigDocument.plain());
        assertThat(plan.concerns()).isEmpty();
        assertThat(plan.items())
                .extracting(PlanItem::subject)
                .containsExactly(
                        "instanceUuid",
                        "uuid",
                        "guestId",
                        "version",
                        "place",
                        "firmware",
                        "efiSecureBootEnabled",
                        "extraConfig",
                        "IDE 0",
                        "PCI controller 0",
                        "SCSI controller 0",
                        "CD/DVD drive 1",
                        "Hard disk 1",
                        "Network adapter 1",
                        "Network adapter 1: macAddress");
        assertThat(item(plan, "Hard disk 1").orElseThrow().verdict()).isEqualTo(Verdict.KEPT);
        assertThat(item(plan, "Network adapter 1").orElseThrow().verdict())
                .isEqualTo(Verdict.CHOSEN);
        assertThat(words(plan, ConcernRule.HARDWARE_NEEDED)).contains("vmx-19");
        assertThat(words(plan, ConcernRule.MAC_IF_FREE)).contains("00:50:56:9a:00:01");
        assertThat(words(plan, ConcernRule.OPTIONS_KEPT)).as("what hosts note").startsWith("1 of");
    }

    static Set<Map.Entry<ConcernRule, String>> odd() {
        return OddConfigurations.all().entrySet();
    }

    @ParameterizedTest
    @MethodSource("odd")
    void oneOddThingIsSaidOnceInWordsAndWithTheSeverityOfItsVerdict(
            Map.Entry<ConcernRule, String> odd) throws Exception {
        RestorePlan plan = RestorePlan.of(odd.getValue());
        assertThat(rules(plan)).containsExactly(odd.getKey());
        ConcernText.Rendered text = ConcernText.english().render(plan.concerns().getFirst());
        assertThat(text.what()).doesNotContain("(unknown)", "{", "?");
        assertThat(text.remedy()).doesNotContain("(unknown)", "{");
        assertThat(text.severity())
                .isEqualTo(
                        odd.getKey().verdict().orElseThrow() == Verdict.CHANGED
                                ? Severity.INFORMATION
                                : Severity.WARNING);
    }

    @Test
    void everyRuleThatIsToldIsAmongThem() {
        assertThat(OddConfigurations.all().keySet())
                .isEqualTo(
                        Arrays.stream(ConcernRule.values())
                                .filter(rule -> rule.verdict().filter(Verdict::told).isPresent())
                                .collect(
                                        Collectors.toCollection(
                                                () -> EnumSet.noneOf(ConcernRule.class))));
    }

    @Test
    void whatAProcessorHasToOfferIsNamedAndNotTold() throws Exception {
        RestorePlan plan =
                RestorePlan.of(
                        ConfigDocument.of(
                                "<flags><vbsEnabled>true</vbsEnabled><vvtdEnabled>1</vvtdEnabled>"
                                        + "</flags><sevEnabled>true</sevEnabled>",
                                ""));
        assertThat(plan.concerns()).isEmpty();
        assertThat(plan.items())
                .filteredOn(item ->
                        item.concern().map(Concern::rule).orElse(null)
                                == ConcernRule.PROCESSOR_NEEDED)
                .extracting(PlanItem::subject)
                .containsExactly("sevEnabled", "vvtdEnabled", "vbsEnabled");
        assertThat(words(plan, ConcernRule.PROCESSOR_NEEDED)).startsWith("sevEnabled stays on");
    }

    @Test
    void efiWithoutItsNvramIsTold() throws Exception {
        assertThat(rules(RestorePlan.withoutNvram(ConfigDocument.plain())))
                .containsExactly(ConcernRule.BOOT_SETTINGS_LOST);
        assertThat(
                        rules(
                                RestorePlan.withoutNvram(
                                        ConfigDocument.plain().replace(">efi<", ">bios<"))))
                .as("a BIOS finds its way without one")
                .isEmpty();
    }

    @Test
    void networksAreNamedWhateverKindTheyAre() throws Exception {
        RestorePlan plan =
                RestorePlan.of(
                        ConfigDocument.of(
                                "",
                                backed(
                                                "VirtualE1000e",
                                                4001,
                                                "Network adapter 2",
                                                "VirtualEthernetCardDistributedVirtualPort"
                                                        + "BackingInfo",
                                                "<port><switchUuid>50 0a</switchUuid>"
                                                        + "<portgroupKey>dvportgroup-7"
                                                        + "</portgroupKey></port>")
                                        + backed(
                                                "VirtualVmxnet3",
                                                4002,
                                                "Network adapter 3",
                                                "VirtualEthernetCardOpaqueNetworkBackingInfo",
                                                "<opaqueNetworkId>ls-9</opaqueNetworkId>"
                                                        + "<opaqueNetworkType>nsx.LogicalSwitch"
                                                        + "</opaqueNetworkType>")
                                        + device("VirtualPCNet32", 4003, "Network adapter 4", "")));
        assertThat(plan.concerns()).as("every VM has one").isEmpty();
        assertThat(plan.items())
                .filteredOn(item -> item.verdict() == Verdict.CHOSEN)
                .extracting(item ->
                        ConcernText.english()
                                .render(item.concern().orElseThrow())
                                .what()
                                .split(":")[0])
                .contains(
                        "Network adapter 1 is on VM Network",
                        "Network adapter 2 is on dvportgroup-7",
                        "Network adapter 3 is on ls-9",
                        "Network adapter 4 is on ?");
    }

    @ParameterizedTest
    @CsvSource({
        "VirtualCdrom, VirtualCdromPassthroughBackingInfo, DEVICE_HOST_DRIVE",
        "VirtualFloppy, VirtualFloppyDeviceBackingInfo, DEVICE_HOST_DRIVE",
        "VirtualFloppy, VirtualFloppyImageBackingInfo, DEVICE_IMAGE",
        "VirtualFloppy, VirtualFloppyRemoteDeviceBackingInfo,",
        "VirtualCdrom, VirtualCdromRemoteAtapiBackingInfo,",
        "VirtualSerialPort, VirtualSerialPortURIBackingInfo, DEVICE_PORT",
        "VirtualSerialPort, VirtualSerialPortPipeBackingInfo, DEVICE_PORT",
        "VirtualParallelPort, VirtualParallelPortDeviceBackingInfo, DEVICE_PORT",
        "VirtualSCSIPassthrough, VirtualSCSIPassthroughDeviceBackingInfo, DEVICE_PASSTHROUGH",
        "VirtualPCIPassthrough, VirtualPCIPassthroughDynamicBackingInfo, DEVICE_PASSTHROUGH",
        "VirtualUSB, VirtualUSBRemoteClientBackingInfo, DEVICE_USB",
        "VirtualUSBXHCIController, '',",
        "VirtualWDT, '',",
        "VirtualNVMEController, '',"
    })
    void devicesAreToldByTypeAndBacking(String type, String backing, ConcernRule rule)
            throws Exception {
        RestorePlan plan =
                RestorePlan.of(ConfigDocument.of("", backed(type, 9999, "The one", backing, "")));
        PlanItem item = item(plan, "The one").orElseThrow();
        assertThat(item.concern().map(Concern::rule)).isEqualTo(Optional.ofNullable(rule));
        if (rule == null) {
            assertThat(item.verdict()).isEqualTo(Verdict.KEPT);
        }
    }

    @Test
    void valuesOfOptionsAreNotTold() throws Exception {
        RestorePlan plan =
                RestorePlan.of(
                        ConfigDocument.of(
                                option("RemoteDisplay.vnc.password", "hunter2")
                                        + option("guestinfo.token", "hunter3"),
                                ""));
        assertThat(words(plan, ConcernRule.OPTIONS_BOUND)).contains("RemoteDisplay.vnc.password");
        assertThat(plan.toString()).doesNotContain("hunter");
    }

    @Test
    void aDiskHasTheGravestOfItsVerdicts() throws Exception {
        RestorePlan plan =
                RestorePlan.of(
                        ConfigDocument.of(
                                "",
                                ConfigDocument.disk(
                                        2001,
                                        "<diskMode>independent_nonpersistent</diskMode>",
                                        "<vDiskId><id>b</id></vDiskId><iofilter>f</iofilter>")));
        assertThat(rules(plan)).containsExactly(ConcernRule.DISK_INDEPENDENT);
    }

    @Test
    void aDeviceWithoutTypeOrLabelIsSaidAsItIs() throws Exception {
        RestorePlan plan = RestorePlan.of(ConfigDocument.of("", "<device><key>77</key></device>"));
        assertThat(rules(plan)).containsExactly(ConcernRule.DEVICE_UNKNOWN);
        assertThat(plan.concerns().getFirst().arguments().toString()).contains("device 77");
    }

    @Test
    void aDiskWithoutCapacityIsAClearProblem() {
        assertThatThrownBy(() ->
                        RestorePlan.of(
                                ConfigDocument.of(
                                        "", device("VirtualDisk", 2001, "Hard disk 2", ""))))
                .isInstanceOf(UnreadableConfigurationException.class)
                .hasMessageContaining("disk 2001 has no backing");
    }
}
