/**
 * The Autopsy plug-in: a data source processor, an ingest module, the service that makes cases readable again when they are opened, and a
 * view of the layers of a file. Autopsy finds all of them by their service files; a program of its own begins with
 * {@link io.github.vhdlayers.tsk.VhdImageProvider}.
 */
@NullMarked
package io.github.vhdlayers.tsk.autopsy;

import org.jspecify.annotations.NullMarked;
