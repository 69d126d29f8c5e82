package io.poeem.ops.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A headless Chromium with one page, driven over its DevTools protocol. What the page complains of is collected. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        command("Runtime.enable", Map.of());
        command("Log.enable", Map.of());
        command("Page.enable", Map.of());
        command("Network.enable", Map.of());
    }

    /** The program, if this machine has it. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty directory */
    static Browser start(Path program, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        try {
            return new Browser(process, page(process, profile));
        } catch (RuntimeException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw e;
        }
    }

    /** Chromium writes its port into the profile; there it tells of its pages. */
    private static URI page(Process process, Path profile) {
        Path file = profile.resolve("DevToolsActivePort");
        HttpClient client = HttpClient.newHttpClient();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new IllegalStateException(Files.readString(profile.resolve("chromium.log")));
                            }
                            int port = Integer.parseInt(Files.readAllLines(file).get(0));
                            JsonNode pages = JSON.readTree(
                                    Http.get(client, URI.create("http://127.0.0.1:" + port + "/json/list"))
                                            .body());
                            for (JsonNode page : pages) {
                                if (page.path("type").asText().equals("page")) {
                                    return URI.create(
                                            page.path("webSocketDebuggerUrl").asText());
                                }
                            }
                            return null;
                        },
                        found -> found != null);
    }

    void open(URI uri) {
        command("Page.navigate", Map.of("url", uri.toString()));
    }

    /** @return the value of a script, as JSON; a script that throws fails */
    JsonNode script(String javascript) {
        JsonNode result = command(
                "Runtime.evaluate", Map.of("expression", javascript, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    String text(String selector) {
        return script("(document.querySelector('" + selector + "') || {}).innerText || ''")
                .asText();
    }

    /** What throws, such as for want of an element of a page that is still loading, does not hold yet. */
    void await(String what, String javascript) {
        String holds = "(() => { try { return Boolean(" + javascript + "); } catch (e) { return false; } })()";
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(() -> script(holds)
                .asBoolean());
    }

    /** Keys as a keyboard gives them: text is typed, names such as Tab, Enter, ArrowDown are pressed. */
    void press(String key, int code) {
        Map<String, Object> down = Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                key.equals("Enter") ? "\r" : "");
        command("Input.dispatchKeyEvent", down);
        command(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    void type(String text) {
        command("Input.insertText", Map.of("text", text));
    }

    void colours(String scheme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    byte[] screenshot() {
        String png = command("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        return Base64.getDecoder().decode(png);
    }

    /** Errors of scripts, of the console, and of what could not be loaded. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void forgetComplaints() {
        complaints.clear();
    }

    JsonNode command(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonNode got = answer.orTimeout(60, TimeUnit.SECONDS).join();
        if (got.has("error")) {
            throw new IllegalStateException(method + ": " + got.get("error"));
        }
        return got.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        all.forEach(
                one -> one.onExit().completeOnTimeout(one, 5, TimeUnit.SECONDS).join());
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void hear(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer =
                    answers.remove(message.get("id").asInt());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        JsonNode says = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(says.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (says.path("entry").path("level").asText().equals("error")) {
                    complaints.add(says.path("entry").toString());
                }
            }
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert")
                        .contains(says.path("type").asText())) {
                    complaints.add(says.path("args").toString());
                }
            }
            default -> {
                // all else is of no concern here
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                try {
                    hear(JSON.readTree(whole));
                } catch (IOException e) {
                    complaints.add("no JSON: " + e.getMessage());
                }
            }
            from.request(1);
            return null;
        }
    }
}
