# Builds the image: docker build -t feishu-interviews .
# The build needs Docker only; everything else is downloaded from Maven Central.

# To pin the base images, set these to digests.
ARG JDK=eclipse-temurin:25-jdk
ARG JRE=eclipse-temurin:25-jre

FROM $JDK AS build
WORKDIR /build
# Dependencies come first, so that a change of the sources does not download them again.
COPY .mvn .mvn
COPY mvnw pom.xml ./
# ./mvnw verifies the checksum of Maven's .zip. Without unzip, which this image lacks, it downloads the .tar.gz and fails
# (apache/maven-wrapper#425). The JDK's jar command unpacks a .zip, except for file permissions.
RUN printf '#!/bin/sh\njar --extract --file "$2" --dir "$4" && chmod +x "$4"/*/bin/mvn\n' >/usr/local/bin/unzip && chmod +x /usr/local/bin/unzip
# A build without sources downloads the dependencies, and WireMock, which replaces Feishu in the training run below.
RUN ./mvnw --batch-mode --no-transfer-progress package -Dmaven.test.skip -Dspring-boot.repackage.skip \
        dependency:copy-dependencies -DincludeArtifactIds=wiremock-standalone -Dmdep.stripVersion -DoutputDirectory=/training
COPY src/main src/main
# both are in /actuator/info and in the image's labels; CONTRIBUTING.md describes a release
ARG VERSION=1.0.0-SNAPSHOT
ARG COMMIT=unknown
RUN ./mvnw --batch-mode --no-transfer-progress clean package -Dmaven.test.skip "-Drevision=$VERSION" "-Dcommit=$COMMIT"
# Separate directories for libraries and for the classes of the service, so that a release is a small layer.
RUN java -Djarmode=tools -jar target/feishu-interviews.jar extract --layers --destination layers

# The same JVM and jars as in the final image: an AOT cache is valid only for the JVM and the jars that it was created with.
FROM $JRE AS training
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY src/deploy/image/java.options ./
COPY src/test/resources/sandbox /training/sandbox
COPY --from=build /training /training
COPY src/deploy/image/train /training/
RUN /training/train

FROM $JRE
LABEL org.opencontainers.image.title="feishu-interviews" \
      org.opencontainers.image.description="A talent's interviews from Feishu Hire, flattened, cached and kept available" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY src/deploy/image/java.options src/deploy/image/health ./
COPY --from=training /app/feishu-interviews.aot ./
# A non-root user, as a number, so that Kubernetes can verify it (runAsNonRoot). The user owns no file and writes only to /tmp.
USER 65532:65532
ARG VERSION=1.0.0-SNAPSHOT
ARG COMMIT=unknown
LABEL org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$COMMIT"
EXPOSE 8080
# The base image contains curl. The service is ready within seconds; a slow machine has one minute.
HEALTHCHECK --interval=10s --timeout=9s --start-period=60s --retries=3 CMD ["/app/health"]
# Exec form: SIGTERM reaches the service. JAVA_TOOL_OPTIONS adds JVM options.
ENTRYPOINT ["java", "@java.options"]
