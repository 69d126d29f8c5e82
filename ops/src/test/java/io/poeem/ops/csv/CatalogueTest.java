package io.poeem.ops.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    @TempDir
    Path directory;

    private final List<BadLine> bad = new ArrayList<>();

    @Test
    void filmsHaveGenresAndTheTimeTheyAreOf() throws IOException {
        Path file = file("0133093::The Matrix (1999)::Action|Sci-Fi\nnot a film\n1::Se::ven (1995)::\n");
        Catalogue films = Catalogue.read(file, List.of(), bad::add);
        assertThat(films.items())
                .containsExactly(
                        new ItemRow(
                                "0133093",
                                "The Matrix (1999)",
                                List.of("genre=Action", "genre=Sci-Fi", "decade=1990", "year=1999")),
                        new ItemRow("1", "Se::ven (1995)", List.of("decade=1990", "year=1995")));
        assertThat(bad).extracting(BadLine::line).containsExactly(2L);
    }

    @Test
    void columnsWithTooManyValuesOrOneAreLeftOutAndNamed() throws IOException {
        StringBuilder csv = new StringBuilder("item_id,category,created,site,title\n");
        for (int i = 0; i <= ItemCsv.FEW; i++) {
            csv.append(i)
                    .append(",c")
                    .append(i % 3)
                    .append(',')
                    .append(1000 + i)
                    .append(",s,T")
                    .append(i)
                    .append('\n');
        }
        Catalogue items = Catalogue.read(file(csv.toString()), List.of(), bad::add);
        assertThat(items.items()).hasSize(ItemCsv.FEW + 1);
        assertThat(items.items().get(1)).isEqualTo(new ItemRow("1", "T1", List.of("category=c1")));
        assertThat(items.leftOut()).hasSize(2);
        assertThat(items.leftOut().get(0)).startsWith("created (257 distinct values");
        assertThat(items.leftOut().get(1)).startsWith("site (the same");
    }

    @Test
    void namedColumnsAreTakenWhateverTheyHold() throws IOException {
        Catalogue items = Catalogue.read(file("item_id,a,b\n1,x,y\n"), List.of("b"), bad::add);
        assertThat(items.items()).containsExactly(new ItemRow("1", null, List.of("b=y")));
    }

    @Test
    void aColumnOfTimesDatesTheItemsAndPutsThemInOrder() throws IOException {
        Path file = file("item_id,born,a\n1,300,x\n2,,y\n3,soon,x\n4,-1,x\n5,200,y\n6,300,x\n");
        Catalogue items = Catalogue.read(file, new ItemColumns(List.of(), Optional.of("born")), bad::add);
        assertThat(items.items())
                .containsExactly(
                        new ItemRow("2", null, List.of("a=y"), 0),
                        new ItemRow("5", null, List.of("a=y"), 200),
                        new ItemRow("1", null, List.of("a=x"), 300),
                        new ItemRow("6", null, List.of("a=x"), 300));
        assertThat(bad).extracting(BadLine::line).containsExactly(4L, 5L);
        assertThat(items.until(200).items()).extracting(ItemRow::id).containsExactly("2", "5");
    }

    @Test
    void aColumnOfTimesThatIsNotThereIsNamed() throws IOException {
        ItemColumns born = new ItemColumns(List.of(), Optional.of("born"));
        assertThatThrownBy(() -> Catalogue.read(file("item_id,a\n1,x\n"), born, bad::add))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("no column 'born'");
        assertThatThrownBy(() -> Catalogue.read(file("1::Heat (1995)::Crime\n"), born, bad::add))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("no column 'born'");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("items"), text);
    }
}
