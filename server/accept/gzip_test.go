package accept_test

import (
	"testing"

	"rolegraph/server/accept"
)

func TestGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"":                        false,
		"gzip":                    true,
		"br, GZIP":                true,
		"deflate, br, zstd":       false,
		"*":                       true,
		"*;q=0":                   false,
		"gzip;q=0":                false,
		"gzip; q=0.000":           false,
		"gzip;q=0, *":             false,
		"*;q=0, gzip;q=0.5":       true,
		"identity;q=1, *;q=0":     false,
		"gzip;q=nonsense":         false,
		"x-gzip":                  false,
		"identity, gzip ; q=0.01": true,
	} {
		if got := accept.Gzip([]string{header}); got != want {
			t.Errorf("%q: %t, want %t", header, got, want)
		}
	}
	if !accept.Gzip([]string{"br", "gzip"}) {
		t.Error("of two headers the second was not read")
	}
	if accept.Gzip(nil) {
		t.Error("a client that says nothing accepts gzip")
	}
}
