# The gateway in a container: not root, works on a read-only root file system, no temporary directory needed.
#
#   docker build -t gateway .
#   docker run --read-only -p 8080:8080 -v $PWD/gateway.yaml:/etc/gateway/gateway.yaml:ro gateway
#
# Without a configuration it serves the demo. For the classic builder as well: no mounts, no here-documents.
#
# The build stage calls the launcher: it builds with Maven, into .run/, when the sources are newer than what target/ holds, and takes
# what target/ holds when they are not. So the build base needs a JDK and Maven on a fresh clone; after a build on the host any Java 17
# does, and nothing is downloaded.
ARG BUILD_BASE=maven:3-eclipse-temurin-25
ARG RUNTIME_BASE=eclipse-temurin:25-jre

FROM ${BUILD_BASE} AS build
WORKDIR /src
COPY . .
# Only what this image's platform can load is kept, in the layout in which the launcher looks for it.
RUN ./gateway version \
    && built=gateway-server/.run \
    && { [ -d $built ] || built=gateway-server/target; } \
    && mkdir -p /image/gateway-server/target/lib \
    && cp gateway /image/ \
    && cp -p $built/gateway-server-*.jar /image/gateway-server/target/ \
    && cp -r $built/native /image/gateway-server/target/ \
    && for jar in $built/lib/*.jar; do \
        case $jar in \
            *-osx-*|*-windows-*|*-linux-riscv64.jar) ;; \
            *) cp -p "$jar" /image/gateway-server/target/lib/ ;; \
        esac; \
    done

FROM ${RUNTIME_BASE}
COPY --from=build /image /opt/gateway
# GATEWAY_BUILD: run what is there. The link makes `docker exec CONTAINER gateway status` work.
# The archive of classes that makes starts quick fits one Java only, so it is made by the one that will run.
RUN mkdir -p /etc/gateway /usr/local/bin && ln -s /opt/gateway/gateway /usr/local/bin/gateway \
    && GATEWAY_BUILD=prepare gateway
ENV GATEWAY_BUILD=off
# The configuration is looked for here: /etc/gateway/gateway.yaml.
WORKDIR /etc/gateway
USER 65532:65532
EXPOSE 8080 9902
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s --retries=3 CMD ["gateway", "healthcheck"]
ENTRYPOINT ["gateway"]
CMD ["run"]
