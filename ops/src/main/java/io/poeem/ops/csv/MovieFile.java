package io.poeem.ops.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Films as MovieLens and MovieTweetings have them: {@code id::title (year)::genre|genre}, features genre and decade. */
final class MovieFile {

    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

    private MovieFile() {}

    static Catalogue read(Path path, Consumer<BadLine> bad) {
        List<ItemRow> items = new ArrayList<>();
        try (InputFile file = InputFile.open(path)) {
            for (Line line = file.next(); line != null; line = file.next()) {
                String[] parts = line.text().split("::", -1);
                if (line.isFaulty()) {
                    bad.accept(new BadLine(line.number(), line.fault()));
                } else if (parts.length < 3 || parts[0].isEmpty()) {
                    bad.accept(new BadLine(line.number(), "is not id::title::genres: " + BadLine.shown(line.text())));
                } else {
                    items.add(item(parts));
                }
            }
        }
        return new Catalogue(items, List.of());
    }

    /** A title may hold "::"; the id is the first part and the genres are the last. */
    private static ItemRow item(String[] parts) {
        String title = String.join("::", List.of(parts).subList(1, parts.length - 1));
        List<String> features = new ArrayList<>();
        for (String genre : parts[parts.length - 1].split("\\|")) {
            if (!genre.isBlank()) {
                features.add("genre=" + genre.trim());
            }
        }
        Matcher year = YEAR.matcher(title);
        if (year.find()) {
            features.add("decade=" + year.group(1).substring(0, 3) + "0");
            features.add("year=" + year.group(1));
        }
        return new ItemRow(parts[0], title, features);
    }
}
