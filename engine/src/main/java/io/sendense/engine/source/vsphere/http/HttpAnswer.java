package io.sendense.engine.source.vsphere.http;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.zip.GZIPInputStream;

/// A whole HTTP answer.
public final class HttpAnswer {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final long mostBytes;

    HttpAnswer(int status, HttpHeaders headers, byte[] body, long mostBytes) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.mostBytes = mostBytes;
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public boolean isEmpty() {
        return body.length == 0;
    }

    /// The body, decompressed if it came compressed; reading past the limit of bytes fails.
    public InputStream content() throws IOException {
        boolean compressed =
                headers.firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
        InputStream bytes = new ByteArrayInputStream(body);
        return compressed ? new Limited(new GZIPInputStream(bytes, 1 << 16), mostBytes) : bytes;
    }

    private static final class Limited extends FilterInputStream {
        private final long most;
        private long left;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            return counted(value < 0 ? -1 : 1) < 0 ? -1 : value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return counted(super.read(target, offset, length));
        }

        private int counted(int read) throws IOException {
            left -= Math.max(0, read);
            if (left < 0) {
                throw new IOException("the answer unpacks to more than " + most + " bytes");
            }
            return read;
        }
    }
}
