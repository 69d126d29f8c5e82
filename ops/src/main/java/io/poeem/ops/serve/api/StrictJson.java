package io.poeem.ops.serve.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.poeem.ops.serve.http.Problem;
import io.poeem.ops.serve.http.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON as RFC 8259 has it and no other, of people who are not trusted: UTF-8 only, shallow, short numbers, no name twice. */
final class StrictJson {

    private static final int DEPTH = 8;
    private static final int NUMBER = 128;
    private static final int STRING = 4 << 10;
    private static final int NAME = 64;

    /** Names are not pooled: the pool would outlive the request that filled it. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(NUMBER)
                    .maxStringLength(STRING)
                    .maxNameLength(NAME)
                    .build())
            .build();

    private StrictJson() {}

    /** @throws ProblemException 400 if it is not UTF-8 */
    static JsonParser parser(byte[] body) throws IOException {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return FACTORY.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
        } catch (CharacterCodingException e) {
            throw ProblemException.of(400, "the body is not UTF-8; encode it as UTF-8");
        }
    }

    /** What the parser found wrong, without what the body holds. */
    static ProblemException problem(IOException fault) {
        if (fault instanceof JsonProcessingException json) {
            String says =
                    Problem.shown(String.valueOf(json.getOriginalMessage()).replaceAll("\\s+", " "));
            String place = json.getLocation() == null
                    ? ""
                    : " at line " + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr();
            return ProblemException.of(400, "the body is not JSON that can be taken" + place + ": " + says);
        }
        return ProblemException.of(400, "the body cannot be read as JSON");
    }

    static String kind(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
