package io.github.vhdlayers.tsk;

import java.nio.file.Path;
import java.util.List;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.SleuthkitCase;

/** Adds a chain to a new case, in a process with a time zone of its own, and prints when a file was written. */
final class TimesOfCase {
    static final String MARK = "written at ";

    private TimesOfCase() {}

    /** The leaf, a folder for the case, the zone that is chosen for the disk, and the file's name. */
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        SleuthkitCase sleuthkitCase = RealCase.make(folder);
        try {
            AddOptions options = AddOptions.builder().timeZone(arguments[2]).build();
            new VhdImageProvider(sleuthkitCase, folder).add(Path.of(arguments[0]), options, CaseProgress.NONE);
            List<AbstractFile> found = sleuthkitCase.findAllFilesWhere("name = '" + arguments[3] + "'");
            System.out.println(MARK + found.get(0).getMtime());
        } finally {
            sleuthkitCase.close();
        }
        System.exit(0);
    }
}
