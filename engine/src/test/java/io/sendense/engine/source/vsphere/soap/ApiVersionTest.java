package io.sendense.engine.source.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiVersionTest {
    private static String common(String... listed) throws Exception {
        StringBuilder xml =
                new StringBuilder("<namespaces version='1.0'><namespace><name>urn:other</name>")
                        .append(
                                "<version>8.9</version></namespace><namespace><name>urn:vim25</name>");
        for (int i = 0; i < listed.length; i++) {
            xml.append(i == 1 ? "<priorVersions>" : "")
                    .append("<version>")
                    .append(listed[i])
                    .append("</version>");
        }
        xml.append(listed.length > 1 ? "</priorVersions>" : "").append("</namespace></namespaces>");
        byte[] bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
        return ApiVersion.newestCommon(new ByteArrayInputStream(bytes)).value();
    }

    @Test
    void picksTheNewestThatBothKnow() throws Exception {
        assertThat(common("8.0.3.0", "8.0.2.0", "6.7.3", "2.5u2")).isEqualTo("8.0.3.0");
        assertThat(common("6.5", "6.0", "5.5")).isEqualTo("6.5");
        assertThat(common("10.1.0.0", "9.0.0.0", "8.0.3.0")).isEqualTo("9.0.0.0");
    }

    @Test
    void speaksTheOldestToAServerThatListsNothingInCommon() throws Exception {
        assertThat(common("5.5", "5.0")).isEqualTo("6.0");
        assertThat(common("99.0")).isEqualTo("6.0");
        assertThat(common()).isEqualTo("6.0");
    }

    @Test
    void comparesNumbersNotText() {
        assertThat(new ApiVersion("10.0")).isGreaterThan(new ApiVersion("9.9.9"));
        assertThat(new ApiVersion("6.7")).isEqualByComparingTo(new ApiVersion("6.7.0.0"));
        assertThatThrownBy(() -> new ApiVersion("8\"\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void standsInQuotesInTheHeader() {
        assertThat(new ApiVersion("8.0.3.0").soapAction()).isEqualTo("\"urn:vim25/8.0.3.0\"");
    }
}
