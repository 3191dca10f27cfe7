# A registry may give other images under these tags tomorrow: who needs the same ones
# again pins them by their digests.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# What `rolegraph version` says, for the repository is not in the image.
ARG VERSION
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-X main.release=$VERSION" -o /rolegraph .

# Nothing but the program, the licenses of what it is made of, and the certificates
# that a database by TLS needs.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /src/THIRD_PARTY.md /rolegraph /
USER 65532:65532
# A container's port leads to this address, not to the loopback. Who may ask there is
# for the one who starts it to say: ROLEGRAPH_PUBLIC=true (everybody) or
# ROLEGRAPH_TOKENS=FILE (who has a token). Without either the server does not start.
ENV ROLEGRAPH_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["/rolegraph", "ready"]
ENTRYPOINT ["/rolegraph"]
