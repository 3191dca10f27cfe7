FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /rolegraph .

# Nothing but the program, and the certificates that a database by TLS needs.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /rolegraph /rolegraph
USER 65532:65532
# A container's port leads to this address, not to the loopback. Who may ask there is
# for the one who starts it to say: ROLEGRAPH_PUBLIC=true (everybody) or
# ROLEGRAPH_TOKENS=FILE (who has a token). Without either the server does not start.
ENV ROLEGRAPH_LISTEN=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["/rolegraph"]
