package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

const (
	// remoteTime is how long a server may take for one answer: longer than any
	// operation may take it.
	remoteTime = 30 * time.Second
	// maxAnswer is how many bytes an answer may have: more than any has.
	maxAnswer = 64 << 20
	// tokenVariable names what is shown to servers that want to know who asks.
	tokenVariable = "ROLEGRAPH_TOKEN"
)

// remote answers by a server's GraphQL over HTTP.
type remote struct {
	address *url.URL
	token   string
	client  *http.Client
}

// newRemote is for the server at an address such as http://127.0.0.1:8080/graphql,
// which is shown a token if that is not empty.
func newRemote(address, token string) (*remote, error) {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" {
		return nil, errors.New("--url names no server; expected an address such as http://127.0.0.1:8080/graphql")
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	return &remote{at, token, &http.Client{
		Transport: transport,
		Timeout:   remoteTime,
		// Another address gets neither the operation nor the token.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Close ends the connections.
func (r *remote) Close() { r.client.CloseIdleConnections() }

// Answer asks by POST.
func (r *remote) Answer(ctx context.Context, asked question) (response, error) {
	body, err := json.Marshal(asked)
	if err != nil {
		return response{}, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.address.String(), bytes.NewReader(body))
	if err != nil {
		return response{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json, application/json")
	if r.token != "" {
		request.Header.Set("Authorization", "Bearer "+r.token)
	}
	answered, err := r.client.Do(request)
	if err != nil {
		return response{}, r.unreachable(ctx, err)
	}
	defer answered.Body.Close()
	content, err := io.ReadAll(io.LimitReader(answered.Body, maxAnswer+1))
	if err != nil {
		return response{}, r.unreachable(ctx, err)
	}
	if len(content) > maxAnswer {
		return response{}, r.wrong("answers with more than %d MB", maxAnswer>>20)
	}
	return r.read(answered, content)
}

// read reads what a server has sent.
func (r *remote) read(answered *http.Response, content []byte) (response, error) {
	mediaType, _, _ := mime.ParseMediaType(answered.Header.Get("Content-Type"))
	var read response
	if answered.StatusCode == http.StatusUnauthorized {
		return response{}, r.notAllowed(answered)
	}
	isJSON := (mediaType == "application/json" || mediaType == "application/graphql-response+json") && json.Unmarshal(content, &read) == nil
	read.Errors = slices.DeleteFunc(read.Errors, func(e *gqlerror.Error) bool { return e == nil })
	if isJSON && (read.Data != nil || len(read.Errors) > 0) {
		return read, nil
	}
	switch status := answered.StatusCode; {
	case status >= 300 && status < 400:
		return response{}, r.wrong("leads to %q: is that the address to ask?", answered.Header.Get("Location"))
	case status == http.StatusForbidden:
		return response{}, r.notAllowed(answered)
	case status != http.StatusOK:
		return response{}, r.wrong("answers with status %d and not with GraphQL; %s", status, rightAddress)
	case mediaType == "text/html":
		return response{}, r.wrong("answers with a page in HTML and not with GraphQL; %s", rightAddress)
	default:
		return response{}, r.wrong("does not answer with GraphQL; %s", rightAddress)
	}
}

// notAllowed tells what lets people in.
func (r *remote) notAllowed(answered *http.Response) error {
	if r.token != "" && answered.StatusCode == http.StatusUnauthorized {
		return r.wrong("does not take the token that it was shown (status %d); %s or --token-file may hold another", answered.StatusCode, tokenVariable)
	}
	return r.wrong("answers that this is not allowed (status %d); %s or --token-file may hold a token for it", answered.StatusCode, tokenVariable)
}

const rightAddress = "a server of rolegraph answers at an address that ends in /graphql"

func (r *remote) wrong(format string, args ...any) error {
	return fmt.Errorf("%s %s", r.address.Redacted(), fmt.Sprintf(format, args...))
}

// unreachable tells why there is no answer.
func (r *remote) unreachable(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		if wrapped.Timeout() {
			return r.wrong("takes more than %s to answer", r.client.Timeout)
		}
		err = wrapped.Err
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return r.wrong("can't prove to be that server: %s", err)
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return r.wrong("does not speak TLS; the address may have to begin with http://")
	}
	return r.wrong("can't be reached: %s", err)
}
