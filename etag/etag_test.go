package etag_test

import (
	"testing"

	"rolegraph/etag"
)

func TestListed(t *testing.T) {
	for _, c := range []struct {
		values []string
		tag    string
		want   bool
	}{
		{nil, `"a"`, false},
		{[]string{""}, `"a"`, false},
		{[]string{`"a"`}, `"a"`, true},
		{[]string{`W/"a"`}, `"a"`, true},
		{[]string{`"a"`}, `W/"a"`, true},
		{[]string{`"b", W/"a" ,"c"`}, `W/"a"`, true},
		{[]string{`"b"`, `"a"`}, `"a"`, true},
		{[]string{`"ab"`, `a`}, `"a"`, false},
		{[]string{"*"}, `"a"`, true},
		{[]string{`"*"`}, `"a"`, false},
	} {
		if got := etag.Listed(c.values, c.tag); got != c.want {
			t.Errorf("%q and %s: %t", c.values, c.tag, got)
		}
	}
}
