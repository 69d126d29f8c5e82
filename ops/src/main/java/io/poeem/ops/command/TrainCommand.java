package io.poeem.ops.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "train", mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 1;
    }
}
