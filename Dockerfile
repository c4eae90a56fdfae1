# syntax=docker/dockerfile:1

# --- build: everything, compiled -----------------------------------------------------------------------------
FROM node:24-bookworm-slim AS build
WORKDIR /app
# sqlite3 is compiled when no prebuilt binary can be fetched.
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 make g++ \
 && rm -rf /var/lib/apt/lists/*
COPY . .
# `prepare` builds; then only what runs is kept.
RUN npm ci --no-fund --no-audit \
 && npm prune --omit=dev --ignore-scripts --no-fund --no-audit

# --- the image: an ordinary user, nothing to write to but /data ------------------------------------------------
FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Reelthread" \
      org.opencontainers.image.licenses="MIT AND GPL-3.0-only" \
      org.opencontainers.image.description="Make videos by chatting. Reelthread is MIT; the ffmpeg in node_modules/@ffmpeg-installer is a separate program under the GPL, source: https://johnvansickle.com/ffmpeg/"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Two files of the page are served as they were written; the samples are for the demo.
COPY --from=build /app/adapters/playground/page ./adapters/playground/page
COPY --from=build /app/samples ./samples
# /media is only used where several studios share a volume.
RUN install -d -o node -g node -m 0700 /data /media
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/bot/main.js"]
