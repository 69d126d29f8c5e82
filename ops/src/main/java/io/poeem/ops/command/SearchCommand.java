package io.poeem.ops.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "search", mixinStandardHelpOptions = true)
public final class SearchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 1;
    }
}
