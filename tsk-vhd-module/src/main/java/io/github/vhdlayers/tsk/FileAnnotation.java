package io.github.vhdlayers.tsk;

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
 * @param conclusion in a few words, such as {@code content changed}
 * @param figures sectors of content and of metadata by layer, for a person
 * @param details all of it as JSON; null if the case holds none
 */
public record FileAnnotation(String conclusion, String figures, @Nullable String details) {
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
            for (BlackboardAttribute attribute : result.getAttributes()) {
                if (AnnotationTypes.DETAILS.equals(attribute.getAttributeType().getTypeName())) {
                    details = attribute.getValueString();
                }
            }
            return new FileAnnotation(result.getConclusion(), result.getJustification(), details);
        } catch (BlackboardException e) {
            throw new TskCoreException("the case's blackboard cannot be asked: " + e.getMessage(), e);
        }
    }
}
