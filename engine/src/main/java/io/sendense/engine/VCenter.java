package io.sendense.engine;

import java.time.Instant;

/// A vCenter or ESXi host the engine knows. Its password is in the secret store. Immutable.
///
/// @param url of its SDK: `https://vc.example.com/sdk`
/// @param trust how its certificate is checked: `sha256:<hex>` or `ca:<file>`
public record VCenter(String name, String url, String user, String trust, Instant added) {}
