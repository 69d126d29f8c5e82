package io.poeem.ops.serve.http;

/** Problems as answers, with the headers that their statuses ask for. */
final class Replies {

    private Replies() {}

    static Answer of(Problem problem) {
        Answer answer = Answer.problem(problem);
        return switch (problem.status()) {
            case 401 -> answer.with("WWW-Authenticate", "Bearer realm=\"poeem\"");
            case 405 -> answer.with("Allow", problem.limit().replace(" or ", ", "));
            case 408, 413 -> answer.with("Connection", "close");
            case 429, 503 -> answer.with("Retry-After", "1");
            default -> answer;
        };
    }
}
