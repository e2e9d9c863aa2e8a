package io.github.vhdlayers.tsk;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/** What tests in a case share: each has an empty case, of the real datamodel or of its stand-ins, and a folder for copies beside it. */
abstract class WithCase {
    @TempDir
    Path folder = Path.of("");

    SleuthkitCase sleuthkitCase;
    Path copies = Path.of("");

    @BeforeEach
    void makeCase() throws TskCoreException {
        copies = folder.resolve("VHD Layers");
        sleuthkitCase = RealCase.make(folder);
    }

    @AfterEach
    void closeCase() {
        sleuthkitCase.close();
    }

    final void reopen() throws TskCoreException {
        sleuthkitCase.close();
        sleuthkitCase = RealCase.open(folder);
    }

    final VhdImageProvider provider() {
        return new VhdImageProvider(sleuthkitCase, copies);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
