package gateway.it.process;

/** Configuration of an nginx that is a backend, in the form of the seed documents: static files, and the request's id sent back. */
public final class NginxText {
    private NginxText() {}

    /**
     * One server.
     *
     * @param name sent back in {@code X-Backend}
     * @param listen an address or a port
     * @param directory writable; its {@code www} is served
     */
    public static String server(String name, String listen, String directory) {
        return """
                worker_processes 1;
                pid %3$s/nginx.pid;
                error_log stderr warn;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    keepalive_requests 1000000;
                    client_body_temp_path %3$s/body;
                    proxy_temp_path %3$s/proxy;
                    fastcgi_temp_path %3$s/fastcgi;
                    uwsgi_temp_path %3$s/uwsgi;
                    scgi_temp_path %3$s/scgi;
                    server {
                        listen %2$s;
                        server_name localhost;
                        location / {
                            root %3$s/www;
                            index index.html;
                            add_header X-Request-ID $http_x_request_id;
                            add_header X-Seen-ID $http_x_request_id;
                            add_header X-Backend %1$s;
                        }
                        location = /served { stub_status; }
                    }
                }
                """.formatted(name, listen, directory);
    }
}
