package org.sleuthkit.datamodel;

import java.util.Collection;
import java.util.List;

public final class Blackboard {
    Blackboard() {}

    public BlackboardArtifact.Type getOrAddArtifactType(
            String typeName, String displayName, BlackboardArtifact.Category category) throws BlackboardException {
        throw new UnsupportedOperationException("a stub");
    }

    /** Null if the case has no such type. */
    public BlackboardArtifact.Type getArtifactType(String typeName) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public BlackboardAttribute.Type getOrAddAttributeType(
            String typeName, BlackboardAttribute.TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE valueType, String displayName)
            throws BlackboardException {
        throw new UnsupportedOperationException("a stub");
    }

    public AnalysisResultAdded newAnalysisResult(
            BlackboardArtifact.Type type,
            long objectId,
            Long dataSourceObjectId,
            Score score,
            String conclusion,
            String configuration,
            String justification,
            Collection<BlackboardAttribute> attributes,
            SleuthkitCase.CaseDbTransaction transaction)
            throws BlackboardException {
        throw new UnsupportedOperationException("a stub");
    }

    public DataArtifact newDataArtifact(
            BlackboardArtifact.Type type,
            long sourceObjectId,
            Long dataSourceObjectId,
            Collection<BlackboardAttribute> attributes,
            Long osAccountObjectId,
            SleuthkitCase.CaseDbTransaction transaction)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public void postArtifacts(Collection<BlackboardArtifact> artifacts, String moduleName, Long ingestJobId)
            throws BlackboardException {
        throw new UnsupportedOperationException("a stub");
    }

    public List<AnalysisResult> getAnalysisResultsByType(int artifactTypeId, long dataSourceObjectId)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public List<DataArtifact> getDataArtifacts(int artifactTypeId, long dataSourceObjectId) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static final class BlackboardException extends Exception {
        private static final long serialVersionUID = 1L;

        BlackboardException(String message) {
            super(message);
        }
    }
}
