# Two stages: the first builds, the second holds what the built server needs and nothing else.
FROM node:20.19-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc .nuxtrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN npx nuxt build

FROM node:20.19-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build --chown=node:node /app/.output ./
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/index.mjs"]
