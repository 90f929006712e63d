package io.sendense.engine.source.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.DiskChangeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualHardware;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
    private static final String HEAD =
            "<?xml version='1.0' encoding='UTF-8'?>"
                    + "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'"
                    + " xmlns:xsd='http://www.w3.org/2001/XMLSchema'"
                    + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><e:Body>";
    private static final String TAIL = "</e:Body></e:Envelope>";

    private final Tolerated tolerated = new Tolerated();
    private final ResponseReader reader = new ResponseReader(new VimTypes(), tolerated);

    private Object answer(String returnType, String returnval) throws Exception {
        return read(HEAD + "<R xmlns='urn:vim25'>" + returnval + "</R>" + TAIL, returnType);
    }

    private Object read(String document, String returnType) throws Exception {
        return reader.read(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), returnType);
    }

    private Object propertyValue(String val) throws Exception {
        var result =
                (RetrieveResult)
                        answer(
                                "RetrieveResult",
                                "<returnval><objects><obj type='VirtualMachine'>vm-1</obj>"
                                        + "<propSet><name>p</name>"
                                        + val
                                        + "</propSet></objects></returnval>");
        return result.getObjects()[0].getPropSet()[0].getVal();
    }

    @Test
    void readsNestedObjectsArraysAndNumbers() throws Exception {
        var areas =
                (DiskChangeInfo)
                        answer(
                                "DiskChangeInfo",
                                "<returnval><startOffset>0</startOffset><length>5497558138880</length>"
                                        + "<changedArea><start>65536</start><length>131072</length></changedArea>"
                                        + "<changedArea><start>4398046511104</start><length>65536</length></changedArea>"
                                        + "</returnval>");
        assertThat(areas.getLength()).isEqualTo(5497558138880L);
        assertThat(areas.getChangedArea()).hasSize(2);
        assertThat(areas.getChangedArea()[1].getStart()).isEqualTo(4398046511104L);
    }

    @Test
    void arraysOfPlainValuesAreWhatTheStubsCastThemTo() throws Exception {
        assertThat(
                        (boolean[])
                                answer(
                                        "boolean[]",
                                        "<returnval>true</returnval><returnval>false</returnval>"))
                .containsExactly(true, false);
        assertThat((int[]) answer("int[]", "<returnval>7</returnval>")).containsExactly(7);
        assertThat((String[]) answer("String[]", "<returnval>a</returnval>")).containsExactly("a");
    }

    @Test
    void anAnswerWithoutValueIsNullAndAnArrayWithoutValuesIsEmpty() throws Exception {
        assertThat(answer("RetrieveResult", "")).isNull();
        assertThat((ObjectContent[]) answer("ObjectContent[]", "")).isEmpty();
        assertThat(answer(null, "")).isNull();
    }

    @Test
    void skipsFieldsItDoesNotKnowAndCountsThem() throws Exception {
        var content =
                (ServiceContent)
                        answer(
                                "ServiceContent",
                                "<returnval><rootFolder type='Folder'>group-d1</rootFolder>"
                                        + "<vStorageObjectManager type='X'>x</vStorageObjectManager>"
                                        + "<about><name>n</name><newer><deep>1</deep></newer>"
                                        + "<apiVersion>9.9</apiVersion></about></returnval>");
        assertThat(content.getRootFolder().getVal()).isEqualTo("group-d1");
        assertThat(content.getAbout().getApiVersion()).isEqualTo("9.9");
        assertThat(tolerated.counts())
                .containsEntry("field ServiceContent.vStorageObjectManager", 1L)
                .containsEntry("field AboutInfo.newer", 1L);
    }

    @Test
    void readsADeviceOfAnUnknownTypeAsItsBaseType() throws Exception {
        var hardware =
                (VirtualHardware)
                        propertyValue(
                                "<val xsi:type='VirtualHardware'><numCPU>2</numCPU>"
                                        + "<device xsi:type='VirtualNVMEController'><key>31000</key>"
                                        + "<busNumber>0</busNumber></device>"
                                        + "<device xsi:type='VirtualDisk'><key>2000</key>"
                                        + "<capacityInKB>4</capacityInKB></device></val>");
        assertThat(hardware.getDevice()).hasSize(2);
        assertThat(hardware.getDevice()[0].getClass()).isEqualTo(VirtualDevice.class);
        assertThat(hardware.getDevice()[0].getKey()).isEqualTo(31000);
        assertThat(tolerated.counts()).containsEntry("type VirtualNVMEController", 1L);
    }

    @Test
    void keepsAnUnknownTypeAsXmlWhereAnythingMayStand() throws Exception {
        var value =
                (RawXml) propertyValue("<val xsi:type='BrandNew'><a x='1'>&lt;b&gt;</a><c/></val>");
        assertThat(value.type()).isEqualTo("BrandNew");
        assertThat(value.xml()).contains("<a x=\"1\">&lt;b&gt;</a><c></c>");
        assertThat(tolerated.counts()).containsEntry("type BrandNew", 1L);
    }

    @Test
    void leavesOutConstantsItDoesNotKnow() throws Exception {
        assertThat(propertyValue("<val xsi:type='HostSystemConnectionState'>fancy</val>")).isNull();
        assertThat(propertyValue("<val xsi:type='HostSystemConnectionState'>connected</val>"))
                .isEqualTo(HostSystemConnectionState.connected);
        assertThat(tolerated.counts())
                .containsEntry("constant HostSystemConnectionState.fancy", 1L);
    }

    @Test
    void readsAReferenceInAnythingWithItsAttributesInEitherOrder() throws Exception {
        for (String attributes :
                new String[] {
                    "xsi:type='ManagedObjectReference' type='Folder'",
                    "type='Folder' xsi:type='ManagedObjectReference'"
                }) {
            var reference =
                    (ManagedObjectReference)
                            propertyValue("<val " + attributes + ">group-v3</val>");
            assertThat(reference.getType()).isEqualTo("Folder");
            assertThat(reference.getVal()).isEqualTo("group-v3");
        }
    }

    @Test
    void readsArraysAndSimpleValuesInAnything() throws Exception {
        assertThat(
                        (String[])
                                propertyValue(
                                        "<val xsi:type='ArrayOfString'><string>a</string><string>b</string></val>"))
                .containsExactly("a", "b");
        assertThat(
                        (ManagedObjectReference[])
                                propertyValue(
                                        "<val xsi:type='ArrayOfManagedObjectReference'>"
                                                + "<ManagedObjectReference type='Datastore'>ds-1</ManagedObjectReference></val>"))
                .extracting(ManagedObjectReference::getVal)
                .containsExactly("ds-1");
        assertThat(
                        (Integer[])
                                propertyValue(
                                        "<val xsi:type='ArrayOfInt'><int>1</int><int>2</int></val>"))
                .containsExactly(1, 2);
        assertThat(propertyValue("<val xsi:type='xsd:long'>7</val>")).isEqualTo(7L);
        assertThat(propertyValue("<val xsi:type='xsd:boolean'>true</val>")).isEqualTo(true);
        assertThat(propertyValue("<val xsi:type='xsd:string'>gr\u00fc\u00df&amp;</val>"))
                .isEqualTo("gr\u00fc\u00df&");
    }

    @Test
    void readsTheFaultOfATaskWithItsMessage() throws Exception {
        var info =
                (TaskInfo)
                        propertyValue(
                                "<val xsi:type='TaskInfo'><key>t</key><state>error</state>"
                                        + "<error><fault xsi:type='BrandNewQuiesceFault'><faultMessage>"
                                        + "<key>msg.q</key></faultMessage></fault>"
                                        + "<localizedMessage>no rest</localizedMessage></error>"
                                        + "<queueTime>2026-11-22T10:00:00.5Z</queueTime></val>");
        assertThat(info.getState()).isEqualTo(TaskInfoState.error);
        assertThat(SoapFault.of(info.getError().getFault(), "no rest").typeName())
                .isEqualTo("BrandNewQuiesceFault");
        assertThat(info.getError().getFault().getFaultMessage()[0].getKey()).isEqualTo("msg.q");
        assertThat(info.getQueueTime().toInstant())
                .isEqualTo(Instant.parse("2026-11-22T10:00:00.500Z"));
    }

    @Test
    void aTypedFaultKeepsItsTypeFieldsAndWords() {
        SoapFault fault =
                fault(
                        "<faultcode>ServerFaultCode</faultcode><faultstring>no right</faultstring><detail>"
                                + "<NoPermissionFault xmlns='urn:vim25' xsi:type='NoPermission'>"
                                + "<object type='Folder'>group-d1</object>"
                                + "<privilegeId>System.View</privilegeId><missingPrivileges/>"
                                + "</NoPermissionFault></detail>");
        assertThat(fault.typeName()).isEqualTo("NoPermission");
        assertThat(fault.words()).isEqualTo("no right");
        assertThat(fault).hasMessage("NoPermission: no right");
        assertThat(fault.as(NoPermission.class).orElseThrow().getPrivilegeId())
                .isEqualTo("System.View");
    }

    @Test
    void aFaultMayNameItsTypeInTheElementOnly() {
        SoapFault fault =
                fault("<faultstring/><detail><InvalidLoginFault xmlns='urn:vim25'/></detail>");
        assertThat(fault.is(InvalidLogin.class)).isTrue();
    }

    @Test
    void aFaultOfAnUnknownTypeKeepsItsName() {
        SoapFault fault =
                fault(
                        "<faultstring>w</faultstring><detail><BrandNewFault xsi:type='BrandNew'>"
                                + "<x/></BrandNewFault></detail>");
        assertThat(fault.typeName()).isEqualTo("BrandNew");
        assertThat(fault.words()).isEqualTo("w");
    }

    @Test
    void aFaultWithoutDetailKeepsTheServersWords() {
        SoapFault fault =
                fault(
                        "<faultcode>ServerFaultCode</faultcode><faultstring>Unable to resolve</faultstring>");
        assertThat(fault).hasMessage("ServerFaultCode: Unable to resolve");
    }

    private SoapFault fault(String content) {
        return catchThrowableOfType(
                SoapFault.class,
                () -> read(HEAD + "<e:Fault>" + content + "</e:Fault>" + TAIL, "UserSession"));
    }

    @Test
    void refusesDocumentTypesBeforeTheyDoAnything() {
        String document =
                "<?xml version='1.0'?><!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                        + HEAD.substring(HEAD.indexOf("<e:"))
                        + "<R xmlns='urn:vim25'><returnval>&x;</returnval></R>"
                        + TAIL;
        assertThatThrownBy(() -> read(document, "String"))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("document type");
    }

    @Test
    void refusesEntitiesThatNobodyDeclared() {
        assertThatThrownBy(() -> answer("String", "<returnval>&x;</returnval>"))
                .isInstanceOf(XMLStreamException.class);
    }

    @Test
    void refusesEndlessNesting() {
        String deep = "<childSnapshotList>".repeat(100_000);
        assertThatThrownBy(() ->
                        answer("VirtualMachineSnapshotTree", "<returnval>" + deep + "</returnval>"))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void refusesWhatIsNoSoap() {
        assertThatThrownBy(() -> read("<html><body>503</body></html>", "String"))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("no SOAP envelope");
        assertThatThrownBy(() -> answer("int", "<returnval>many</returnval>"))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("many");
    }

    @Test
    void readsWhatTheOtherSideOfTheSchemaCallsMandatoryAsMissing() throws Exception {
        var info = (TaskInfo) propertyValue("<val xsi:type='TaskInfo'/>");
        assertThat(info.getState()).isNull();
        assertThat(info.isCancelable()).isFalse();
    }

    @Test
    void keepsAConfigurationAsADocumentOfItsOwn() throws Exception {
        var config =
                (RawXml)
                        propertyValue(
                                "<val xsi:type='VirtualMachineConfigInfo'><name>a &amp; b</name>"
                                        + "<hardware><device xsi:type='VirtualTPM'><key>11000</key>"
                                        + "<x xsi:type='xsd:string'>y</x></device></hardware></val>");
        assertThat(config.xml())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config ")
                .contains(
                        "xmlns=\"urn:vim25\"",
                        "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"",
                        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
                        "<name>a &amp; b</name>",
                        "<device xsi:type=\"VirtualTPM\">");
        var again = SafeXml.reader(new java.io.StringReader(config.xml()));
        while (again.hasNext()) {
            again.next();
        }
        assertThat(tolerated.counts()).isEmpty();
    }
}
