package io.poeem.ops;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Says which build this is, and on which Java it runs. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String built = Poeem.class.getPackage().getImplementationVersion();
        return new String[] {"poeem " + Objects.requireNonNullElse(built, "(not packaged)"), "java " + Runtime.version()
        };
    }
}
