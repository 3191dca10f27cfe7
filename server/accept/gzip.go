// Package accept reads what clients say that they accept.
package accept

import (
	"strconv"
	"strings"
)

// Gzip reports whether the values of Accept-Encoding allow gzip. What names gzip
// counts more than what names any encoding.
func Gzip(headers []string) bool {
	accepted, named := false, false
	for _, header := range headers {
		for part := range strings.SplitSeq(header, ",") {
			coding, parameter, _ := strings.Cut(part, ";")
			coding = strings.ToLower(strings.TrimSpace(coding))
			if coding != "gzip" && (coding != "*" || named) {
				continue
			}
			named = named || coding == "gzip"
			_, text, weighted := strings.Cut(parameter, "=")
			quality, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			accepted = !weighted || err == nil && quality > 0
		}
	}
	return accepted
}
