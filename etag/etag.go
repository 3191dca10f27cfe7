// Package etag compares entity tags, by RFC 9110.
package etag

import "strings"

// Listed reports whether the values of If-None-Match name a tag, as caches compare: a
// weak tag is the strong one of the same text, and * is any.
func Listed(values []string, tag string) bool {
	for _, known := range strings.Split(strings.Join(values, ","), ",") {
		known = strings.TrimSpace(known)
		if known == "*" || strings.TrimPrefix(known, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
