package io.github.vhdlayers.tsk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.sleuthkit.datamodel.CaseDbConnectionInfo;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskData;
import org.sleuthkit.datamodel.TskDataException;

/**
 * A case in a folder. Of the real datamodel it is a file of SQLite's, or with {@code -Dcase.postgresql=HOST:PORT:USER:PASSWORD} a new database on a
 * server of PostgreSQL's, of which the folder has the name. Databases are left on the server. Without a datamodel it is one of its stand-ins' cases.
 */
final class RealCase {
    private static final String SERVER = System.getProperty("case.postgresql", "");
    private static final String SQLITE = "case.db";
    private static final String NAME = "case.name";

    private RealCase() {}

    static SleuthkitCase make(Path folder) throws TskCoreException {
        if (SERVER.isEmpty()) {
            return SleuthkitCase.newCase(folder.resolve(SQLITE).toString());
        }
        String name = "vhd_layers_" + UUID.randomUUID().toString().substring(0, 8);
        SleuthkitCase made = SleuthkitCase.newCase(name, server(), folder.toString());
        try {
            Files.writeString(folder.resolve(NAME), made.getDatabaseName());
        } catch (IOException e) {
            throw new TskCoreException("the database's name cannot be kept", e);
        }
        return made;
    }

    static SleuthkitCase open(Path folder) throws TskCoreException {
        if (SERVER.isEmpty()) {
            return SleuthkitCase.openCase(folder.resolve(SQLITE).toString());
        }
        try {
            return SleuthkitCase.openCase(Files.readString(folder.resolve(NAME)), server(), folder.toString());
        } catch (IOException e) {
            throw new TskCoreException("the database's name is not in the folder", e);
        }
    }

    /** Moves what a folder has of a case. */
    static void move(Path from, Path to) throws IOException {
        String file = SERVER.isEmpty() ? SQLITE : NAME;
        Files.move(from.resolve(file), to.resolve(file));
    }

    /** Adds a raw image with unallocated space, as the datamodel does it by itself. */
    static Image addRaw(SleuthkitCase sleuthkitCase, Path raw, String timeZone)
            throws TskCoreException, TskDataException {
        Image image = SleuthkitJNI.addImageToDatabase(
                sleuthkitCase,
                new String[] {raw.toString()},
                0,
                timeZone,
                "",
                "",
                "",
                "device",
                sleuthkitCase.getHostManager().newHost("host"));
        SleuthkitJNI.CaseDbHandle.AddImageProcess process =
                sleuthkitCase.makeAddImageProcess(timeZone, true, false, "");
        try (FileAdding adding = new FileAdding(process, CaseProgress.NONE)) {
            adding.run("device", image);
        }
        return image;
    }

    private static CaseDbConnectionInfo server() {
        List<String> parts = List.of(SERVER.split(":", -1));
        return new CaseDbConnectionInfo(
                parts.get(0), parts.get(1), parts.get(2), parts.get(3), TskData.DbType.POSTGRESQL);
    }
}
