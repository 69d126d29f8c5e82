package io.poeem.ops.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** TCP sockets on which this process listens, as Linux tells under /proc. */
final class ListeningSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String LISTEN = "0A";
    private static final String LOOPBACK = "0100007F";
    private static final Set<String> LOOPBACK_6 =
            Set.of("00000000000000000000000001000000", "0000000000000000FFFF0000" + LOOPBACK);

    private ListeningSockets() {}

    static boolean known() {
        return Files.isReadable(TABLES.get(0));
    }

    /** Addresses and ports in hexadecimal, as the kernel writes them. */
    static List<String> all() throws IOException {
        Set<String> own = ownSockets();
        List<String> addresses = new ArrayList<>();
        for (Path table : TABLES) {
            List<String> lines = Files.isReadable(table) ? Files.readAllLines(table) : List.of();
            for (String line : lines) {
                String[] fields = line.trim().split("\\s+");
                if (fields[3].equals(LISTEN) && own.contains(fields[9])) {
                    addresses.add(fields[1]);
                }
            }
        }
        return addresses;
    }

    static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return host.equals(LOOPBACK) || LOOPBACK_6.contains(host);
    }

    /** Inodes of the sockets that this process holds. */
    private static Set<String> ownSockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
