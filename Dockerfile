# One image: the app, its command line (`hearth --help`) and what the compose file's `init` runs.
#   docker build -t hearth/app .
FROM node:24-trixie-slim AS build
WORKDIR /src
# Packages first: they change less often than the sources. No script of theirs runs (package.json, allowScripts).
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run --silent build && scripts/image-files.sh /out

FROM node:24-trixie-slim
ARG VERSION=0.0.0-dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Hearth" \
      org.opencontainers.image.description="A community's own place for text, voice, video and files" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
# What only builds need: nothing here installs packages, and an intruder shall not either.
RUN rm -rf /usr/local/lib/node_modules /usr/local/include /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
      /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* /root/.npm && \
    install -d -o 1000 -g 1000 /data
COPY --from=build /out /
ENV NODE_ENV=production \
    PORT=3000 \
    HEARTH_DATA_DIR=/data \
    HEARTH_BUILD_DIR=/app/build \
    HEARTH_MIGRATIONS_DIR=/app/prisma/migrations
WORKDIR /app
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
# Ready, not just alive: `docker compose up --wait` returns when people can come in.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["hearth", "health"]
ENTRYPOINT []
CMD ["hearth", "serve"]
