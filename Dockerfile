# The service as an image: docker build -t feishu-interviews .
# A machine with Docker is enough; everything else comes from Maven Central.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
# What changes seldom comes first: a change of the sources downloads nothing again.
COPY .mvn .mvn
COPY mvnw pom.xml ./
# ./mvnw verifies the checksum of Maven's .zip. Without unzip, which this image lacks, it downloads the .tar.gz and fails
# (apache/maven-wrapper#425). The JDK's jar command unpacks a .zip, except for file permissions.
RUN printf '#!/bin/sh\njar --extract --file "$2" --dir "$4" && chmod +x "$4"/*/bin/mvn\n' >/usr/local/bin/unzip && chmod +x /usr/local/bin/unzip
# A build of nothing brings what the real one needs, and WireMock, which plays Feishu in the training below.
RUN ./mvnw --batch-mode --no-transfer-progress package -Dmaven.test.skip -Dspring-boot.repackage.skip \
        dependency:copy-dependencies -DincludeArtifactIds=wiremock-standalone -Dmdep.stripVersion -DoutputDirectory=/training
COPY src/main src/main
RUN ./mvnw --batch-mode --no-transfer-progress clean package -Dmaven.test.skip
# One directory for the libraries and one for our own classes, so that a release of ours is a small layer of its own.
RUN java -Djarmode=tools -jar target/feishu-interviews.jar extract --layers --destination layers

# The runtime the service will have, to the byte: an AOT cache is good for the very virtual machine and jars it was made with.
FROM eclipse-temurin:25-jre AS training
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY src/deploy/image/java.options ./
COPY src/test/resources/sandbox /training/sandbox
COPY --from=build /training /training
COPY src/deploy/image/train /training/
RUN /training/train

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="feishu-interviews" \
      org.opencontainers.image.description="A talent's interviews from Feishu Hire, flattened, cached and kept available" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY src/deploy/image/java.options ./
COPY --from=training /app/feishu-interviews.aot ./
# Nobody in particular: by number, so that Kubernetes can see that it is not root. Owns nothing, writes nothing but /tmp.
USER 65532:65532
EXPOSE 8080
# curl is part of the base image. The first answer comes within seconds; a slow machine gets a minute.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD curl --fail --silent --output /dev/null "http://localhost:${SERVER_PORT:-8080}/readyz"
# No shell between Docker and the service: SIGTERM reaches it. Further options for the virtual machine: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "@java.options"]
