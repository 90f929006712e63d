package io.sendense.engine.source.vsphere;

import com.vmware.vim25.LicenseManagerLicenseInfo;
import com.vmware.vim25.ManagedObjectReference;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds a licence with which a host answers questions and refuses whatever changes something: the
/// free one of ESXi. A vCenter has no such hosts. Thread-safe.
///
/// A host that shows no licences to the account is taken for one that may be changed: its
/// `RestrictedVersion` fault tells otherwise.
final class LicenseReader {
    private static final Logger LOG = LoggerFactory.getLogger(LicenseReader.class);
    private static final String LICENSES = "licenses";
    private static final String HOST = "HostAgent";
    private static final String FREE = "esxBasic";

    /// Editions of later versions that are free as well.
    private static final String FREE_PREFIX = "esx.hypervisor.";

    private final ServerSession session;

    LicenseReader(ServerSession session) {
        this.session = session;
    }

    /// The name of the licence, where it is such a one.
    Optional<String> restricting() throws EngineException, InterruptedException {
        try {
            LicenseManagerLicenseInfo[] licenses =
                    session.repeat(
                            "RetrievePropertiesEx",
                            (vim, server) -> {
                                ManagedObjectReference manager = server.getLicenseManager();
                                boolean host =
                                        server.getAbout() != null
                                                && HOST.equals(server.getAbout().getApiType());
                                return manager == null || !host
                                        ? new LicenseManagerLicenseInfo[0]
                                        : PropertyReader.read(vim, server, manager, LICENSES)
                                                .get(LICENSES, LicenseManagerLicenseInfo[].class)
                                                .orElse(new LicenseManagerLicenseInfo[0]);
                            });
            return Arrays.stream(licenses)
                    .filter(license -> isFree(String.valueOf(license.getEditionKey())))
                    .map(license -> String.valueOf(license.getName()))
                    .findFirst();
        } catch (SoapFault fault) {
            LOG.info("the licences are not told: {}", fault.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isFree(String edition) {
        return edition.equals(FREE) || edition.startsWith(FREE_PREFIX);
    }
}
