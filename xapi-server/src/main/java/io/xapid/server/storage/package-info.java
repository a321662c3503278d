/** Disks and repositories: services, admission, plans, and the translation between rows and volumes. */
@NullMarked
package io.xapid.server.storage;

import org.jspecify.annotations.NullMarked;
