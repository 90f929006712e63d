package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Sends the lab SOAP as plain text and looks at the answer as plain text, so that neither shares
/// anything with the code under test. Confined to one thread.
public final class LabCaller {
    private static final String HEAD =
            "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>";
    private static final String TAIL = "</soapenv:Body></soapenv:Envelope>";

    private final LabVCenter lab;
    private final HttpClient client;
    private String cookie = "";

    public LabCaller(LabVCenter lab) throws GeneralSecurityException {
        this.lab = lab;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Pinned(lab.certificateSha256())}, null);
        this.client =
                HttpClient.newBuilder()
                        .sslContext(context)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
    }

    /// An answer.
    public record Answer(int status, String text) {
        /// The text of the first element of that name.
        public String first(String element) {
            List<String> all = all(element);
            assertThat(all).as("%s in %s", element, text).isNotEmpty();
            return all.getFirst();
        }

        /// The texts of all elements of that name, whatever they hold.
        public List<String> all(String element) {
            var matcher =
                    Pattern.compile(
                                    "<" + element + "(?: [^>]*)?>(.*?)</" + element + ">",
                                    Pattern.DOTALL)
                            .matcher(text);
            var found = new ArrayList<String>();
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            return found;
        }

        public boolean isFault(String type) {
            return status == 500 && text.contains("<" + type + "Fault ");
        }
    }

    /// Logs in and stays so.
    public LabCaller loggedIn() throws IOException, InterruptedException {
        Answer answer = login(lab.password());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return this;
    }

    Answer login(String password) throws IOException, InterruptedException {
        return call(
                "Login",
                "SessionManager:SessionManager",
                "<userName>" + lab.user() + "</userName><password>" + password + "</password>");
    }

    /// Calls with the version 6.7.
    ///
    /// @param object type and id of the object, with a colon between them
    public Answer call(String operation, String object, String arguments)
            throws IOException, InterruptedException {
        return call("urn:vim25/6.7", operation, object, arguments);
    }

    Answer call(String action, String operation, String object, String arguments)
            throws IOException, InterruptedException {
        String[] target = object.split(":", 2);
        String self = "<_this type=\"" + target[0] + "\">" + target[1] + "</_this>";
        return send(
                action,
                HEAD
                        + ("<" + operation + " xmlns=\"urn:vim25\">")
                        + self
                        + arguments
                        + ("</" + operation + ">")
                        + TAIL);
    }

    Answer send(String action, String envelope) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(lab.url())
                        .timeout(Duration.ofSeconds(60))
                        .header("SOAPAction", "\"" + action + "\"")
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(envelope));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers()
                .firstValue("set-cookie")
                .ifPresent(header -> cookie = header.split(";", 2)[0]);
        return new Answer(response.statusCode(), response.body());
    }

    /// A request for a datastore file in the datacenter Berlin.
    HttpRequest.Builder file(String datastore, String path) {
        return file("Berlin", datastore, path);
    }

    HttpRequest.Builder file(String datacenter, String datastore, String path) {
        String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
        String uri =
                "https://127.0.0.1:"
                        + lab.url().getPort()
                        + "/folder/"
                        + encoded.replace("+", "%20").replace("%2F", "/")
                        + "?dcPath="
                        + URLEncoder.encode(datacenter, StandardCharsets.UTF_8)
                        + "&dsName="
                        + URLEncoder.encode(datastore, StandardCharsets.UTF_8);
        var builder = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(60));
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        return builder;
    }

    HttpResponse<byte[]> fetch(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// The id of the first VM of that stored name.
    public String machine(String name) throws IOException, InterruptedException {
        Answer answer = names("VirtualMachine");
        var matcher =
                Pattern.compile(
                                "<obj type=\"VirtualMachine\">([^<]+)</obj><propSet[^>]*>"
                                        + "<name>name</name><val [^>]*>([^<]*)</val>")
                        .matcher(answer.text());
        while (matcher.find()) {
            if (matcher.group(2).equals(name)) {
                return "VirtualMachine:" + matcher.group(1);
            }
        }
        throw new AssertionError("no VM '" + name + "' in " + answer.text());
    }

    /// The names of all objects of a type, in one answer.
    Answer names(String type) throws IOException, InterruptedException {
        return call(
                "RetrieveProperties", "PropertyCollector:propertyCollector", specSet(type, "name"));
    }

    /// Arguments that ask for one property of all objects of a type, through a container view.
    String specSet(String type, String path) throws IOException, InterruptedException {
        return "<specSet>" + spec(view(type), type, path) + "</specSet>";
    }

    /// A new container view of all objects of a type.
    String view(String type) throws IOException, InterruptedException {
        return call(
                        "CreateContainerView",
                        "ViewManager:ViewManager",
                        "<container type=\"Folder\">group-d1</container><type>"
                                + type
                                + "</type><recursive>true</recursive>")
                .first("returnval");
    }

    static String spec(String view, String type, String path) {
        return "<propSet><type>"
                + type
                + "</type><pathSet>"
                + path
                + "</pathSet></propSet><objectSet><obj type=\"ContainerView\">"
                + view
                + "</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><name>v</name>"
                + "<type>ContainerView</type><path>view</path><skip>false</skip></selectSet>"
                + "</objectSet>";
    }

    /// A property of one object, as the text of the whole answer.
    public Answer property(String object, String path) throws IOException, InterruptedException {
        return property("urn:vim25/6.7", object, path);
    }

    Answer property(String action, String object, String path)
            throws IOException, InterruptedException {
        String[] target = object.split(":", 2);
        return call(
                action,
                "RetrieveProperties",
                "PropertyCollector:propertyCollector",
                "<specSet><propSet><type>"
                        + target[0]
                        + "</type><pathSet>"
                        + path
                        + "</pathSet></propSet><objectSet><obj type=\""
                        + target[0]
                        + "\">"
                        + target[1]
                        + "</obj></objectSet></specSet>");
    }

    /// Waits until a task has ended and returns its `info`.
    public Answer finished(Answer started) throws IOException, InterruptedException {
        String task = "Task:" + started.first("returnval");
        for (int tries = 0; tries < 600; tries++) {
            Answer info = property(task, "info");
            if (!info.first("state").matches("queued|running")) {
                return info;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(task + " did not end");
    }

    public Answer snapshot(String machine, String name) throws IOException, InterruptedException {
        return finished(
                call(
                        "CreateSnapshot_Task",
                        machine,
                        "<name>" + name + "</name><memory>false</memory><quiesce>false</quiesce>"));
    }

    public Answer remove(String snapshot) throws IOException, InterruptedException {
        return finished(
                call(
                        "RemoveSnapshot_Task",
                        "VirtualMachineSnapshot:" + snapshot,
                        "<removeChildren>false</removeChildren>"));
    }

    public Answer revert(String snapshot) throws IOException, InterruptedException {
        return finished(call("RevertToSnapshot_Task", "VirtualMachineSnapshot:" + snapshot, ""));
    }

    /// Trusts exactly one certificate.
    private static final class Pinned extends X509ExtendedTrustManager {
        private final String sha256;

        Pinned(String sha256) {
            this.sha256 = sha256;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (!HexFormat.of().formatHex(digest).equals(sha256)) {
                    throw new CertificateException("another certificate");
                }
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("not used");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("not used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("not used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("not used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("not used");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
