package io.poeem.ops.serve.http;

/**
 * Who answers what.
 *
 * @param method GET or POST
 * @param path exactly
 * @param access who may ask
 * @param limited counts towards the limit of concurrent requests
 * @param endpoint answers
 */
public record Route(String method, String path, Access access, boolean limited, Endpoint endpoint) {

    /** Who may ask. */
    public enum Access {
        /** Anybody who reaches the port. */
        OPEN,
        /** Who shows the token, where there is one. */
        TOKEN
    }

    /** Something anybody may see, such as a page without data. */
    public static Route open(String path, Endpoint endpoint) {
        return new Route("GET", path, Access.OPEN, false, endpoint);
    }

    public static Route get(String path, Endpoint endpoint) {
        return new Route("GET", path, Access.TOKEN, false, endpoint);
    }

    /** Whose work is large enough to be limited. */
    public static Route working(String method, String path, Endpoint endpoint) {
        return new Route(method, path, Access.TOKEN, true, endpoint);
    }

    boolean takesBody() {
        return method.equals("POST");
    }
}
