package io.poeem.state.model;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/**
 * How the fields of a query or an item lie in a tower's input. Summed: they share one slot of d values. Side by side: each
 * named field has a slot of its own, in their order, and all others share a last one. A slot holds the sum of its fields'
 * means; zeros where there is no token.
 *
 * @param apart whether fields lie side by side
 * @param names of the fields with slots of their own; none where fields are summed
 */
public record InputFields(boolean apart, List<String> names) {

    /** More would be slots that hardly any query fills. */
    public static final int MOST = 24;

    /** Bytes of a name in UTF-8. */
    public static final int LONGEST = 255;

    /** All fields in one slot. */
    public static final InputFields SUM = new InputFields(false, List.of());

    public InputFields {
        names = List.copyOf(names);
        if (!apart && !names.isEmpty()) {
            throw new IllegalArgumentException("fields " + names + " have slots of their own, but are summed");
        }
        if (names.size() > MOST) {
            throw new IllegalArgumentException(
                    names.size() + " fields have slots of their own; at most " + MOST + " may");
        }
        for (String name : names) {
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > LONGEST || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "field '" + name + "': a name has 1 to " + LONGEST + " bytes and no '='");
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("fields " + names + ": one stands twice");
        }
    }

    /** Named fields side by side, and one slot for all others. */
    public static InputFields concat(List<String> names) {
        return new InputFields(true, names);
    }

    /** How many times d values the tower takes in. */
    public int slots() {
        return apart ? names.size() + 1 : 1;
    }

    /** The slot of a token {@code field=value}. */
    public int slot(String token) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (token.startsWith(name) && (token.length() == name.length() || token.charAt(name.length()) == '=')) {
                return i;
            }
        }
        return slots() - 1;
    }
}
