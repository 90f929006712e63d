package io.sendense.engine.restore;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.source.vsphere.config.VmConfig;
import io.sendense.engine.source.vsphere.config.XmlNode;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/// What a VM becomes when it is restored elsewhere: the transformer's answer, before anything is
/// done. Immutable.
///
/// @param items the VM's settings, then its devices in the order of the configuration
public record RestorePlan(List<PlanItem> items) {
    /// Configurations of servers have some 30 kB.
    static final int MOST_CHARACTERS = 16 << 20;

    public RestorePlan {
        items = List.copyOf(items);
    }

    /// The plan for a VM of which no configuration is shown.
    public static RestorePlan none() {
        return new RestorePlan(List.of());
    }

    /// The plan for the VM of this configuration, with its NVRAM where it names a file of it.
    ///
    /// @param xml a `VirtualMachineConfigInfo` as the server sent it
    /// @throws UnreadableConfigurationException it is not well-formed, has a document type, or a
    ///   disk in it lacks what a disk must have
    public static RestorePlan of(String xml) throws UnreadableConfigurationException {
        return plan(xml, true);
    }

    /// The same where no NVRAM is kept, whatever the configuration names.
    ///
    /// @throws UnreadableConfigurationException as above
    public static RestorePlan withoutNvram(String xml) throws UnreadableConfigurationException {
        return plan(xml, false);
    }

    private static RestorePlan plan(String xml, boolean nvramKept)
            throws UnreadableConfigurationException {
        if (xml.length() > MOST_CHARACTERS) {
            throw new UnreadableConfigurationException(
                    Cause.of(CauseCode.CONFIGURATION_TOO_LARGE)
                            .withCount("count", xml.length())
                            .withCount("most", MOST_CHARACTERS));
        }
        try {
            XmlNode root = XmlNode.parse(xml);
            VmConfig config = VmConfig.of(root);
            List<PlanItem> items = new ArrayList<>();
            new SettingRules(root, items::add).add(nvramKept && config.nvram().isPresent());
            OptionRules.add(root, items::add);
            new DeviceRules(config.disks(), items::add).add(root);
            return new RestorePlan(items);
        } catch (XMLStreamException e) {
            throw new UnreadableConfigurationException(e);
        }
    }

    /// What is worth a word before a backup, in the order of the items.
    public List<Concern> concerns() {
        return items.stream()
                .filter(item -> item.verdict().told())
                .flatMap(item -> item.concern().stream())
                .toList();
    }
}
