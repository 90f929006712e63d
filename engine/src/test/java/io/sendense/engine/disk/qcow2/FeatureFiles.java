package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Files of QEMU's that have some feature, and what comes of using them as we use files.
abstract class FeatureFiles extends QemuMadeImages {
    enum Verdict {
        SUPPORTED,
        READ_ONLY,
        IGNORED,
        REFUSED
    }

    /// Makes a file, uses it, and says what came of it.
    interface Case {
        Verdict show() throws Exception;
    }

    ModelDisk convert(String options, String... flags) throws Exception {
        ModelDisk model = content();
        List<Object> arguments = new ArrayList<>(List.of("convert", "-f", "raw", "-O", "qcow2"));
        arguments.addAll(Arrays.asList(flags));
        arguments.addAll(List.of("-o", options, file("model.raw"), file("disk.qcow2")));
        Qemu.img(arguments.toArray());
        return model;
    }

    Verdict used(String options) throws Exception {
        return used(convert(options));
    }

    /// Reads `disk.qcow2`, then writes it if that may be.
    Verdict used(ModelDisk model) throws Exception {
        try (Qcow2Image image = open(OpenMode.READ_ONLY)) {
            model.assertSame(image);
        } catch (UnsupportedFeatureException e) {
            assertThat(e).hasMessageContaining("disk.qcow2");
            return Verdict.REFUSED;
        }
        Qemu.compare(file("disk.qcow2"), file("model.raw"));
        byte[] before = Files.readAllBytes(file("disk.qcow2"));
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            assertThat(image.readOnly()).isFalse();
        } catch (Qcow2FormatException e) {
            assertThat(e).hasMessageContaining("disk.qcow2");
            assertThat(file("disk.qcow2")).hasBinaryContent(before);
            return Verdict.READ_ONLY;
        }
        assertReadAlike("disk.qcow2", model);
        assertWrittenAlike("disk.qcow2", model);
        return Verdict.SUPPORTED;
    }

    Qcow2Image open(OpenMode mode) throws IOException {
        return Qcow2Image.open(file("disk.qcow2"), mode, BackingFiles.within(folder()));
    }

    void overlay(Path file, String backing, String format, String... flags) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("create", "-q", "-f", "qcow2"));
        arguments.addAll(Arrays.asList(flags));
        arguments.addAll(List.of("-b", backing, "-F", format, file));
        if (flags.length > 0) {
            arguments.add(Integer.toString(SIZE));
        }
        Qemu.img(arguments.toArray());
    }

    static void assertRefused(Path file, String words) {
        for (OpenMode mode : OpenMode.values()) {
            assertThatThrownBy(() ->
                            Qcow2Image.open(file, mode, BackingFiles.within(file.getParent())))
                    .isInstanceOf(Qcow2FormatException.class)
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageContaining(words);
        }
    }

    void zero(ModelDisk model, int offset, int length) throws IOException {
        Arrays.fill(model.bytes(), offset, offset + length, (byte) 0);
        model.store(file("model.raw"));
    }
}
