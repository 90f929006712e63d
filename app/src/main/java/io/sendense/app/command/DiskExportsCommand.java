package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdExportEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `disk exports`.
@Command(name = "exports", description = "Lists what an NBD server has to offer.")
final class DiskExportsCommand extends ImageCommand {
    @Parameters(
            paramLabel = "URI",
            description = "Of the server; the export in it is not looked at.")
    private String server = "";

    @Override
    List<String> images() {
        return List.of(server);
    }

    @Override
    int run(Output output) throws IOException, EngineException {
        List<NbdExportEntry> entries =
                NbdBlockDevice.exports(Images.uri(server), NbdClientOptions.standard());
        Table table = new Table("EXPORT", ">SIZE", "ACCESS", ">BLOCK", "TELLS", "DESCRIPTION");
        List<Map<String, Object>> json = new ArrayList<>();
        for (NbdExportEntry entry : entries) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", entry.name());
            fields.put("description", entry.description());
            if (entry.details().isEmpty()) {
                table.row(entry.name(), "-", "-", "-", "-", entry.description());
            } else {
                NbdExportEntry.Details details = entry.details().get();
                table.row(
                        entry.name(),
                        Amount.bytes(details.size()),
                        details.flags().readOnly() ? "read-only" : "writable",
                        details.blockSizes().minimum(),
                        String.join(" ", details.contexts()),
                        entry.description());
                fields.put("sizeBytes", details.size());
                fields.put("readOnly", details.flags().readOnly());
                fields.put("minimumBlockBytes", details.blockSizes().minimum());
                fields.put("contexts", details.contexts());
            }
            json.add(fields);
        }
        output.result(Map.of("server", server, "exports", json), table);
        return EngineCommand.DONE;
    }
}
