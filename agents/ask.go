package agents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/graph"
	"rolegraph/kg"
)

// tools are the tools' answers.
type tools struct {
	api API
}

// ask asks the API, and gives the data as JSON.
func (t tools) ask(ctx context.Context, request graph.Request) (json.RawMessage, error) {
	response := t.api.Answer(ctx, request)
	defer response.Free()
	if len(response.Errors) > 0 {
		return nil, refusal(response.Errors)
	}
	return append(json.RawMessage(nil), response.Data...), nil
}

// read asks one of this package's operations, and reads the data into a value.
func (t tools) read(ctx context.Context, operation string, variables map[string]any, data any) error {
	text, err := t.ask(ctx, graph.Request{Query: operation, Variables: variables})
	if refused, ok := errors.AsType[refusal](err); ok {
		return refused.ofTool()
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(text, data)
}

// refusal is what the API says is wrong with an operation.
type refusal gqlerror.List

// Error is a line for each thing that is wrong: its code, what would be right,
// and where.
func (r refusal) Error() string {
	lines := make([]string, len(r))
	for i, problem := range r {
		line := fmt.Sprintf("%v: %s", problem.Extensions["code"], problem.Message)
		if len(problem.Path) > 0 {
			line += fmt.Sprintf(" (at %v)", problem.Path)
		}
		for _, place := range problem.Locations {
			line += fmt.Sprintf(" (line %d, column %d)", place.Line, place.Column)
		}
		if id, given := problem.Extensions["id"]; given {
			line += fmt.Sprintf(" (%v)", id)
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// ofTool is the refusal as told to those who know the tool and not its operation:
// with the tool's names of arguments, without places, and once where several fields
// have the same argument.
func (r refusal) ofTool() refusal {
	var told refusal
	for _, problem := range r {
		message := toolArguments().Replace(withIDs(problem.Message))
		if !slices.ContainsFunc(told, func(e *gqlerror.Error) bool { return e.Message == message }) {
			told = append(told, &gqlerror.Error{Message: message, Extensions: problem.Extensions})
		}
	}
	return told
}

// toolArguments has the arguments that tools have under another name than the API.
func toolArguments() *strings.Replacer {
	return strings.NewReplacer(
		"`text`", "`query`", "`of`", "`id`", "`maxHops`", "`max_hops`",
		"`profile.roles`", "`have`", "`profile.skills`", "`have`", "`profile.tools`", "`have`",
		"`profile.languages`", "`have`", "`profile.degrees`", "`have`",
		"`endCursor` or a `cursor` that the same field gave with the same arguments, `first` and `after` aside, for the same entity", "`next` of the same list",
	)
}

// profileList is the beginning of what is wrong with a part of a profile, of which the
// API knows the slugs of each kind, and a tool ids.
var profileList = regexp.MustCompile("^`profile\\.([a-z]+)`")

// quoted is a slug in a message.
var quoted = regexp.MustCompile(`"([a-z0-9-]+)"`)

// withIDs has what may be meant in a profile as ids.
func withIDs(message string) string {
	part := profileList.FindStringSubmatch(message)
	if part == nil {
		return message
	}
	for _, kind := range kg.Kinds() {
		if kind.Plural() == part[1] {
			return quoted.ReplaceAllString(message, `"`+kind.Prefix()+`:$1"`)
		}
	}
	return message
}

// number is a whole number as variables have it.
func number(n int) json.Number { return json.Number(strconv.Itoa(n)) }

// textOrNone is a text as variables have it, which the empty one is not.
func textOrNone(text string) any {
	if text == "" {
		return nil
	}
	return text
}
