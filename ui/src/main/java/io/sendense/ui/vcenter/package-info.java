/// Adding a vCenter: address and account, then the certificate for the operator to judge, then the
/// engine's login with that certificate pinned.
///
/// In: what the operator types; the password stays in the dialog until it is closed and is handed
/// to the engine as a `Secret`. Out: a vCenter the engine knows. FX thread only.
package io.sendense.ui.vcenter;
