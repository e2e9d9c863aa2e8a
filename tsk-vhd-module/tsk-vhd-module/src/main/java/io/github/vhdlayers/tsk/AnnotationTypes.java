package io.github.vhdlayers.tsk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sleuthkit.datamodel.Attribute;
import org.sleuthkit.datamodel.Blackboard;
import org.sleuthkit.datamodel.Blackboard.BlackboardException;
import org.sleuthkit.datamodel.BlackboardArtifact;
import org.sleuthkit.datamodel.BlackboardAttribute;
import org.sleuthkit.datamodel.BlackboardAttribute.TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE;
import org.sleuthkit.datamodel.Score;

/** The artifact and attribute types of layers, which a case gets once. None of the Sleuth Kit's own means what these mean. */
final class AnnotationTypes {
    /**
     * The score of every result of ours. It is the lowest there is, so that a file keeps the score that other modules gave it: the
     * datamodel shows the highest of a file's scores, and {@code SCORE_NONE}, which means "not notable", outranks "likely notable".
     */
    static final Score SCORE = Score.SCORE_UNKNOWN;
    /** The name of the artifact type with one artifact per layer. */
    static final String LAYER = "VHD_CHAIN_LAYER";
    /** The name of the result type with one result per file that a child owns something of. */
    static final String OWNERSHIP = "VHD_LAYER_OWNERSHIP";
    /** The name of the result type for a data source without its parents. */
    static final String UNATTACHED = "VHD_PARENT_NOT_ATTACHED";
    /** The name of the result type for a file of a data source that is a disk. */
    static final String DISK = "VHD_DISK_FILE";
    /** The name of the attribute type with what children did to a file. */
    static final String STATUS = "VHD_FILE_STATUS";
    /** The name of the attribute type with why a file is not what it was. */
    static final String REASONS = "VHD_FILE_REASONS";
    /** The name of the attribute type with the path that a file had. */
    static final String FORMER_PATH = "VHD_FILE_FORMER_PATH";
    /** The name of the type of the attribute of a file with all of its result as JSON. */
    static final String DETAILS = "VHD_OWNERSHIP_DETAILS";

    final BlackboardArtifact.Type layer;
    final BlackboardArtifact.Type ownership;
    final BlackboardArtifact.Type unattached;
    final BlackboardArtifact.Type disk;
    private final BlackboardAttribute.Type index;
    private final BlackboardAttribute.Type path;
    private final BlackboardAttribute.Type id;
    private final BlackboardAttribute.Type created;
    private final BlackboardAttribute.Type kind;
    private final BlackboardAttribute.Type sha256;
    private final BlackboardAttribute.Type sectorsOwned;
    private final BlackboardAttribute.Type map;
    private final BlackboardAttribute.Type status;
    private final BlackboardAttribute.Type reasons;
    private final BlackboardAttribute.Type formerPath;
    private final BlackboardAttribute.Type layers;
    private final BlackboardAttribute.Type contentOwned;
    private final BlackboardAttribute.Type contentChanged;
    private final BlackboardAttribute.Type metadataChanged;
    private final BlackboardAttribute.Type details;

    private AnnotationTypes(Blackboard board) throws BlackboardException {
        layer = board.getOrAddArtifactType(LAYER, "VHD chain layer", BlackboardArtifact.Category.DATA_ARTIFACT);
        ownership = board.getOrAddArtifactType(
                OWNERSHIP, "VHD layer ownership", BlackboardArtifact.Category.ANALYSIS_RESULT);
        unattached = board.getOrAddArtifactType(
                UNATTACHED, "VHD parent not attached", BlackboardArtifact.Category.ANALYSIS_RESULT);
        disk = board.getOrAddArtifactType(DISK, "VHD disk file", BlackboardArtifact.Category.ANALYSIS_RESULT);
        index = add(board, "VHD_LAYER_INDEX", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.INTEGER, "Layer");
        path = add(board, "VHD_LAYER_PATH", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Layer file");
        id = add(board, "VHD_LAYER_ID", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Layer id");
        created = add(board, "VHD_LAYER_CREATED", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Layer made");
        kind = add(board, "VHD_LAYER_TYPE", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Layer type");
        sha256 = add(board, "VHD_LAYER_SHA256", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Layer file SHA-256");
        sectorsOwned = add(board, "VHD_SECTORS_OWNED", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.LONG, "Sectors owned");
        map = add(board, "VHD_OWNERSHIP_MAP", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Ownership map");
        status = add(board, STATUS, TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "What children did");
        reasons = add(board, REASONS, TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "What happened");
        formerPath = add(board, FORMER_PATH, TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Former path");
        layers = add(board, "VHD_OWNING_LAYERS", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.STRING, "Owning layers");
        contentOwned = add(
                board, "VHD_CONTENT_OWNED", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.LONG, "Content sectors of children");
        contentChanged =
                add(board, "VHD_CONTENT_CHANGED", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.LONG, "Content sectors changed");
        metadataChanged = add(
                board, "VHD_METADATA_CHANGED", TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.LONG, "Metadata sectors changed");
        details = add(board, DETAILS, TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE.JSON, "Ownership details");
    }

    static AnnotationTypes of(Blackboard board) throws BlackboardException {
        return new AnnotationTypes(board);
    }

    private static BlackboardAttribute.Type add(
            Blackboard board, String name, TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE type, String shown)
            throws BlackboardException {
        return board.getOrAddAttributeType(name, type, shown);
    }

    Collection<BlackboardAttribute> of(Provenance.Layer one, String mapPlace) {
        String hash = one.sha256();
        List<BlackboardAttribute> all = new ArrayList<>(List.of(
                new BlackboardAttribute(index, VhdImageProvider.TOOL, one.index()),
                new BlackboardAttribute(path, VhdImageProvider.TOOL, one.path()),
                new BlackboardAttribute(id, VhdImageProvider.TOOL, one.id()),
                new BlackboardAttribute(created, VhdImageProvider.TOOL, one.created()),
                new BlackboardAttribute(kind, VhdImageProvider.TOOL, one.type()),
                new BlackboardAttribute(map, VhdImageProvider.TOOL, mapPlace)));
        if (one.ownedSectors() != null) {
            all.add(new BlackboardAttribute(sectorsOwned, VhdImageProvider.TOOL, one.ownedSectors()));
        }
        if (hash != null) {
            all.add(new BlackboardAttribute(sha256, VhdImageProvider.TOOL, hash));
        }
        return all;
    }

    Collection<BlackboardAttribute> of(UnattachedChild one) {
        return List.of(
                new BlackboardAttribute(path, VhdImageProvider.TOOL, one.file().toString()));
    }

    /**
     * All of a result for programs, as an attribute of the file and not of the result: of that, Autopsy's reports would print it as a
     * column.
     */
    Collection<Attribute> detailsOf(CaseOwnership one) {
        return List.of(new Attribute(details, one.json()));
    }

    Collection<BlackboardAttribute> of(CaseOwnership one, int baseLayer) {
        List<BlackboardAttribute> all = new ArrayList<>(List.of(new BlackboardAttribute(
                status, VhdImageProvider.TOOL, one.status().toString())));
        if (!one.reasons().isEmpty()) {
            all.add(new BlackboardAttribute(reasons, VhdImageProvider.TOOL, one.reasons()));
        }
        String former = one.formerPath();
        if (former != null) {
            all.add(new BlackboardAttribute(formerPath, VhdImageProvider.TOOL, former));
        }
        if (one.isLocated()) {
            // A count that is not known is not there; 0 would be one.
            all.addAll(List.of(
                    new BlackboardAttribute(layers, VhdImageProvider.TOOL, one.layers()),
                    new BlackboardAttribute(
                            contentOwned, VhdImageProvider.TOOL, one.content().ownedAbove(baseLayer)),
                    new BlackboardAttribute(
                            contentChanged, VhdImageProvider.TOOL, one.content().changed()),
                    new BlackboardAttribute(
                            metadataChanged,
                            VhdImageProvider.TOOL,
                            one.metadata().changed())));
        }
        return all;
    }
}
