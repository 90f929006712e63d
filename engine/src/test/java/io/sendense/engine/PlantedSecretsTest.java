package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What looks for planted secrets finds them.
class PlantedSecretsTest {
    /// Logged through a logger of its own in this very process, as any class would.
    @Test
    void findsOneThatIsLogged() {
        PlantedSecrets ears = new PlantedSecrets();
        ears.beforeAll(null);
        LoggerFactory.getLogger("leak").error("the token is {}", "planted-token", new Exception());
        assertThatThrownBy(() -> ears.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessage("a planted secret was logged: leak, ERROR");
    }

    @Test
    void findsOneInALogAndInAFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("clean.log"), "a user was refused");
        PlantedSecrets.scan(folder);
        Files.writeString(folder.resolve("sendense.log"), "user root, password planted-1");
        assertThatThrownBy(() -> PlantedSecrets.scan(folder))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sendense.log");
    }
}
