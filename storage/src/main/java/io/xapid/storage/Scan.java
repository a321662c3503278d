package io.xapid.storage;

import java.util.List;

/**
 * What a repository holds.
 *
 * @param remarks what was found that is no volume, or is one in a bad state; a sentence each, for operators
 */
public record Scan(List<Volume> volumes, List<String> remarks) {
    public Scan {
        volumes = List.copyOf(volumes);
        remarks = List.copyOf(remarks);
    }
}
