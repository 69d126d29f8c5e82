package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a cluster's processes without their notes, by the log file on their command line: who started one may have been killed
 * before he could note it. On Linux; elsewhere none is found.
 */
final class Strays {

    private static final Path TABLE = Path.of("/proc");

    private Strays() {}

    /** Those of the members that live. */
    static Map<Member, ProcessHandle> among(ClusterDirectory directory, List<Member> members) {
        Map<String, Member> arguments = new HashMap<>();
        members.forEach(member -> arguments.put(Launch.logFile(directory.log(member)), member));
        Map<Member, ProcessHandle> found = new HashMap<>();
        if (!arguments.isEmpty() && Files.isDirectory(TABLE)) {
            ProcessHandle.allProcesses().forEach(process -> member(process, arguments)
                    .ifPresent(member -> found.putIfAbsent(member, process)));
        }
        return found;
    }

    private static Optional<Member> member(ProcessHandle process, Map<String, Member> arguments) {
        try {
            byte[] line = Files.readAllBytes(
                    TABLE.resolve(Long.toString(process.pid())).resolve("cmdline"));
            for (String argument : new String(line, StandardCharsets.UTF_8).split("\0")) {
                if (arguments.containsKey(argument)) {
                    return Optional.of(arguments.get(argument));
                }
            }
        } catch (IOException e) { // it has ended, or is another user's
            return Optional.empty();
        }
        return Optional.empty();
    }
}
