package org.sleuthkit.datamodel;

import java.util.Collection;
import java.util.List;

public final class Blackboard {
    private final SleuthkitCase sleuthkitCase;

    Blackboard(SleuthkitCase sleuthkitCase) {
        this.sleuthkitCase = sleuthkitCase;
    }

    public BlackboardArtifact.Type getOrAddArtifactType(
            String typeName, String displayName, BlackboardArtifact.Category category) throws BlackboardException {
        StoredCase stored = stored();
        synchronized (stored) {
            return stored.artifactTypes.computeIfAbsent(
                    typeName, name -> new BlackboardArtifact.Type(stored.nextType(), name));
        }
    }

    /** Null if the case has no such type. */
    public BlackboardArtifact.Type getArtifactType(String typeName) throws TskCoreException {
        StoredCase stored = sleuthkitCase.stored();
        synchronized (stored) {
            return stored.artifactTypes.get(typeName);
        }
    }

    public BlackboardAttribute.Type getOrAddAttributeType(
            String typeName, BlackboardAttribute.TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE valueType, String displayName)
            throws BlackboardException {
        StoredCase stored = stored();
        synchronized (stored) {
            return stored.attributeTypes.computeIfAbsent(
                    typeName, name -> new BlackboardAttribute.Type(stored.nextType(), name));
        }
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
        StoredCase stored = stored();
        BlackboardArtifact.Stored row = new BlackboardArtifact.Stored(
                stored.nextId(),
                type,
                objectId,
                dataSourceObjectId,
                score,
                conclusion,
                configuration,
                justification,
                List.copyOf(attributes));
        stored.put(stored.artifacts, row.id(), row);
        return new AnalysisResultAdded(new AnalysisResult(sleuthkitCase, row));
    }

    public DataArtifact newDataArtifact(
            BlackboardArtifact.Type type,
            long sourceObjectId,
            Long dataSourceObjectId,
            Collection<BlackboardAttribute> attributes,
            Long osAccountObjectId,
            SleuthkitCase.CaseDbTransaction transaction)
            throws TskCoreException {
        StoredCase stored = sleuthkitCase.stored();
        BlackboardArtifact.Stored row = new BlackboardArtifact.Stored(
                stored.nextId(),
                type,
                sourceObjectId,
                dataSourceObjectId,
                null,
                null,
                null,
                null,
                List.copyOf(attributes));
        stored.put(stored.artifacts, row.id(), row);
        return new DataArtifact(sleuthkitCase, row);
    }

    /** Checks that the case is open; a stand-in has no listeners. */
    public void postArtifacts(Collection<BlackboardArtifact> artifacts, String moduleName, Long ingestJobId)
            throws BlackboardException {
        stored();
    }

    public List<AnalysisResult> getAnalysisResultsByType(int artifactTypeId, long dataSourceObjectId)
            throws TskCoreException {
        return sleuthkitCase.stored().artifacts(artifactTypeId, dataSourceObjectId).stream()
                .map(row -> new AnalysisResult(sleuthkitCase, row))
                .toList();
    }

    public List<DataArtifact> getDataArtifacts(int artifactTypeId, long dataSourceObjectId) throws TskCoreException {
        return sleuthkitCase.stored().artifacts(artifactTypeId, dataSourceObjectId).stream()
                .map(row -> new DataArtifact(sleuthkitCase, row))
                .toList();
    }

    private StoredCase stored() throws BlackboardException {
        try {
            return sleuthkitCase.stored();
        } catch (TskCoreException e) {
            throw new BlackboardException(e.getMessage());
        }
    }

    public static final class BlackboardException extends Exception {
        private static final long serialVersionUID = 1L;

        BlackboardException(String message) {
            super(message);
        }
    }
}
