package org.sleuthkit.datamodel;

import java.util.List;

public abstract class BlackboardArtifact implements Content {
    private final SleuthkitCase sleuthkitCase;
    private final Stored stored;

    BlackboardArtifact(SleuthkitCase sleuthkitCase, Stored stored) {
        this.sleuthkitCase = sleuthkitCase;
        this.stored = stored;
    }

    /** The row of an artifact; what only a result has is null of others. */
    record Stored(
            long id,
            Type type,
            long object,
            long dataSource,
            Score score,
            String conclusion,
            String configuration,
            String justification,
            List<BlackboardAttribute> attributes) {}

    Stored stored() {
        return stored;
    }

    public long getObjectID() {
        return stored.object();
    }

    public BlackboardAttribute getAttribute(BlackboardAttribute.Type type) throws TskCoreException {
        return stored.attributes().stream()
                .filter(each -> each.getAttributeType().getTypeID() == type.getTypeID())
                .findFirst()
                .orElse(null);
    }

    public List<BlackboardAttribute> getAttributes() throws TskCoreException {
        return stored.attributes();
    }

    public static final class Type {
        private final int id;
        private final String name;

        Type(int id, String name) {
            this.id = id;
            this.name = name;
        }

        public int getTypeID() {
            return id;
        }

        public String getTypeName() {
            return name;
        }
    }

    public enum Category {
        DATA_ARTIFACT,
        ANALYSIS_RESULT
    }

    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        return 0;
    }

    @Override
    public void close() {}

    @Override
    public long getSize() {
        return 0;
    }

    @Override
    public String getName() {
        return stored.type().getTypeName() + stored.id();
    }

    @Override
    public String getUniquePath() throws TskCoreException {
        return "";
    }

    @Override
    public long getId() {
        return stored.id();
    }

    @Override
    public Content getDataSource() throws TskCoreException {
        return sleuthkitCase.getContentById(stored.dataSource());
    }

    @Override
    public List<Content> getChildren() throws TskCoreException {
        return List.of();
    }

    @Override
    public Content getParent() throws TskCoreException {
        return sleuthkitCase.getContentById(stored.object());
    }

    @Override
    public List<AnalysisResult> getAnalysisResults(BlackboardArtifact.Type type) throws TskCoreException {
        return List.of();
    }
}
