package io.sendense.engine.lab.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The one account of the lab. Immutable; its text form hides the password.
///
/// @param user the name
/// @param password the password
public record Account(String user, String password) {

    /// Whether these are the account's name and password.
    public boolean accepts(String givenUser, String givenPassword) {
        return user.equals(givenUser)
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8),
                        givenPassword.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
