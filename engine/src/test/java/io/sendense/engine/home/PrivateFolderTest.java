package io.sendense.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
    @TempDir private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void closesAFolderInsideThatWasOpenToOthers() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("run"));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxrwxrwx"));
        PrivateFolder.makeInside(inside);
        assertThat(mode(inside)).isEqualTo("rwx------");
    }

    @Test
    void leavesTheModeOfAHomeToTheOperator() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-x---"));
        PrivateFolder.make(home);
        assertThat(mode(home)).isEqualTo("rwxr-x---");
    }

    @Test
    void refusesALinkWhereItsOwnFolderShouldBe() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("run"), elsewhere);
        assertThatThrownBy(() -> PrivateFolder.makeInside(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link");
    }

    @Test
    void refusesAFolderOfAnotherUser() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give it away");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.setOwner(
                other,
                other.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        assertThatThrownBy(() -> PrivateFolder.makeInside(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody");
        assertThat(other).isEmptyDirectory();
    }
}
