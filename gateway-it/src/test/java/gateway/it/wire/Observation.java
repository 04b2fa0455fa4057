package gateway.it.wire;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a case.
 *
 * @param responses that the client got
 * @param end of the client's connection
 * @param problem what no case may have: a message that is malformed, an answer that belongs to somebody else; empty when all is well
 * @param requests that the origin saw, but for those of the judge's own
 * @param isReused the second user's request came to the origin on the connection of the case
 */
record Observation(
        List<SeenResponse> responses, End end, String problem, List<SeenRequest> requests, boolean isReused) {
    enum End {
        CLOSED,
        /** It served another request, and answered that one. */
        KEPT,
        SILENT
    }

    List<Integer> statuses() {
        return responses.stream().map(SeenResponse::status).toList();
    }

    boolean isCut() {
        return responses.stream().anyMatch(response -> !response.isWhole());
    }

    /** Of the last response. */
    String reason() {
        return responses.isEmpty() ? "" : responses.get(responses.size() - 1).reason();
    }

    String interim() {
        String codes = responses.stream()
                .flatMap(response -> response.interim().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return codes.isEmpty() ? "none" : codes;
    }

    int whole() {
        return (int) requests.stream().filter(SeenRequest::isWhole).count();
    }

    int partial() {
        return requests.size() - whole();
    }

    /** In short, for who looks into a failure. */
    String text() {
        String answers = responses.stream()
                .map(response -> response.status() + " " + response.reason() + " <" + Bytes.show(response.body())
                        + (response.isWhole() ? ">" : "> cut"))
                .collect(Collectors.joining(", "));
        String asked = requests.stream()
                .map(request -> Bytes.show(request.method() + " " + request.target() + " " + request.fields() + " <"
                        + request.body() + ">" + (request.isWhole() ? "" : " cut")))
                .collect(Collectors.joining(", "));
        return "client got: " + answers + " " + end + "; origin saw: " + asked;
    }
}
