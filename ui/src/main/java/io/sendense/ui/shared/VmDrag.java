package io.sendense.ui.shared;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;

/// How VMs travel on the dragboard: three lines of text for each. Beside them may travel the
/// objects that they are of ([ObjectDrag]): a folder that is dragged is one object, and here its
/// VMs.
public final class VmDrag {
    private static final String MIME = "application/x-sendense-vms";

    private VmDrag() {}

    private static DataFormat format() {
        DataFormat known = DataFormat.lookupMimeType(MIME);
        return known == null ? new DataFormat(MIME) : known;
    }

    /// Dragboard content with these VMs, and their names as plain text for other programs.
    public static ClipboardContent content(List<VmRef> vms) {
        StringBuilder lines = new StringBuilder();
        for (VmRef vm : vms) {
            lines.append(line(vm.vcenter())).append(line(vm.id())).append(line(vm.name()));
        }
        ClipboardContent content = new ClipboardContent();
        content.put(format(), lines.toString());
        content.putString(String.join("\n", vms.stream().map(VmRef::name).toList()));
        return content;
    }

    private static String line(String text) {
        return text.replace('\n', ' ') + "\n";
    }

    public static boolean carriesVms(Dragboard board) {
        return board.hasContent(format());
    }

    /// The VMs on a dragboard; empty when it carries something else.
    public static List<VmRef> vms(Dragboard board) {
        if (!(board.getContent(format()) instanceof String lines)) {
            return List.of();
        }
        String[] parts = lines.split("\n", -1);
        List<VmRef> vms = new ArrayList<>();
        for (int i = 0; i + 2 < parts.length; i += 3) {
            vms.add(new VmRef(parts[i], parts[i + 1], parts[i + 2]));
        }
        return vms;
    }
}
