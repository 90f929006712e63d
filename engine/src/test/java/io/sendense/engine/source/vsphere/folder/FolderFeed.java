package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.fuzz.Feed;
import io.sendense.engine.fuzz.Refusals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a datastore sends: with bit 0 of the first byte a disk's descriptor, else the head of an
/// answer.
public final class FolderFeed implements Feed {
    private static final Refusals REFUSALS = Refusals.of(List.of(IOException.class));

    @Override
    public boolean take(byte[] input) throws Exception {
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & 1) != 0) {
            return VmdkDescriptor.parse(rest).map(VmdkDescriptor::objection).isPresent();
        }
        return REFUSALS.taken(() -> {
            ResponseHead head = ResponseHead.parse(new String(rest, StandardCharsets.ISO_8859_1));
            head.isInterim();
            head.answers(0, 512);
        });
    }
}
