package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.files.FileOwnership;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractContent;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.Attribute;
import org.sleuthkit.datamodel.BlackboardArtifact;
import org.sleuthkit.datamodel.BlackboardAttribute;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * What a case says about the layers of a file.
 *
 * @param status what children did to it, as {@code vhd files} names it
 * @param conclusion in a few words, such as {@code content changed}
 * @param figures sectors of content and of metadata by layer, for a person
 * @param details all of it as JSON; null if the case holds none
 */
public record FileAnnotation(FileOwnership.Status status, String conclusion, String figures, @Nullable String details) {
    /**
     * What {@link ChainAnnotator} wrote of a file. Only reads: a case that was never annotated stays as it is.
     *
     * @return null if it wrote nothing: then every sector is the base's or unwritten, or the file was never annotated
     * @throws TskCoreException if the case cannot be read
     */
    public static @Nullable FileAnnotation of(AbstractFile file) throws TskCoreException {
        BlackboardArtifact.Type ownership =
                ((AbstractContent) file).getSleuthkitCase().getBlackboard().getArtifactType(AnnotationTypes.OWNERSHIP);
        if (ownership == null) {
            return null;
        }
        List<AnalysisResult> results = file.getAnalysisResults(ownership);
        if (results.isEmpty()) {
            return null;
        }
        AnalysisResult result = results.get(0);
        String details = details(file);
        FileOwnership.Status status = FileOwnership.Status.UNKNOWN;
        for (BlackboardAttribute attribute : result.getAttributes()) {
            String type = attribute.getAttributeType().getTypeName();
            if (AnnotationTypes.DETAILS.equals(type)) {
                // Where they were kept before.
                details = attribute.getValueString();
            } else if (AnnotationTypes.STATUS.equals(type)) {
                status = status(attribute.getValueString());
            }
        }
        return new FileAnnotation(status, result.getConclusion(), result.getJustification(), details);
    }

    private static @Nullable String details(AbstractFile file) throws TskCoreException {
        for (Attribute attribute : file.getAttributes()) {
            if (AnnotationTypes.DETAILS.equals(attribute.getAttributeType().getTypeName())) {
                return attribute.getValueString();
            }
        }
        return null;
    }

    private static FileOwnership.Status status(String text) {
        return Arrays.stream(FileOwnership.Status.values())
                .filter(one -> one.toString().equals(text))
                .findFirst()
                .orElse(FileOwnership.Status.UNKNOWN);
    }
}
