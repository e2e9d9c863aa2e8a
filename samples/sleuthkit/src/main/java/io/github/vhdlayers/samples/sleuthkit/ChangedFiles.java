package io.github.vhdlayers.samples.sleuthkit;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.tsk.AddOptions;
import io.github.vhdlayers.tsk.AddedImage;
import io.github.vhdlayers.tsk.AnnotationReport;
import io.github.vhdlayers.tsk.CaseProgress;
import io.github.vhdlayers.tsk.ChainAnnotator;
import io.github.vhdlayers.tsk.FileAnnotation;
import io.github.vhdlayers.tsk.Provenance;
import io.github.vhdlayers.tsk.VhdImageProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/** Makes a case of a chain, and prints the files of which a child has anything: what happened to them, and which layers own their sectors. */
public final class ChangedFiles {
    private ChangedFiles() {}

    /** {@code ChangedFiles LEAF FOLDER}; the case and the copy of the disk are made in the folder. */
    public static void main(String[] args) throws IOException, TskCoreException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        changedFiles(Path.of(args[0]), Path.of(args[1]), out);
    }

    static void changedFiles(Path leaf, Path folder, PrintStream out) throws IOException, TskCoreException {
        Path caseFolder = Files.createDirectories(folder);
        SleuthkitCase sleuthkitCase =
                SleuthkitCase.newCase(caseFolder.resolve("case.db").toString());
        try {
            Path copies = caseFolder.resolve("VHD Layers");
            AddedImage added =
                    new VhdImageProvider(sleuthkitCase, copies).add(leaf, AddOptions.defaults(), CaseProgress.NONE);
            Image image = added.image();
            try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
                AnnotationReport report =
                        new ChainAnnotator(sleuthkitCase, copies, null).annotate(image, disk, CaseProgress.NONE);
                out.println(report.filesAnnotated() + " of " + report.filesSeen() + " files have sectors of a child");
            }
            printLayers(added.provenance(), out);
            printFiles(sleuthkitCase, image, out);
        } finally {
            sleuthkitCase.close();
        }
    }

    private static void printLayers(Provenance provenance, PrintStream out) {
        for (Provenance.Layer layer : provenance.layers()) {
            out.println("layer " + layer.index() + ": " + Path.of(layer.path()).getFileName() + ", " + layer.type()
                    + ", owns " + (layer.ownedSectors() == null ? "an unknown number of" : layer.ownedSectors())
                    + " sectors");
        }
    }

    private static void printFiles(SleuthkitCase sleuthkitCase, Image image, PrintStream out) throws TskCoreException {
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere(
                "data_source_obj_id = " + image.getId() + " ORDER BY parent_path, name")) {
            FileAnnotation annotation = FileAnnotation.of(file);
            if (annotation != null) {
                out.println(file.getParentPath() + file.getName() + ": " + annotation.conclusion());
                out.println("    " + annotation.figures());
            }
        }
    }
}
