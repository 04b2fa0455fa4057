package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "id=1|1",
                "a=2; id=1|1",
                "a=2;id=1;b=3|1",
                "  id = 1 ; b=3|1",
                "\tid=1\t|1",
                "id=\"1\"|1",
                "id=\"|\"",
                "id=\"1; b=2|\"1",
                "id=1=2|1=2",
                "id; id=1|1",
                "xid=3; id=1|1",
                "idx=3; id=1|1",
                "ID=3; id=1|1",
                "id=1; id=2|1",
                ";;; ;id=1;|1",
                "a=id=3; id=1|1",
            })
    void findsTheValue(String field, String value) {
        assertThat(Cookies.find(headers(field), "id")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ";", "=", "=1", "id", "id;", "xid=1", "idx=1", "ID=1", "a=id=1", "a=\"b id=1\"", "i d=1"
            })
    void findsNone(String field) {
        assertThat(Cookies.find(headers(field), "id")).isNull();
    }

    @Test
    void findsAnEmptyValue() {
        assertThat(Cookies.find(headers("id="), "id")).isEmpty();
        assertThat(Cookies.find(headers("id=\"\"; a=1"), "id")).isEmpty();
    }

    @Test
    void looksThroughAllFields() {
        assertThat(Cookies.find(headers("a=1", "b=2; id=3", "id=4"), "id")).isEqualTo("3");
        assertThat(Cookies.find(new DefaultHttpHeaders(), "id")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "id=1; a=2|a=2",
                "a=2; id=1|a=2",
                "a=2; id=1; b=3|a=2; b=3",
                "a=2;id=1;b=3|a=2;b=3",
                "id=1;  id=2; a=\"x y\"|a=\"x y\"",
                "a=2;; id=1;|a=2;;",
                "a=1; idx=1; ID=2|a=1; idx=1; ID=2",
                " a = 1 ; id = 2|` a = 1 `",
            })
    void removesOnlyTheOneAsked(String field, String left) {
        HttpHeaders headers = headers(field);

        Cookies.remove(headers, "id");

        assertThat(headers.getAll("Cookie")).containsExactly(left);
    }

    @Test
    void dropsFieldsThatHoldNothingElse() {
        HttpHeaders headers = headers("id=1", "a=1", " id=2 ; ", "b=2; c=3");

        Cookies.remove(headers, "id");

        assertThat(headers.getAll("Cookie")).containsExactly("a=1", "b=2; c=3");
        assertThat(headers.get("Accept")).isEqualTo("*/*");
    }

    @Test
    void leavesNoFieldWhenThereWasOnlyThisCookie() {
        HttpHeaders headers = headers("id=1");

        Cookies.remove(headers, "id");

        assertThat(headers.contains("Cookie")).isFalse();
    }

    @Test
    void neverFindsWhatItRemovedInOddInput() {
        Random random = new Random(7);
        String alphabet = "id=;\" \ta";
        for (int run = 0; run < 50_000; run++) {
            StringBuilder field = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                field.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            HttpHeaders headers = headers(field.toString());
            String other = Cookies.find(headers, "a");

            Cookies.remove(headers, "id");

            assertThat(Cookies.find(headers, "id")).as(field.toString()).isNull();
            assertThat(Cookies.find(headers, "a")).as(field.toString()).isEqualTo(other);
        }
    }

    private static HttpHeaders headers(String... fields) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        return headers.add("Accept", "*/*").add("Cookie", List.of(fields));
    }
}
