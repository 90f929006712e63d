package io.sendense.ui.shared;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;

/// How objects of an inventory travel on the dragboard: four lines of text for each.
public final class ObjectDrag {
    private static final String MIME = "application/x-sendense-objects";

    private ObjectDrag() {}

    private static DataFormat format() {
        DataFormat known = DataFormat.lookupMimeType(MIME);
        return known == null ? new DataFormat(MIME) : known;
    }

    /// Dragboard content with these objects, and their names as plain text for other programs.
    public static ClipboardContent content(List<ObjectRef> objects) {
        StringBuilder lines = new StringBuilder();
        for (ObjectRef object : objects) {
            lines.append(line(object.vcenter()))
                    .append(line(object.kind().name()))
                    .append(line(object.id()))
                    .append(line(object.name()));
        }
        ClipboardContent content = new ClipboardContent();
        content.put(format(), lines.toString());
        content.putString(String.join("\n", objects.stream().map(ObjectRef::name).toList()));
        return content;
    }

    private static String line(String text) {
        return text.replace('\n', ' ') + "\n";
    }

    public static boolean carriesObjects(Dragboard board) {
        return board.hasContent(format());
    }

    /// The objects on a dragboard; empty when it carries something else.
    public static List<ObjectRef> objects(Dragboard board) {
        if (!(board.getContent(format()) instanceof String lines)) {
            return List.of();
        }
        String[] parts = lines.split("\n", -1);
        List<ObjectRef> objects = new ArrayList<>();
        for (int i = 0; i + 3 < parts.length; i += 4) {
            objects.add(
                    new ObjectRef(
                            parts[i],
                            ObjectRef.Kind.valueOf(parts[i + 1]),
                            parts[i + 2],
                            parts[i + 3]));
        }
        return objects;
    }
}
