# The command line in a container: docker build -t dropship . && docker run --rm dropship certify https://client.example/webhooks
FROM node:24-slim AS build
WORKDIR /source
COPY . .
RUN npm ci && npm pack --ignore-scripts --pack-destination /tmp

FROM node:24-slim
COPY --from=build /tmp/drop-ship-harness-*.tgz /tmp/
RUN npm install --global --ignore-scripts --no-audit --no-fund /tmp/drop-ship-harness-*.tgz && rm /tmp/drop-ship-harness-*.tgz
USER node
WORKDIR /home/node
EXPOSE 4010
ENTRYPOINT ["dropship"]
CMD ["mock", "--host", "0.0.0.0", "--port", "4010"]
