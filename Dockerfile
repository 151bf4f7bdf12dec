# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS browser
WORKDIR /web
COPY src/NineGrid.Web/package.json src/NineGrid.Web/package-lock.json src/NineGrid.Web/.npmrc src/NineGrid.Web/libman.json src/NineGrid.Web/libman-restore.mjs ./
RUN npm ci --ignore-scripts --no-audit --no-fund && node libman-restore.mjs

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src ./src
COPY --from=browser /web/wwwroot/lib ./src/NineGrid.Web/wwwroot/lib
RUN dotnet publish src/NineGrid.Web --configuration Release --output /app -p:RestoreFrontend=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# For the health check.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app ./
# The only places the program writes to are this one and /tmp, so it runs with --read-only --tmpfs /tmp;
# APP_UID is the image's user without rights.
RUN mkdir /data && chown $APP_UID /data
VOLUME /data
USER $APP_UID
# Answers inside the container only, until an operator opens it: see docs/operations.md.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://127.0.0.1:8080 \
    ConnectionStrings__NineGrid="Data Source=/data/ninegrid.db" \
    Logs__Folder=/data/logs \
    HOME=/data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=6s --start-period=2m --retries=4 CMD curl --fail --silent --show-error http://127.0.0.1:8080/health/ready
ENTRYPOINT ["dotnet", "NineGrid.Web.dll"]
