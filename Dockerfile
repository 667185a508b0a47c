# syntax=docker/dockerfile:1
# Glouton with its browser in one image. Build: docker build -t glouton .
# Run:   docker run -p 8080:8080 -v glouton:/data glouton
# Everything is configured by GLOUTON__AREA__KEY variables; see docs/OPERATIONS.md.

FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential cmake \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
# The caches live outside the image; the binary is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked --bin glouton \
    && cp target/release/glouton /usr/local/bin/glouton

FROM debian:bookworm-slim
# chromium and its driver read the pages that only a browser can show; fonts, because pages are measured as a person sees them;
# tini, because a browser leaves orphans that the first process of a container has to bury; curl for the health check.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates chromium chromium-driver chromium-sandbox curl fonts-liberation fonts-noto-color-emoji tini tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin glouton \
    && install -d -o glouton -g glouton -m 0750 /data
COPY --from=build /usr/local/bin/glouton /usr/local/bin/glouton

USER glouton
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENV GLOUTON__HTTP__BIND=0.0.0.0:8080 \
    GLOUTON__DATA__DIR=/data \
    GLOUTON__LOG__FORMAT=json

HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/health/live"]

# TERM: no new work, checkpoint, release; the longest wait is the configured one, so give Docker a longer one (--stop-timeout 40).
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/tini", "--", "/usr/local/bin/glouton"]
CMD ["serve"]
