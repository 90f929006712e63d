package io.sendense.app.command;

import io.sendense.engine.run.TargetServer;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `embedded` or `qemu-nbd`.
final class TargetServerOption implements ITypeConverter<TargetServer> {
    @Override
    public TargetServer convert(String value) {
        return TargetServer.ofId(value)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'"
                                        + value
                                        + "' is none of: "
                                        + Arrays.stream(TargetServer.values())
                                                .map(TargetServer::id)
                                                .collect(Collectors.joining(", "))));
    }
}
