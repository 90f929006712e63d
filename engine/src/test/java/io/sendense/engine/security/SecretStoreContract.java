package io.sendense.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.EngineException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every store of secrets does.
abstract class SecretStoreContract {
    @TempDir Path folder;

    /// The store, opened anew: what was put before is there.
    abstract SecretStore open() throws EngineException;

    static Optional<String> reveal(SecretStore store, String name) throws EngineException {
        return store.get(name).map(Secret::reveal);
    }

    @Test
    void hasNothingThatWasNotPut() throws EngineException {
        assertThat(open().get("vcenter:lab")).isEmpty();
        open().remove("vcenter:lab");
    }

    @Test
    void keepsSecretsByNameOverRestarts() throws EngineException {
        String odd = "p\u00e4ss \"w\u00f6rd\" \ud83d\udd11 \\ \n";
        open().put("vcenter:lab", Secret.of("first"));
        open().put("vcenter:b\u00fcro", Secret.of(odd));
        assertThat(reveal(open(), "vcenter:lab")).contains("first");
        assertThat(reveal(open(), "vcenter:b\u00fcro")).contains(odd);
        assertThat(reveal(open(), "vcenter")).isEmpty();
    }

    @Test
    void replacesAndRemoves() throws EngineException {
        SecretStore store = open();
        store.put("a", Secret.of("1"));
        store.put("b", Secret.of("2"));
        store.put("a", Secret.of("3"));
        assertThat(reveal(open(), "a")).contains("3");
        store.remove("a");
        store.remove("a");
        assertThat(reveal(open(), "a")).isEmpty();
        assertThat(reveal(open(), "b")).contains("2");
    }

    @Test
    void leavesTheCallersSecretAlone() throws EngineException {
        Secret mine = Secret.of("hunter2");
        SecretStore store = open();
        store.put("a", mine);
        assertThat(mine.reveal()).isEqualTo("hunter2");
        try (Secret copy = store.get("a").orElseThrow()) {
            assertThat(copy).isNotSameAs(mine);
        }
        assertThat(reveal(store, "a")).contains("hunter2");
    }

    @Test
    void saysWhereSecretsAreWithoutShowingAny() throws EngineException {
        SecretStore store = open();
        store.put("a", Secret.of("hunter2"));
        assertThat(store.describe()).isNotBlank().doesNotContain("hunter2");
    }
}
