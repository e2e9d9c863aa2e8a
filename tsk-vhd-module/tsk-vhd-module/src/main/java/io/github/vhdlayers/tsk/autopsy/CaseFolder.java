package io.github.vhdlayers.tsk.autopsy;

import java.nio.file.Path;
import org.sleuthkit.autopsy.casemodule.Case;

/** Where the plug-in's files of a case are. */
final class CaseFolder {
    private CaseFolder() {}

    static Path of(Case autopsyCase) {
        return Path.of(autopsyCase.getModuleDirectory(), "VHD Layers");
    }
}
