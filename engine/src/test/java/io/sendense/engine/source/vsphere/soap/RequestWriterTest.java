package io.sendense.engine.source.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import com.vmware.vim25.ws.Argument;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static ManagedObjectReference reference(String type, String id) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(id);
        return reference;
    }

    private static String body(String operation, Argument... arguments) {
        String envelope = RequestWriter.write(operation, arguments, new VimTypes());
        int start = envelope.indexOf("<soapenv:Body>") + "<soapenv:Body>".length();
        return envelope.substring(start, envelope.indexOf("</soapenv:Body>"));
    }

    @Test
    void writesArgumentsInOrderAndEscapesText() {
        assertThat(
                        body(
                                "CreateSnapshot_Task",
                                new Argument(
                                        "_this",
                                        "ManagedObjectReference",
                                        reference("VirtualMachine", "vm-1")),
                                new Argument("name", "String", "a<b>&\"\u00e4\u0001"),
                                new Argument("description", "String", null),
                                new Argument("memory", "boolean", false)))
                .isEqualTo(
                        "<CreateSnapshot_Task xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">vm-1</_this>"
                                + "<name>a&lt;b&gt;&amp;&quot;\u00e4?</name><memory>false</memory></CreateSnapshot_Task>");
    }

    @Test
    void namesTheTypeOfAValueThatIsDerivedFromTheDeclaredOne() {
        TraversalSpec traversal = new TraversalSpec();
        traversal.setName("t");
        traversal.setType("ContainerView");
        traversal.setPath("view");
        ObjectSpec object = new ObjectSpec();
        object.setObj(reference("ContainerView", "v"));
        object.setSkip(true);
        object.setSelectSet(new SelectionSpec[] {traversal});
        PropertySpec properties = new PropertySpec();
        properties.setType("Folder");
        properties.setPathSet(new String[] {"name", "parent"});
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {object});
        filter.setPropSet(new PropertySpec[] {properties});
        assertThat(
                        body(
                                "X",
                                new Argument(
                                        "specSet",
                                        "PropertyFilterSpec[]",
                                        new PropertyFilterSpec[] {filter})))
                .isEqualTo(
                        "<X xmlns=\"urn:vim25\"><specSet><propSet><type>Folder</type>"
                                + "<pathSet>name</pathSet><pathSet>parent</pathSet></propSet><objectSet>"
                                + "<obj type=\"ContainerView\">v</obj><skip>true</skip>"
                                + "<selectSet xsi:type=\"TraversalSpec\"><name>t</name>"
                                + "<type>ContainerView</type><path>view</path></selectSet></objectSet>"
                                + "</specSet></X>");
    }

    @Test
    void namesTheTypeOfWhatStandsWhereAnythingMay() {
        OptionValue option = new OptionValue();
        option.setKey("k");
        option.setValue(7L);
        assertThat(body("X", new Argument("o", "OptionValue", option)))
                .isEqualTo(
                        "<X xmlns=\"urn:vim25\"><o><key>k</key><value xsi:type=\"xsd:long\">7</value></o></X>");
    }

    @Test
    void writesTimesInUtc() {
        var time =
                GregorianCalendar.from(
                        Instant.parse("2026-11-22T10:00:00Z").atZone(ZoneOffset.ofHours(2)));
        assertThat(body("X", new Argument("t", "Calendar", time)))
                .isEqualTo("<X xmlns=\"urn:vim25\"><t>2026-11-22T10:00:00Z</t></X>");
    }
}
