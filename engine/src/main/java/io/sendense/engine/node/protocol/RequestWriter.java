package io.sendense.engine.node.protocol;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes what [RequestJson] reads. Stateless.
public final class RequestWriter {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RequestWriter() {}

    /// The request as JSON, with its password in the clear: it goes into a tunnel and nowhere else.
    public static byte[] start(StartRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(request, bytes, true);
        return bytes.toByteArray();
    }

    /// The question for what a vCenter has, as JSON with its password in the clear.
    public static byte[] discover(DiscoverRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            out.writeStartObject();
            write(out, request.vcenter(), true);
            request.vm().ifPresent(vm -> out.writeStringProperty("vm", vm));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// A SHA-256 of all of a request but its password, by which a repeated one is known: 64 hex
    /// digits.
    public static String digest(StartRequest request) {
        try (DigestOutputStream digest =
                new DigestOutputStream(
                        OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            write(request, digest, false);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(StartRequest request, OutputStream bytes, boolean withPassword) {
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("job_id", request.jobId().value());
            out.writeStringProperty("vm", request.vm());
            write(out, request.vcenter(), withPassword);
            out.writeStringProperty("snapshot", request.snapshot());
            out.writeArrayPropertyStart("disks");
            request.disks().forEach(disk -> write(out, disk));
            out.writeEndArray();
            write(out, request.limits());
            out.writeEndObject();
        }
    }

    private static void write(JsonGenerator out, VCenterAccess vcenter, boolean withPassword) {
        out.writeObjectPropertyStart("vcenter");
        out.writeStringProperty("url", vcenter.url().toString());
        out.writeStringProperty("user", vcenter.user());
        if (withPassword) {
            out.writeStringProperty("password", vcenter.password().reveal());
        }
        out.writeStringProperty("pin", vcenter.pin().sha256());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, DiskOrder disk) {
        out.writeStartObject();
        out.writeNumberProperty("key", disk.key());
        out.writeStringProperty("backing_uuid", disk.backingUuid());
        out.writeNumberProperty("capacity", disk.capacityBytes());
        switch (disk.extents()) {
            case ExtentPlan.Full() -> out.writeStringProperty("extents", "full");
            case ExtentPlan.Some(var extents) -> {
                out.writeArrayPropertyStart("extents");
                for (Extent extent : extents) {
                    out.writeStartArray();
                    out.writeNumber(extent.offset());
                    out.writeNumber(extent.length());
                    out.writeEndArray();
                }
                out.writeEndArray();
            }
        }
        out.writeStringProperty("zeroes", disk.zeroes() == ZeroPolicy.SKIP ? "skip" : "store");
        out.writeStringProperty("target", disk.target().toString());
        out.writeNumberProperty("connections", disk.connections());
        disk.baseline()
                .map(NbdUri::toString)
                .ifPresent(uri -> out.writeStringProperty("baseline", uri));
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, NodeLimits limits) {
        out.writeObjectPropertyStart("limits");
        limits.bytesPerSecond()
                .ifPresent(value -> out.writeNumberProperty("bytes_per_second", value));
        limits.requestsPerHost()
                .ifPresent(value -> out.writeNumberProperty("requests_per_host", value));
        limits.requestsPerDatastore()
                .ifPresent(value -> out.writeNumberProperty("requests_per_datastore", value));
        out.writeEndObject();
    }
}
