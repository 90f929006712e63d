package io.sendense.engine.source.vsphere;

import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.VimPortType;
import com.vmware.vim25.ws.Client;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.vsphere.http.Backoff;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import io.sendense.engine.source.vsphere.soap.CallFailed;
import io.sendense.engine.source.vsphere.soap.SoapClient;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.net.MalformedURLException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One login at one server, made on first use and again when the server has forgotten it.
/// Thread-safe.
///
/// A refused login is not tried again: repeating a wrong password locks accounts.
final class ServerSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

    /// Messages of faults come in this language; some are looked into.
    private static final String LOCALE = "en_US";

    /// A server that does not answer ends the session by itself.
    private static final Duration LOGOUT_LIMIT = Duration.ofSeconds(3);

    /// How often one call may find its session gone.
    private static final int MOST_RENEWALS = 3;

    /// A call through the stubs.
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T on(VimPortType vim, ServiceContent server) throws RemoteException;
    }

    private record Login(ServiceContent content, long number) {}

    private final VsphereEndpoint endpoint;
    private final SoapClient client;
    private final SessionCookie cookie;
    private final VimPortType vim;
    private final VsphereProblems problems;
    private final Thread keepAlive;
    private final ReentrantLock lock = new ReentrantLock();

    // all guarded by lock
    private @Nullable Login login;
    private @Nullable SoapFault refusal;
    private long logins;
    private boolean closed;

    ServerSession(VsphereEndpoint endpoint, SoapClient client, SessionCookie cookie) {
        this.endpoint = endpoint;
        this.client = client;
        this.cookie = cookie;
        this.vim = stubs(client);
        this.problems = new VsphereProblems(endpoint.sdk(), endpoint.user());
        this.keepAlive =
                Thread.ofVirtual()
                        .name("keep-alive " + endpoint.sdk().getHost())
                        .unstarted(this::keepAlive);
    }

    private static VimPortType stubs(Client client) {
        try {
            return new VimPortType(client);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("declared, but never thrown for a client", e);
        }
    }

    VsphereProblems problems() {
        return problems;
    }

    /// Makes a call that changes nothing, or nothing more when made again: repeats it when the
    /// connection fails or the session is gone.
    ///
    /// @throws SoapFault the server refused the call
    <T extends @Nullable Object> T repeat(String operation, Call<T> call)
            throws SoapFault, EngineException, InterruptedException {
        Backoff backoff = new Backoff(endpoint.limits().calls().retry());
        int renewals = 0;
        while (true) {
            Login current = null;
            try {
                current = login();
                return call.on(vim, current.content());
            } catch (SoapFault fault) {
                if (!fault.is(NotAuthenticated.class) || ++renewals > MOST_RENEWALS) {
                    throw fault;
                }
                forget(current);
            } catch (CallFailed failure) {
                stopIfInterrupted(failure);
                if (VsphereProblems.isFinal(failure) || !wasEverOpen() || !backoff.pause()) {
                    throw problems.of(operation, failure);
                }
                LOG.info("{} again, after: {}", operation, failure.getMessage());
            } catch (RemoteException e) {
                throw new IllegalStateException("the client throws nothing else", e);
            }
        }
    }

    /// Makes a call at most once.
    ///
    /// @throws CallFailed the answer is lost: whether the server did it is unknown
    /// @throws SoapFault the server refused the call; for [NotAuthenticated] it has done nothing
    <T extends @Nullable Object> T once(String operation, Call<T> call)
            throws SoapFault, CallFailed, EngineException, InterruptedException {
        // finds out, by a call that may be repeated, that there is a session
        repeat("CurrentTime", (stubs, server) -> stubs.currentTime(serviceInstance()));
        Login current = null;
        try {
            current = login();
            return call.on(vim, current.content());
        } catch (SoapFault fault) {
            if (fault.is(NotAuthenticated.class)) {
                forget(current);
            }
            throw fault;
        } catch (CallFailed failure) {
            stopIfInterrupted(failure);
            if (failure.kind() == CallFailed.Kind.UNREADABLE) {
                throw problems.of(operation, failure);
            }
            throw failure;
        } catch (RemoteException e) {
            throw new IllegalStateException("the client throws nothing else", e);
        }
    }

    private static void stopIfInterrupted(CallFailed failure) throws InterruptedException {
        if (failure.kind() == CallFailed.Kind.INTERRUPTED) {
            throw new InterruptedException(failure.getMessage());
        }
    }

    static ManagedObjectReference serviceInstance() {
        return References.of("ServiceInstance", "ServiceInstance");
    }

    private boolean wasEverOpen() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return logins > 0;
        } finally {
            lock.unlock();
        }
    }

    private void forget(@Nullable Login stale) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (login != null && stale != null && login.number() == stale.number()) {
                login = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The login in force; logs in if there is none.
    private Login login() throws RemoteException, EngineException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the source is closed");
            }
            if (refusal != null) {
                throw problems.loginRefused(refusal);
            }
            Login current = login;
            if (current == null) {
                current = new Login(open(), ++logins);
                login = current;
                if (logins == 1) {
                    keepAlive.start();
                }
                LOG.debug("login {} at {}", logins, endpoint.sdk());
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private ServiceContent open() throws RemoteException, EngineException {
        cookie.clear();
        LOG.debug("{} speaks {}", endpoint.sdk(), client.agreeOnVersion());
        ServiceContent content = vim.retrieveServiceContent(serviceInstance());
        if (content == null || content.getSessionManager() == null) {
            throw problems.unreadable(
                    "RetrieveServiceContent",
                    Cause.of(CauseCode.NOT_SHOWN)
                            .with("object", "ServiceContent")
                            .with("what", "sessionManager"));
        }
        try {
            vim.login(
                    content.getSessionManager(),
                    endpoint.user(),
                    endpoint.password().reveal(),
                    LOCALE);
            return content;
        } catch (SoapFault fault) {
            if (fault.is(InvalidLogin.class) || fault.is(NoPermission.class)) {
                refusal = fault;
                throw problems.loginRefused(fault);
            }
            throw problems.of("Login", endpoint.user(), fault);
        }
    }

    /// Makes sure that the cookie belongs to a living session, after one was refused.
    ///
    /// @param staleCookie what was refused; if it has been replaced meanwhile nothing is done
    void renew(String staleCookie) throws EngineException, InterruptedException {
        if (!cookie.header().equals(staleCookie)) {
            return;
        }
        try {
            repeat("CurrentTime", (stubs, server) -> stubs.currentTime(serviceInstance()));
        } catch (SoapFault fault) {
            throw problems.of("CurrentTime", "SESSION", fault);
        }
    }

    private void keepAlive() {
        Duration pause = endpoint.limits().calls().keepAlive();
        try {
            while (true) {
                Thread.sleep(pause);
                try {
                    repeat("CurrentTime", (stubs, server) -> stubs.currentTime(serviceInstance()));
                } catch (SoapFault | EngineException e) {
                    LOG.warn(
                            "the session at {} was not kept alive: {}",
                            endpoint.sdk(),
                            e.getMessage());
                }
            }
        } catch (InterruptedException | IllegalStateException e) {
            LOG.debug("keep-alive of {} ends", endpoint.sdk());
        }
    }

    /// Logs out as far as that works at once. Repeatable.
    @Override
    public void close() {
        keepAlive.interrupt();
        Login last;
        lock.lock();
        try {
            last = login;
            login = null;
            closed = true;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            logout(last);
        }
    }

    private void logout(Login last) {
        // on a thread of its own: the closing one may be interrupted already, and must not hang
        Thread logout =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                vim.logout(last.content().getSessionManager());
                            } catch (RemoteException e) {
                                LOG.debug("no logout from {}: {}", endpoint.sdk(), e.getMessage());
                            }
                        });
        boolean interrupted = Thread.interrupted();
        try {
            logout.join(LOGOUT_LIMIT);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
