package access

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

const (
	// maxFile is how many bytes a file of tokens may have. It is read again and again.
	maxFile = 1 << 20
	// maxClients is how many clients it may name.
	maxClients = 10_000
	// MinBudget is the least that a client may be given a minute: some requests.
	MinBudget = 10 * RequestCost
	// MaxBudget is the most cost points that a client may be given a minute: more than
	// any server answers.
	MaxBudget = 1_000_000_000_000
)

// listed is a client as a line of a file of tokens has it.
type listed struct {
	name   string
	hash   hash
	budget int // cost points a minute; 0 is what others have
}

// parse reads a file of tokens: a line for each client, with its name, the hash of its
// token and, if it has one of its own, its budget. Lines that begin with # are for
// people. Errors name the line and never what it says, which could be a token.
func parse(text string) ([]listed, error) {
	if len(text) > maxFile {
		return nil, fmt.Errorf("has more than %d bytes", maxFile)
	}
	var clients []listed
	named, hashed := map[string]int{}, map[hash]int{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		client, err := parseLine(words)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if earlier := named[client.name]; earlier > 0 {
			return nil, fmt.Errorf("line %d: the client of this name is in line %d already", number, earlier)
		}
		if earlier := hashed[client.hash]; earlier > 0 {
			return nil, fmt.Errorf("line %d: the token of line %d again; each client needs its own", number, earlier)
		}
		if len(clients) == maxClients {
			return nil, fmt.Errorf("line %d: more than %d clients", number, maxClients)
		}
		named[client.name], hashed[client.hash] = number, number
		clients = append(clients, client)
	}
	return clients, nil
}

func parseLine(words []string) (listed, error) {
	for _, word := range words {
		if strings.HasPrefix(word, tokenPrefix) {
			return listed{}, errors.New("this is a token; the file takes its hash, as rolegraph token prints it. Whoever could read the file knows the token: make another one")
		}
	}
	if len(words) < 2 || len(words) > 3 {
		return listed{}, fmt.Errorf("expected a name, the hash of a token and, at will, a budget; number of words: %d", len(words))
	}
	client := listed{name: words[0]}
	if !isName(client.name) {
		return listed{}, fmt.Errorf("the first word can't name a client: expected %s", names)
	}
	digits, found := strings.CutPrefix(words[1], hashPrefix)
	decoded, err := hex.DecodeString(digits)
	if !found || err != nil || len(decoded) != len(client.hash) {
		return listed{}, fmt.Errorf("the second word is no hash: expected %s and %d hexadecimal digits, as rolegraph token prints it", hashPrefix, hex.EncodedLen(len(client.hash)))
	}
	copy(client.hash[:], decoded)
	if len(words) == 3 {
		budget, err := strconv.Atoi(words[2])
		if err != nil || budget < MinBudget || budget > MaxBudget {
			return listed{}, fmt.Errorf("the third word is no budget: expected the cost points a minute, from %d to %d", MinBudget, MaxBudget)
		}
		client.budget = budget
	}
	return client, nil
}
