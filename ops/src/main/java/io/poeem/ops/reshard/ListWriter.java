package io.poeem.ops.reshard;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.api.functions.StateBootstrapFunction;

/** Puts elements into an operator's state of the kind list. */
final class ListWriter<T> extends StateBootstrapFunction<T> {

    private static final long serialVersionUID = 1;

    private final ListStateDescriptor<T> descriptor;

    private transient List<T> elements;
    private transient ListState<T> state;

    ListWriter(ListStateDescriptor<T> descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        elements = new ArrayList<>();
        state = context.getOperatorStateStore().getListState(descriptor);
    }

    @Override
    public void processElement(T element, Context context) {
        elements.add(element);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(elements);
    }
}
