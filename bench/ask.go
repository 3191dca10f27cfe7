package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// send makes a request and gives the body of the answer, which must be data.
func send(ctx context.Context, t target) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, t.Method, t.URL, bytes.NewReader(t.Body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "identity")
	if t.Body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK || !bytes.HasPrefix(body, []byte(`{"data":{`)) {
		return nil, fmt.Errorf("%s %s %s: %s: %s", t.Method, t.URL, t.Body, response.Status, body)
	}
	return body, nil
}

// sendFirst makes a request until it is answered. The first of its kind may take
// longer than a server allows: the database compiles the statement, and has itself
// just begun.
func sendFirst(ctx context.Context, t target) (err error) {
	for range 10 {
		if _, err = send(ctx, t); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// ask answers a GraphQL operation into a struct.
func ask(ctx context.Context, address, document string, v value, into any) error {
	t, err := graphQL(address, document, v)
	if err != nil {
		return err
	}
	body, err := send(ctx, t)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, &struct{ Data any }{into})
}
