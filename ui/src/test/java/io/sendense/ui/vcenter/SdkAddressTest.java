package io.sendense.ui.vcenter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdkAddressTest {
    @ParameterizedTest
    @CsvSource({
        "vc.example.com, https://vc.example.com/sdk",
        "'  vc.example.com ', https://vc.example.com/sdk",
        "vc.example.com:8443, https://vc.example.com:8443/sdk",
        "192.0.2.7, https://192.0.2.7/sdk",
        "[2001:db8::7]:443, https://[2001:db8::7]:443/sdk",
        "https://vc.example.com, https://vc.example.com/sdk",
        "https://vc.example.com/, https://vc.example.com/sdk",
        "https://vc.example.com/sdk, https://vc.example.com/sdk",
        "https://vc.example.com/gateway/sdk, https://vc.example.com/gateway/sdk",
    })
    void completesWhatIsTyped(String typed, String url) {
        assertThat(SdkAddress.complete(typed)).get().extracting(SdkAddress::url).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "http://vc.example.com/sdk",
                "ftp://vc",
                "https://",
                "vc example",
                "https://root:secret@vc.example.com/sdk",
                "://x"
            })
    void refusesWhatIsNoHttpsAddress(String typed) {
        assertThat(SdkAddress.complete(typed)).isEmpty();
    }
}
