package io.sendense.engine.lab.session;

/// How a session's secret travels, as with vCenter.
public final class SessionCookie {
    /// The cookie's name.
    public static final String NAME = "vmware_soap_session";

    private SessionCookie() {}

    /// The header that gives a client its session.
    public static String header(Session session) {
        return NAME + "=\"" + session.cookie() + "\"; Path=/; HttpOnly; Secure;";
    }
}
