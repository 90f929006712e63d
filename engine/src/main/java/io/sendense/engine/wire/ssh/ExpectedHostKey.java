package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the one host key that is expected and remembers what was shown.
final class ExpectedHostKey implements HostKeyRepository {
    private final Optional<String> fingerprint;
    private volatile @Nullable HostKey shown;

    ExpectedHostKey(Optional<String> fingerprint) {
        this.fingerprint = fingerprint;
    }

    /// What the server proved to have, if it came to that.
    Optional<HostKey> shown() {
        return Optional.ofNullable(shown);
    }

    /// Why the key is refused, if it is.
    Optional<SshException> refusal(SshAddress address) {
        HostKey key = shown;
        if (key == null || fingerprint.equals(Optional.of(key.fingerprint()))) {
            return Optional.empty();
        }
        if (fingerprint.isEmpty()) {
            return Optional.of(
                    new SshException(
                            SshException.Reason.HOST_KEY_UNKNOWN,
                            address + " shows the host key " + key + ", and none is known",
                            null,
                            key.type(),
                            key.fingerprint()));
        }
        return Optional.of(
                new SshException(
                        SshException.Reason.HOST_KEY_CHANGED,
                        address + " shows the host key " + key + " instead of " + fingerprint.get(),
                        null,
                        fingerprint.get(),
                        key.type(),
                        key.fingerprint()));
    }

    @Override
    public int check(String host, byte[] blob) {
        HostKey key = HostKey.of(blob);
        shown = key;
        if (fingerprint.isEmpty()) {
            return NOT_INCLUDED;
        }
        return fingerprint.get().equals(key.fingerprint()) ? OK : CHANGED;
    }

    @Override
    public void add(com.jcraft.jsch.HostKey key, UserInfo info) {
        throw new UnsupportedOperationException("nothing is taken on trust here");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public void remove(String host, String type, byte[] blob) {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "the expected host key";
    }

    @Override
    public com.jcraft.jsch.HostKey[] getHostKey() {
        return new com.jcraft.jsch.HostKey[0];
    }

    @Override
    public com.jcraft.jsch.HostKey[] getHostKey(String host, @Nullable String type) {
        return new com.jcraft.jsch.HostKey[0];
    }
}
