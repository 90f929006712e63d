package io.sendense.engine.catalog;

import io.sendense.engine.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Writes and reads points with their disks inside a transaction.
final class PointRows {
    private PointRows() {}

    static void insert(Handle handle, PointRow point, List<PointDiskRow> disks) {
        handle.createUpdate(
                        """
                        insert into restore_point (id, repository_id, run_id, vcenter_name, vm_name, vm_uuid,
                            created, consistency, folder)
                        values (:id, (select id from repository where name = :repository), :run, :vcenter,
                            :vmName, :vmUuid, :created, :consistency, :folder)
                        """)
                .bind("id", point.id())
                .bind("repository", point.repository())
                .bind("run", point.run().map(RunId::value).orElse(null))
                .bind("vcenter", point.vcenter())
                .bind("vmName", point.vmName())
                .bind("vmUuid", point.vmUuid())
                .bind("created", Values.utc(point.created()))
                .bind("consistency", point.consistency())
                .bind("folder", point.folder())
                .execute();
        disks.forEach(disk -> insert(handle, point.id(), disk));
    }

    private static void insert(Handle handle, String point, PointDiskRow disk) {
        handle.createUpdate(
                        """
                        insert into point_disk (point_id, disk_key, label, capacity_bytes, layer, layer_bytes,
                            parent_point_id, parent_disk_key, backing_uuid, change_id)
                        values (:point, :key, :label, :capacity, :layer, :layerBytes, :parent, :parentKey,
                            :backing, :changeId)
                        """)
                .bind("point", point)
                .bind("key", disk.key())
                .bind("label", disk.label())
                .bind("capacity", disk.capacityBytes())
                .bind("layer", disk.layer())
                .bind("layerBytes", disk.layerBytes())
                .bind("parent", disk.parent().map(PointDiskRow.Parent::point).orElse(null))
                .bind("parentKey", disk.parent().map(PointDiskRow.Parent::key).orElse(null))
                .bind("backing", disk.backingUuid().orElse(null))
                .bind("changeId", disk.changeId().orElse(null))
                .execute();
    }

    /// @param points selects whole rows of `restore_point` with `repository_name`; order is kept
    static List<StoredPoint> select(Handle handle, Query points) {
        List<PointRow> rows = points.map((row, _) -> readPoint(row)).list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, List<PointDiskRow>> disks = new HashMap<>();
        handle.createQuery("select * from point_disk where point_id in (<ids>) order by disk_key")
                .bindList("ids", rows.stream().map(PointRow::id).toList())
                .map((row, _) -> new DiskOfPoint(row.getString("point_id"), readDisk(row)))
                .forEach(disk ->
                        disks.computeIfAbsent(disk.point(), _ -> new ArrayList<>())
                                .add(disk.row()));
        return rows.stream()
                .map(row -> new StoredPoint(row, disks.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private record DiskOfPoint(String point, PointDiskRow row) {}

    private static PointRow readPoint(ResultSet row) throws SQLException {
        return new PointRow(
                row.getString("id"),
                row.getString("repository_name"),
                Values.optionalLong(row, "run_id").map(RunId::new),
                row.getString("vcenter_name"),
                row.getString("vm_name"),
                row.getString("vm_uuid"),
                Values.instant(row, "created"),
                row.getString("consistency"),
                row.getString("folder"));
    }

    private static PointDiskRow readDisk(ResultSet row) throws SQLException {
        int parentKey = row.getInt("parent_disk_key");
        return new PointDiskRow(
                row.getInt("disk_key"),
                row.getString("label"),
                row.getLong("capacity_bytes"),
                row.getString("layer"),
                row.getLong("layer_bytes"),
                Values.optionalText(row, "parent_point_id")
                        .map(point -> new PointDiskRow.Parent(point, parentKey)),
                Values.optionalText(row, "backing_uuid"),
                Values.optionalText(row, "change_id"));
    }
}
