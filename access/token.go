package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

const (
	// tokenPrefix lets people, and programs that look for secrets, tell what a token
	// is for.
	tokenPrefix = "rolegraph_"
	// hashPrefix says by what a token is stored.
	hashPrefix = "sha256:"
	// maxName is how many characters the name of a client may have.
	maxName = 64
)

// hash is what is stored of a token. Tokens are random, with 256 bits, so that
// nobody can find one by trying, however fast trying is: what slows guesses at
// passwords down has nothing to protect here, and would cost each request.
type hash [sha256.Size]byte

func hashOf(token string) hash { return sha256.Sum256([]byte(token)) }

// NewToken makes a token for a client of a name, and the line of a file of tokens
// that lets it in.
func NewToken(name string) (token, line string, err error) {
	if !isName(name) {
		return "", "", fmt.Errorf("%q can't name a client: expected %s", name, names)
	}
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // which never fails
	token = tokenPrefix + base64.RawURLEncoding.EncodeToString(secret[:])
	of := hashOf(token)
	return token, name + " " + hashPrefix + hex.EncodeToString(of[:]), nil
}

// names are those that clients may have, for messages.
const names = "1 to 64 lower case letters, digits, hyphens, dots and underscores, the first of them a letter or a digit"

// isName reports whether a client may have a name. What looks like a token is none: it
// would be in logs.
func isName(text string) bool {
	if text == "" || len(text) > maxName || strings.HasPrefix(text, tokenPrefix) {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case i > 0 && (c == '-' || c == '.' || c == '_'):
		default:
			return false
		}
	}
	return true
}
