package access

import (
	"net/http"
	"strings"
)

// maxToken is how many bytes are looked at of what is shown as a token; ours are
// shorter.
const maxToken = 256

// challenge is why a request does not say who asks, as RFC 6750 tells clients.
type challenge struct {
	status  int
	code    string // empty where the request shows no token at all
	message string
}

var (
	noToken  = &challenge{http.StatusUnauthorized, "", "this server answers those who have a token: send yours in the header Authorization, as Bearer and the token"}
	badToken = &challenge{http.StatusUnauthorized, "invalid_token", "the token is not, or no longer, one of this server's"}
	twoUsers = &challenge{http.StatusBadRequest, "invalid_request", "there are several headers Authorization; send one"}
)

// header is the value of WWW-Authenticate.
func (c *challenge) header() string {
	value := `Bearer realm="rolegraph"`
	if c.code != "" {
		value += `, error="` + c.code + `", error_description="` + c.message + `"`
	}
	return value
}

// bearer is the token that a request shows. It need not be one.
func bearer(header http.Header) (string, *challenge) {
	values := header["Authorization"]
	switch len(values) {
	case 0:
		return "", noToken
	case 1:
	default:
		return "", twoUsers
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", noToken
	}
	token = strings.Trim(token, " ")
	if token == "" || len(token) > maxToken {
		return "", badToken
	}
	return token, nil
}
