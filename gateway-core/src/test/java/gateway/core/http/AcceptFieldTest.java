package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptFieldTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                                               | true",
                "application/problem+json                                       | true",
                "Application/JSON                                               | true",
                "application/*                                                  | true",
                "application/json, text/plain, */*                              | true",
                "text/plain, application/json                                   | false",
                "text/plain;q=0.5, application/json                             | true",
                "text/html;q=0.9, application/json;q=0.8                        | false",
                "text/html;q=0.8, application/json;q=0.9                        | true",
                "application/json;charset=utf-8;Q=0.1, text/plain; q=0.09       | true",
                "application/json;q=0                                           | false",
                "application/json;q=0.000                                       | false",
                "application/json;q=x                                           | false",
                "application/json;q=2                                           | false",
                "application/json;q=1.0                                         | true",
                "*/*                                                            | false",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | false",
                "application/jsonp                                              | false",
                "application/xml                                                | false",
                "''                                                             | false",
                ",;,=                                                           | false",
            })
    void readsPreference(String accept, boolean expected) {
        assertThat(AcceptField.prefersJson(accept)).isEqualTo(expected);
    }

    @Test
    void wantsTextWhereThereIsNoField() {
        assertThat(AcceptField.prefersJson(null)).isFalse();
    }
}
