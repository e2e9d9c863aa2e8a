package io.github.vhdlayers.tika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Folders that are not below the system's one for temporary files, where the parser would look for no parent. */
final class KeptFolder implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "kept").toAbsolutePath());
        return Files.createTempDirectory(parent, "disks");
    }
}
