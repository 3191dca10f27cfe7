package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

const (
	responseType = "application/graphql-response+json"
	jsonType     = "application/json"
)

// ServeHTTP answers operations by POST and GET as the GraphQL-over-HTTP
// specification says. It executes nothing but queries.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	mediaType, acceptable := accepted(r.Header.Values("Accept"))
	if !acceptable {
		refuse(w, jsonType, http.StatusNotAcceptable, kg.Errorf(kg.BadUserInput, "the response is application/graphql-response+json or application/json; the Accept header allows neither"), nil)
		return
	}
	var request Request
	var wrong *fault
	switch r.Method {
	case http.MethodPost:
		body := s.bodies.take()
		defer s.bodies.giveBack(body)
		request, wrong = s.readBody(w, r, body)
	case http.MethodGet, http.MethodHead:
		request, wrong = s.readURL(r.URL)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		wrong = &fault{http.StatusMethodNotAllowed, "use POST or GET"}
	}
	if wrong != nil {
		refuse(w, mediaType, wrong.status, kg.Errorf(kg.BadUserInput, "%s", wrong.message), nil)
		return
	}
	response := s.Answer(r.Context(), request)
	if bytes := len(response.Data); s.held.hold(bytes) {
		defer s.held.release(bytes)
	} else {
		response.Free()
		response = tooBusy(TooBusy)
	}
	status := http.StatusOK
	if response.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(response.RetryAfter.Seconds()))))
	}
	switch {
	case response.RetryAfter > 0 && response.Errors[0].Extensions["code"] == string(kg.RateLimited):
		status = http.StatusTooManyRequests
	case response.RetryAfter > 0:
		status = http.StatusServiceUnavailable
	case response.MethodNotAllowed:
		w.Header().Set("Allow", "POST")
		status = http.StatusMethodNotAllowed
	case response.Data == nil && mediaType == responseType:
		status = http.StatusBadRequest
	}
	if s.maybeCached(w.Header(), r, &request, mediaType, response) {
		w.WriteHeader(http.StatusNotModified)
	} else {
		write(w, mediaType, status, response)
	}
	response.Free()
}

// fault is why a request is no GraphQL request.
type fault struct {
	status  int
	message string
}

// accepted chooses the media type of the response: the one that is wished for
// more. Without a wish it is application/json, which every client reads.
func accepted(headers []string) (mediaType string, ok bool) {
	if len(headers) == 0 {
		return jsonType, true
	}
	best := 0.0
	for _, offered := range []string{jsonType, responseType} {
		if quality := qualityOf(offered, headers); quality > best {
			mediaType, best = offered, quality
		}
	}
	return mediaType, best > 0
}

// qualityOf is how much a media type is wished for, 0 to 1, by the most specific
// range of the Accept headers that it is in. A range that names neither type
// wishes for application/json, as no wish does.
func qualityOf(offered string, headers []string) float64 {
	ranges := map[string]int{offered: 3}
	if offered == jsonType {
		ranges["application/*"], ranges["*/*"] = 2, 1
	}
	found, specificity := 0.0, 0
	for _, part := range strings.Split(strings.Join(headers, ","), ",") {
		wished, parameters, err := mime.ParseMediaType(part)
		if err != nil || !isUTF8(parameters["charset"]) || ranges[wished] <= specificity {
			continue
		}
		quality, err := strconv.ParseFloat(parameters["q"], 64)
		if err != nil {
			quality = 1
		}
		found, specificity = quality, ranges[wished]
	}
	return found
}

func isUTF8(charset string) bool { return charset == "" || strings.EqualFold(charset, "utf-8") }

// readBody reads the request of a POST, if it is not known, into a buffer, which the
// request then needs. No message repeats what the body says.
func (s *Service) readBody(w http.ResponseWriter, r *http.Request, body *bytes.Buffer) (Request, *fault) {
	if !isJSON(r.Header.Get("Content-Type")) {
		return Request{}, &fault{http.StatusUnsupportedMediaType, "the Content-Type must be application/json, in UTF-8"}
	}
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, int64(s.config.Limits.Body)))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return Request{}, &fault{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body may have at most %d bytes", s.config.Limits.Body)}
	}
	if err != nil {
		return Request{}, &fault{http.StatusBadRequest, "the body could not be read"}
	}
	if key := s.known.keyOf(body.Bytes()); key != "" {
		return Request{planKey: key, body: body.Bytes()}, nil
	}
	return s.decodeBody(body.Bytes())
}

// isJSON reports whether a content type is JSON in UTF-8.
func isJSON(contentType string) bool {
	if contentType == jsonType {
		return true // as nearly all clients say it
	}
	mediaType, parameters, err := mime.ParseMediaType(contentType)
	return err == nil && mediaType == jsonType && isUTF8(parameters["charset"])
}

// decodeBody reads the request of a body.
func (s *Service) decodeBody(body []byte) (Request, *fault) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return Request{}, &fault{http.StatusBadRequest, `the body must be a JSON object such as {"query": "{ graph { version } }"}`}
	}
	request, wrong := s.newRequest(fields)
	request.body = body
	return request, wrong
}

// readURL reads the request of a GET from the query of its URL.
func (s *Service) readURL(address *url.URL) (Request, *fault) {
	if len(address.RawQuery) > s.config.Limits.Body {
		return Request{}, &fault{http.StatusRequestURITooLong, fmt.Sprintf("the query of the URL may have at most %d bytes", s.config.Limits.Body)}
	}
	query, err := url.ParseQuery(address.RawQuery)
	if err != nil {
		return Request{}, &fault{http.StatusBadRequest, "the query of the URL is malformed"}
	}
	fields := map[string]json.RawMessage{}
	for _, name := range []string{"query", "documentId", "operationName"} {
		if query.Has(name) {
			text, err := json.Marshal(query.Get(name))
			must(err) // a string
			fields[name] = text
		}
	}
	for _, name := range []string{"variables", "extensions"} {
		if text := query.Get(name); text != "" {
			fields[name] = json.RawMessage(text)
		}
	}
	request, wrong := s.newRequest(fields)
	request.QueryOnly = true
	return request, wrong
}

// newRequest reads the members of a request.
func (s *Service) newRequest(fields map[string]json.RawMessage) (Request, *fault) {
	var request Request
	var id string
	var extensions map[string]any
	for _, member := range []struct {
		name, want string
		into       any
	}{
		{"query", "a string", &request.Query},
		{"documentId", "a string", &id},
		{"operationName", "a string", &request.OperationName},
		{"variables", "an object", &request.Variables},
		{"extensions", "an object", &extensions},
	} {
		value, given := fields[member.name]
		if !given {
			continue
		}
		decoder := json.NewDecoder(strings.NewReader(string(value)))
		decoder.UseNumber()
		if err := decoder.Decode(member.into); err != nil || !json.Valid(value) {
			return Request{}, &fault{http.StatusBadRequest, "`" + member.name + "` must be " + member.want}
		}
	}
	var ok bool
	if request.Explain, ok = readExplain(extensions["explain"]); !ok {
		return Request{}, &fault{http.StatusBadRequest, "`extensions.explain` must be true, false or \"only\""}
	}
	if id == "" {
		id = persisted(extensions)
	}
	var wrong *fault
	request.Query, request.trusted, wrong = s.text(request.Query, id)
	return request, wrong
}

// persisted is the id of a document as Apollo's clients and urql's send it; empty if
// there is none.
func persisted(extensions map[string]any) string {
	query, _ := extensions["persistedQuery"].(map[string]any)
	id, _ := query["sha256Hash"].(string)
	return id
}

// readExplain reads `extensions.explain`. Other extensions are for others.
func readExplain(value any) (explain Explain, ok bool) {
	switch value {
	case nil, false:
		return NoExplain, true
	case true:
		return ExplainAnswer, true
	case "only":
		return ExplainOnly, true
	default:
		return NoExplain, false
	}
}

// Refuse answers a request for an operation that comes to no service with an error, in
// the media type that is wished for. The extensions, which may be nil, are told besides
// the code.
func Refuse(w http.ResponseWriter, r *http.Request, status int, err *kg.Error, extensions map[string]any) {
	mediaType, acceptable := accepted(r.Header.Values("Accept"))
	if !acceptable {
		mediaType = jsonType
	}
	refuse(w, mediaType, status, err, extensions)
}

// refuse answers with an error that no cache keeps.
func refuse(w http.ResponseWriter, mediaType string, status int, err *kg.Error, extensions map[string]any) {
	problem := coded(err.Code, "%s", err.Message)
	maps.Copy(problem.Extensions, extensions)
	w.Header().Set("Cache-Control", "no-store")
	write(w, mediaType, status, &Response{Errors: gqlerror.List{problem}})
}

// write sends the response in one piece.
func write(w http.ResponseWriter, mediaType string, status int, response *Response) {
	body, err := response.json()
	must(err)
	header := w.Header()
	header.Set("Content-Type", mediaType+"; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone is no fault
}
