package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.RetrieveResult;
import io.sendense.engine.fuzz.Feed;
import io.sendense.engine.fuzz.Refusals;
import io.sendense.engine.source.vsphere.config.VmConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// An answer of a vCenter, read as what the first byte of the input says is expected. A VM's
/// configuration inside is read too; it may also come alone.
public final class AnswerFeed implements Feed {
    private static final List<Optional<String>> EXPECTED =
            List.of(
                    Optional.of("RetrieveResult"),
                    Optional.of("ServiceContent"),
                    Optional.of("DiskChangeInfo"),
                    Optional.of("UpdateSet"),
                    Optional.of("TaskInfo"),
                    Optional.of("ObjectContent[]"),
                    Optional.of("ManagedObjectReference"),
                    Optional.of("UserSession"),
                    Optional.of("String"),
                    Optional.of("Calendar"),
                    Optional.empty());
    private static final Refusals REFUSALS =
            Refusals.of(List.of(XMLStreamException.class, SoapFault.class));

    private final VimTypes types = new VimTypes();

    @Override
    public boolean take(byte[] input) throws Exception {
        int kind = Byte.toUnsignedInt(input[0]) % (EXPECTED.size() + 1);
        byte[] answer = Arrays.copyOfRange(input, 1, input.length);
        if (kind == EXPECTED.size()) {
            String text = new String(answer, StandardCharsets.UTF_8);
            return REFUSALS.taken(() -> VmConfig.parse(text));
        }
        return REFUSALS.taken(() -> read(answer, EXPECTED.get(kind).orElse(null)));
    }

    private void read(byte[] answer, @Nullable String expected)
            throws XMLStreamException, SoapFault {
        ResponseReader reader = new ResponseReader(types, new Tolerated());
        Object value = reader.read(new ByteArrayInputStream(answer), expected);
        if (value instanceof RetrieveResult result && result.getObjects() != null) {
            for (ObjectContent content : result.getObjects()) {
                if (content.getPropSet() != null) {
                    for (DynamicProperty property : content.getPropSet()) {
                        if (property.getVal() instanceof RawXml raw) {
                            VmConfig.parse(raw.xml());
                        }
                    }
                }
            }
        }
    }
}
