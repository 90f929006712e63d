package io.sendense.ui.transfers;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.util.Comparator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TreeTableColumn;

/// Makes the columns of a table of VMs and disks. Immutable.
final class TransferColumns {
    private static final Pattern LOOPBACK = Pattern.compile("^nbd://127\\.0\\.0\\.1:(\\d+)/.*$");
    private static final Pattern NBD_NAME = Pattern.compile("^nbd[^/]*//[^/]*/([^?]*).*$");

    private final Messages messages;
    private final Formats formats;

    TransferColumns(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    TreeTableColumn<TransferRow, ?> of(TransferColumn what) {
        return switch (what) {
            case NAME -> name(what);
            case VCENTER -> text(what, TransferRow::vcenterProperty);
            case MODE -> text(what, TransferRow::modeProperty);
            case PROGRESS -> progress(what);
            case DONE -> number(what, TransferRow::doneProperty, formats::bytes);
            case PLANNED -> number(what, TransferRow::plannedProperty, formats::bytes);
            case SKIPPED -> number(what, TransferRow::skippedProperty, formats::bytes);
            case RATE -> number(what, TransferRow::rateProperty, formats::rate);
            case LEFT -> left(what);
            case EXPORT -> export(what);
            case TRANSPORT -> text(what, TransferRow::transportProperty);
            case STATE -> state(what);
            case SIZE -> number(what, TransferRow::capacityProperty, formats::bytes);
            case RESULT -> text(what, TransferRow::resultProperty);
        };
    }

    private String title(TransferColumn what) {
        return switch (what) {
            case NAME -> messages.text("run.disk.label");
            case VCENTER -> messages.text("jobrun.vcenter");
            case MODE -> messages.text("run.disk.mode");
            case PROGRESS -> messages.text("run.disk.progress");
            case DONE -> messages.text("run.disk.done");
            case PLANNED -> messages.text("run.disk.planned");
            case SKIPPED -> messages.text("run.disk.skipped");
            case RATE -> messages.text("run.disk.rate");
            case LEFT -> messages.text("run.disk.left");
            case EXPORT -> messages.text("run.disk.export");
            case TRANSPORT -> messages.text("run.disk.transport");
            case STATE -> messages.text("run.disk.state");
            case SIZE -> messages.text("run.disk.size");
            case RESULT -> messages.text("jobrun.result");
        };
    }

    private <T> TreeTableColumn<TransferRow, T> column(
            TransferColumn what, Function<TransferRow, ObservableValue<T>> value) {
        TreeTableColumn<TransferRow, T> column = new TreeTableColumn<>(title(what));
        column.setId(what.id());
        column.setPrefWidth(what.width());
        column.setReorderable(false);
        column.setCellValueFactory(features -> value.apply(features.getValue().getValue()));
        return column;
    }

    private TreeTableColumn<TransferRow, String> text(
            TransferColumn what, Function<TransferRow, ObservableValue<String>> value) {
        TreeTableColumn<TransferRow, String> column = column(what, value);
        column.setCellFactory(_ -> new TransferCells.Text<>(Function.identity()));
        return column;
    }

    private TreeTableColumn<TransferRow, String> left(TransferColumn what) {
        TreeTableColumn<TransferRow, String> column = text(what, TransferRow::timeLeftProperty);
        column.getStyleClass().add("number");
        return column;
    }

    private TreeTableColumn<TransferRow, String> export(TransferColumn what) {
        TreeTableColumn<TransferRow, String> column = text(what, TransferRow::exportProperty);
        column.setCellFactory(_ -> new TransferCells.Text<>(this::exportWords));
        return column;
    }

    /// Of an export that a node reaches on its loopback the port, as that is what to look for
    /// there; of one on this machine the name.
    private String exportWords(String uri) {
        Matcher loopback = LOOPBACK.matcher(uri);
        return loopback.matches() ? messages.text("run.port", loopback.group(1)) : exportName(uri);
    }

    /// The name in an NBD address; the table has no room for the socket's path as well.
    static String exportName(String uri) {
        return NBD_NAME.matcher(uri).replaceFirst("$1");
    }

    /// A number that is not known yet is a dash.
    private TreeTableColumn<TransferRow, Number> number(
            TransferColumn what,
            Function<TransferRow, ObservableValue<Number>> value,
            Function<Long, String> look) {
        TreeTableColumn<TransferRow, Number> column = column(what, value);
        column.setCellFactory(_ ->
                new TransferCells.Text<>(number ->
                        number.longValue() == TransferRow.UNKNOWN
                                ? Formats.NONE
                                : look.apply(number.longValue())));
        column.getStyleClass().add("number");
        return column;
    }

    private TreeTableColumn<TransferRow, TransferRow> name(TransferColumn what) {
        TreeTableColumn<TransferRow, TransferRow> column = column(what, ReadOnlyObjectWrapper::new);
        column.setCellFactory(_ -> new TransferCells.Name());
        column.setComparator(Comparator.comparing(row -> row.labelProperty().get()));
        return column;
    }

    private TreeTableColumn<TransferRow, DiskProgress> progress(TransferColumn what) {
        TreeTableColumn<TransferRow, DiskProgress> column =
                column(what, TransferRow::progressProperty);
        column.setCellFactory(_ -> new ProgressCell(formats));
        return column;
    }

    private TreeTableColumn<TransferRow, Badge> state(TransferColumn what) {
        TreeTableColumn<TransferRow, Badge> column = column(what, TransferRow::stateProperty);
        column.setCellFactory(_ -> new TransferCells.State());
        column.setComparator(Comparator.comparing(Badge::text));
        return column;
    }
}
