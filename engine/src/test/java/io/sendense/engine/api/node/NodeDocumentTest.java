package io.sendense.engine.api.node;

import io.sendense.engine.api.rest.DocumentedAnswers;
import io.sendense.engine.run.ProgramVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NodeDocumentTest {
    /// Nothing is asked of the reader while the document is made.
    @Test
    void itsDocumentIsTheOneThatIsKept() throws Exception {
        DocumentedAnswers.assertKept(
                Path.of("doc", "api", "node.json"),
                new NodeApi(null, new ProgramVersion("test", "test")).api());
    }
}
