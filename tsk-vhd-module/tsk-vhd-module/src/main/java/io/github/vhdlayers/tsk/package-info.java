/**
 * A chain of VHD files in a case of The Sleuth Kit's Java datamodel: as one data source, with the layer of every file and sector.
 *
 * <p>Begin with {@link io.github.vhdlayers.tsk.VhdImageProvider}. The datamodel's classes are not in this jar; they come with whatever
 * program has a case to offer.
 */
@NullMarked
package io.github.vhdlayers.tsk;

import org.jspecify.annotations.NullMarked;
