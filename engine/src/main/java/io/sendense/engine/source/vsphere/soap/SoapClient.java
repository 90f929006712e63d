package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import io.sendense.engine.source.vsphere.http.HttpAnswer;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.rmi.RemoteException;
import javax.net.ssl.TrustManager;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// What yavijava's stubs call through: one POST per call to one server. Thread-safe.
///
/// A call ends with a value, a [SoapFault] or a [CallFailed]; nothing is ever repeated here.
public final class SoapClient implements Client {
    private static final String USER_AGENT = "Sendense";
    private static final int OK = 200;

    /// SOAP 1.1 section 6.2: a fault comes with this status.
    private static final int FAULT = 500;

    private final URI sdk;
    private final HttpsExchange https;
    private final SessionCookie cookie;
    private final VimTypes types = new VimTypes();
    private final Tolerated tolerated = new Tolerated();
    private volatile ApiVersion version = ApiVersion.OLDEST;

    /// @param sdk where the calls go: `https://vc.example/sdk`
    public SoapClient(URI sdk, HttpsExchange https, SessionCookie cookie) {
        this.sdk = sdk;
        this.https = https;
        this.cookie = cookie;
    }

    /// Asks the server which API versions it has, and speaks the newest common one from now on. A
    /// server that does not say is spoken to in the oldest.
    public ApiVersion agreeOnVersion() throws RemoteException {
        URI list = URI.create(sdk + "/vimServiceVersions.xml");
        try {
            HttpAnswer answer = https.send(request(list).GET().build());
            version =
                    answer.status() == OK
                            ? ApiVersion.newestCommon(answer.content())
                            : ApiVersion.OLDEST;
        } catch (XMLStreamException e) {
            version = ApiVersion.OLDEST;
        } catch (IOException e) {
            throw new CallFailed(CallFailed.Kind.TRANSPORT, "GET " + list, e);
        } catch (InterruptedException e) {
            throw new CallFailed(CallFailed.Kind.INTERRUPTED, "GET " + list, e);
        }
        return version;
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("User-Agent", USER_AGENT)
                .header("Accept-Encoding", "gzip");
    }

    @Override
    public @Nullable Object invoke(
            String operation, Argument @Nullable [] arguments, @Nullable String returnType)
            throws RemoteException {
        String envelope = RequestWriter.write(operation, arguments, types);
        try {
            HttpAnswer answer = post(envelope);
            return read(answer, returnType);
        } catch (XMLStreamException e) {
            throw new CallFailed(CallFailed.Kind.UNREADABLE, operation, e);
        } catch (RemoteException e) {
            throw e;
        } catch (IOException e) {
            throw new CallFailed(CallFailed.Kind.TRANSPORT, operation, e);
        } catch (InterruptedException e) {
            throw new CallFailed(CallFailed.Kind.INTERRUPTED, operation, e);
        }
    }

    private HttpAnswer post(String envelope) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(sdk)
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .header("SOAPAction", version.soapAction());
        String session = cookie.header();
        if (!session.isEmpty()) {
            request.header("Cookie", session);
        }
        HttpAnswer answer =
                https.send(
                        request.POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                envelope, StandardCharsets.UTF_8))
                                .build());
        answer.headers().allValues("Set-Cookie").forEach(cookie::take);
        return answer;
    }

    private @Nullable Object read(HttpAnswer answer, @Nullable String returnType)
            throws IOException, XMLStreamException {
        if (answer.status() != OK && answer.status() != FAULT) {
            throw new CallFailed.HttpStatusException(answer.status());
        }
        try {
            return new ResponseReader(types, tolerated).read(answer.content(), returnType);
        } catch (XMLStreamException e) {
            if (answer.status() == FAULT) {
                // an error page of something in front of the server
                throw new CallFailed.HttpStatusException(answer.status());
            }
            throw e;
        }
    }

    /// What the server said that yavijava does not know.
    public Tolerated tolerated() {
        return tolerated;
    }

    // What follows is what the interface asks for besides; the stubs call none of it.

    @Override
    public StringBuffer invokeAsString(String operation, Argument[] arguments)
            throws RemoteException {
        try {
            return readStream(post(marshall(operation, arguments)).content());
        } catch (IOException e) {
            throw new CallFailed(CallFailed.Kind.TRANSPORT, operation, e);
        } catch (InterruptedException e) {
            throw new CallFailed(CallFailed.Kind.INTERRUPTED, operation, e);
        }
    }

    @Override
    public String marshall(String operation, Argument[] arguments) {
        return RequestWriter.write(operation, arguments, types);
    }

    @Override
    public @Nullable Object unMarshall(String returnType, InputStream answer) throws Exception {
        return new ResponseReader(types, tolerated).read(answer, returnType);
    }

    @Override
    public StringBuffer readStream(InputStream text) throws IOException {
        return new StringBuffer(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public URL getBaseUrl() {
        try {
            return sdk.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("'" + sdk + "' is no URL", e);
        }
    }

    @Override
    public String getCookie() {
        return cookie.header();
    }

    @Override
    public String getVimNameSpace() {
        return "urn:vim25";
    }

    @Override
    public int getConnectTimeout() {
        return 0;
    }

    @Override
    public int getReadTimeout() {
        return 0;
    }

    @Override
    public @Nullable TrustManager getTrustManager() {
        return null;
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("a connection's settings are fixed");
    }

    @Override
    public void setBaseUrl(URL url) {
        throw fixed();
    }

    @Override
    public void setCookie(String value) {
        throw fixed();
    }

    @Override
    public void setVimNameSpace(String namespace) {
        throw fixed();
    }

    @Override
    public void setConnectTimeout(int millis) {
        throw fixed();
    }

    @Override
    public void setReadTimeout(int millis) {
        throw fixed();
    }

    @Override
    public void setSoapActionOnApiVersion(String apiVersion) {
        throw fixed();
    }
}
