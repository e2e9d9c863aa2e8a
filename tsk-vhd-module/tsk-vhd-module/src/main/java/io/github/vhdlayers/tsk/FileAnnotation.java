package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.FileStatus;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractContent;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.Blackboard.BlackboardException;
import org.sleuthkit.datamodel.BlackboardAttribute;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * What a case says about whose a file is.
 *
 * @param status what children did to it, as {@code vhd files} names it
 * @param conclusion in a few words, such as {@code content changed}
 * @param figures sectors of content and of metadata by layer, for a person
 * @param details all of it as JSON; null if the case holds none
 */
public record FileAnnotation(FileStatus status, String conclusion, String figures, @Nullable String details) {
    /**
     * What {@link ChainAnnotator} wrote of a file.
     *
     * @return null if it wrote nothing: then every sector is the base's or nobody's, or nobody looked
     * @throws TskCoreException if the case cannot be read
     */
    public static @Nullable FileAnnotation of(AbstractFile file) throws TskCoreException {
        try {
            AnnotationTypes types = AnnotationTypes.of(
                    ((AbstractContent) file).getSleuthkitCase().getBlackboard());
            List<AnalysisResult> results = file.getAnalysisResults(types.ownership);
            if (results.isEmpty()) {
                return null;
            }
            AnalysisResult result = results.get(0);
            String details = null;
            FileStatus status = FileStatus.UNKNOWN;
            for (BlackboardAttribute attribute : result.getAttributes()) {
                String type = attribute.getAttributeType().getTypeName();
                if (AnnotationTypes.DETAILS.equals(type)) {
                    details = attribute.getValueString();
                } else if (AnnotationTypes.STATUS.equals(type)) {
                    status = status(attribute.getValueString());
                }
            }
            return new FileAnnotation(status, result.getConclusion(), result.getJustification(), details);
        } catch (BlackboardException e) {
            throw new TskCoreException("the case's blackboard cannot be asked: " + e.getMessage(), e);
        }
    }

    private static FileStatus status(String text) {
        return Arrays.stream(FileStatus.values())
                .filter(one -> one.toString().equals(text))
                .findFirst()
                .orElse(FileStatus.UNKNOWN);
    }
}
