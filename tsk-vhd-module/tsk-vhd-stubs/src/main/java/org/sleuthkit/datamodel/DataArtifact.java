package org.sleuthkit.datamodel;

public final class DataArtifact extends BlackboardArtifact {
    DataArtifact() {}
}
