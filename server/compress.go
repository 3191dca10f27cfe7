package server

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"rolegraph/server/accept"
)

// worthPacking is from how many bytes on a body is packed: less goes in one packet of
// the network anyhow.
const worthPacking = 1 << 10

// maxKept is how large a buffer is kept for another answer.
const maxKept = 1 << 20

// packable are the types of content that become smaller.
var packable = []string{
	"application/graphql-response+json", "application/json", "text/css", "text/html", "text/javascript", "text/plain",
}

// packers keep what packing needs, which is much.
var packers = sync.Pool{New: func() any {
	zipper, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // there is this level
	}
	return &packer{zipper: zipper}
}}

type packer struct {
	zipper *gzip.Writer
	text   bytes.Buffer
}

// compressing packs bodies with gzip for clients that accept that. It packs those that
// a handler writes at once, with their Content-Length, and that are not packed yet:
// they are packed before the first byte is sent, so that a client that takes its time
// keeps no packer. Tags of content stay as they are; all are weak here, and stand for
// the content, packed or not.
//
// That a packed answer is shorter if it repeats what the question says (BREACH) tells
// nobody anything: no answer has a secret in it.
func compressing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !accept.Gzip(r.Header.Values("Accept-Encoding")) {
			next.ServeHTTP(w, r)
			return
		}
		packed := &packed{ResponseWriter: w}
		next.ServeHTTP(packed, r)
		packed.begin()
	})
}

// packed is a response whose body is packed if it may be.
type packed struct {
	http.ResponseWriter
	status int // that waits for the body; 0 is none
}

func (p *packed) WriteHeader(status int) {
	if p.length(status) == 0 {
		p.ResponseWriter.WriteHeader(status)
		return
	}
	p.status = status
}

// length is how many bytes the body of a response will have if that may be packed;
// otherwise it is 0.
func (p *packed) length(status int) int {
	header := p.Header()
	length, err := strconv.Atoi(header.Get("Content-Length"))
	if err != nil || length < worthPacking || status < http.StatusOK || status == http.StatusPartialContent || header.Get("Content-Encoding") != "" {
		return 0
	}
	mediaType, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	if !slices.Contains(packable, mediaType) {
		return 0
	}
	return length
}

// begin sends the status and the headers if they wait.
func (p *packed) begin() {
	if p.status != 0 {
		p.ResponseWriter.WriteHeader(p.status)
		p.status = 0
	}
}

func (p *packed) Write(content []byte) (int, error) {
	if p.status == 0 || p.length(p.status) != len(content) {
		p.begin()
		return p.ResponseWriter.Write(content)
	}
	packer := packers.Get().(*packer)
	defer func() {
		if packer.text.Cap() <= maxKept {
			packers.Put(packer)
		}
	}()
	packer.text.Reset()
	packer.zipper.Reset(&packer.text)
	_, _ = packer.zipper.Write(content) // a buffer takes everything
	_ = packer.zipper.Close()
	header := p.Header()
	header.Set("Content-Encoding", "gzip")
	header.Set("Content-Length", strconv.Itoa(packer.text.Len()))
	p.begin()
	if _, err := p.ResponseWriter.Write(packer.text.Bytes()); err != nil {
		return 0, err
	}
	return len(content), nil
}

// Unwrap is for http.ResponseController.
func (p *packed) Unwrap() http.ResponseWriter { return p.ResponseWriter }
