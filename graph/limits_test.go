package graph_test

import (
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"pgregory.net/rapid"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// unlimited is a configuration without the limits of graph.Limits.
func unlimited() graph.Config {
	const none = 1_000_000_000
	config := graph.DefaultConfig()
	config.Limits = graph.Limits{
		Body: none, Tokens: none, Depth: none, Aliases: none, RootFields: none, RepeatedFields: none, FragmentSpreads: none, Directives: none, Variables: none,
		Deadline: config.Limits.Deadline,
	}
	return config
}

func serviceOf(t testing.TB, config graph.Config) *graph.Service {
	t.Helper()
	store, err := embedded.New(nil, storetest.Example())
	if err != nil {
		t.Fatal(err)
	}
	return graph.NewService(store, slog.New(slog.DiscardHandler), config)
}

// refusedFor is the name of the limit that is why there is no answer, and its value.
func refusedFor(response *graph.Response) (limit string, is int) {
	if len(response.Errors) == 0 {
		return "", 0
	}
	for _, limit := range []string{"tokens", "depth", "aliases", "rootFields", "repeatedFields", "fragmentSpreads", "directives", "variables", "introspections"} {
		if is, ok := response.Errors[0].Extensions[limit].(int); ok {
			return limit, is
		}
	}
	return fmt.Sprint(response.Errors[0].Extensions["code"]), 0
}

// TestLimits has each limit's edge, counted by hand: what has as much is not refused
// for that, and what has one more is, with the limit's name.
func TestLimits(t *testing.T) {
	times := strings.Repeat
	numbered := func(n int, format string) (text string) {
		for i := range n {
			text += fmt.Sprintf(format, i)
		}
		return text
	}
	for _, c := range []struct {
		limit          string
		inside, beyond string
		is             int
	}{
		// { graph { version } } has 6 tokens.
		{"tokens", "{ graph { version" + times(" version", 44) + " } }" + times(" #\n", 1950), "{ graph { version" + times(" version", 44) + " } }" + times(" #\n", 1951), 2001},
		{"depth", times("{ a ", 12) + times("}", 12), times("{ a ", 13) + times("}", 13), 13},
		{"depth", "{ a { b { ...F } } } fragment F on X " + times("{ a ", 10) + times("}", 10), "{ a { b { ... { ...F } } } } fragment F on X " + times("{ a ", 11) + times("}", 11), 13},
		{"aliases", "{ g {" + numbered(30, " a%d: x") + " } }", "{ g {" + numbered(31, " a%d: x") + " } }", 31},
		{"aliases", "{ g { a { ...F } b { ...F } } } fragment F on X {" + numbered(15, " a%d: x") + " }", "{ g { a { ...F } b { ...F } } } fragment F on X {" + numbered(16, " a%d: x") + " }", 32},
		{"rootFields", "{" + numbered(20, " a%d") + " }", "{" + numbered(21, " a%d") + " }", 21},
		{"rootFields", "{ x ...F } fragment F on X {" + numbered(19, " a%d") + " }", "{ x ... { y } ...F } fragment F on X {" + numbered(19, " a%d") + " }", 21},
		{"repeatedFields", "{ g { x" + times(" x", 50) + " } }", "{ g { x" + times(" x", 51) + " } }", 51},
		// Others are under another name, or elsewhere.
		{"repeatedFields", "{ g { x a: x } h { x" + times(" ... { x }", 50) + " } }", "{ g { x x } h { x" + times(" ... { x }", 50) + " } }", 51},
		{"fragmentSpreads", "{ ... { a {" + times(" ...F", 199) + " } } } fragment F on Query { g { ...F } }", "{ ... { a {" + times(" ...F", 200) + " } } } fragment F on Query { g { ...F } }", 201},
		{"directives", "{ g" + times(" @a", 49) + " { x @a } }", "query @a { g" + times(" @a", 49) + " { x @a } }", 51},
		{"variables", "query(" + numbered(50, "$a%d: A ") + ") { g }", "query(" + numbered(51, "$a%d: A ") + ") { g }", 51},
		{"introspections", "{ __schema { types { name } } }", "{ __schema { types { name } } a: __schema { types { name } } }", 2},
		{"depth", "{ __schema" + times("{ a ", 14) + times("}", 14) + " }", "{ __schema" + times("{ a ", 15) + times("}", 15) + " }", 16},
		{"aliases", "{ t: __type(name: \"Role\") { name } }", "{ __type(name: \"Role\") { a: name } }", 1},
		// What contains itself is for the validation.
		{"depth", "{ ...F } fragment F on Query { a { ...F } }", times("{ a ", 12) + "{ ...F }" + times("}", 12) + " fragment F on Query { a { ...F } }", 13},
	} {
		service := serviceOf(t, graph.DefaultConfig())
		if limit, _ := refusedFor(service.Answer(t.Context(), graph.Request{Query: c.inside})); limit == c.limit {
			t.Errorf("%s: refused for its %s", c.inside, limit)
		}
		response := service.Answer(t.Context(), graph.Request{Query: c.beyond})
		limit, is := refusedFor(response)
		if limit != c.limit || is != c.is || response.Errors[0].Locations == nil || response.Errors[0].Extensions["code"] != string(kg.TooCostly) {
			t.Errorf("%s: refused for %q, %d: %v; want %s, %d", c.beyond, limit, is, response.Errors, c.limit, c.is)
		}
	}
}

// written writes a selection out, without fragments: as fields, each with those below
// it.
type written struct {
	name  string // in the answer
	alias bool
	below []written
}

func writeOut(document *ast.QueryDocument, set ast.SelectionSet) (fields []written) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			fields = append(fields, written{s.Alias, s.Alias != s.Name, writeOut(document, s.SelectionSet)})
		case *ast.InlineFragment:
			fields = append(fields, writeOut(document, s.SelectionSet)...)
		case *ast.FragmentSpread:
			fields = append(fields, writeOut(document, document.Fragments.ForName(s.Name).SelectionSet)...)
		}
	}
	return fields
}

func depthOf(fields []written) (depth int) {
	for _, field := range fields {
		depth = max(depth, 1+depthOf(field.below))
	}
	return depth
}

func aliasesOf(fields []written) (aliases int) {
	for _, field := range fields {
		if field.alias {
			aliases++
		}
		aliases += aliasesOf(field.below)
	}
	return aliases
}

// TestLimitsOfRandomOperations counts what random operations have by writing them out:
// with limits of just that they are not refused, and with one less of any they are.
func TestLimitsOfRandomOperations(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: graph.SDL()})
	facts := storetest.Example()
	store, err := embedded.New(nil, facts)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text, variables := drawOperation(t, schema, kg.Merge(nil, facts))
		document, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			t.Fatal(err)
		}
		fields := writeOut(document, document.Operations[0].SelectionSet)
		exact := unlimited()
		exact.Limits.Depth, exact.Limits.Aliases, exact.Limits.RootFields = max(depthOf(fields), 1), max(aliasesOf(fields), 1), len(fields)
		exact.Limits.Directives = strings.Count(text, "@")
		exact.Limits.Variables = len(document.Operations[0].VariableDefinitions)
		answered := func(config graph.Config) gqlerror.List {
			service := graph.NewService(store, slog.New(slog.DiscardHandler), config)
			return service.Answer(t.Context(), graph.Request{Query: text, Variables: maps.Clone(variables)}).Errors
		}
		if problems := answered(exact); len(problems) > 0 && problems[0].Extensions["limit"] != nil && problems[0].Extensions["cost"] == nil {
			t.Fatalf("%s\nis within the limits %+v, and refused: %v", text, exact.Limits, problems)
		}
		for name, less := range map[string]func(*graph.Limits) *int{
			"depth":      func(l *graph.Limits) *int { return &l.Depth },
			"aliases":    func(l *graph.Limits) *int { return &l.Aliases },
			"rootFields": func(l *graph.Limits) *int { return &l.RootFields },
			"directives": func(l *graph.Limits) *int { return &l.Directives },
			"variables":  func(l *graph.Limits) *int { return &l.Variables },
		} {
			config := exact
			limit := less(&config.Limits)
			if *limit--; name == "aliases" && aliasesOf(fields) == 0 {
				continue
			}
			problems := answered(config)
			if len(problems) == 0 || problems[0].Extensions[name] != *limit+1 || problems[0].Extensions["limit"] != *limit {
				t.Fatalf("%s\nhas %s above %d, and is answered with %v", text, name, *limit, problems)
			}
		}
	})
}

// TestLocked has no schema, and says nothing of it.
func TestLocked(t *testing.T) {
	config := graph.DefaultConfig()
	config.Introspection, config.Suggestions = false, false
	locked, open := serviceOf(t, config), serviceOf(t, graph.DefaultConfig())
	for _, query := range []string{
		`{ __schema { queryType { name } } }`, `{ __type(name: "Role") { name } }`, `{ ...F } fragment F on Query { ... { a: __schema { queryType { name } } } }`,
		`{ tols { totalCount } }`, `{ tools(frist: 1) { totalCount } }`, `{ tools(orderBy: {field: NAMES}) { totalCount } }`, `{ tools(where: {sluggs: []}) { totalCount } }`,
		`query($a: Strin) { tools { totalCount } }`, `{ tools }`, `fragment F on Rol { id } { ...F }`,
	} {
		problems := locked.Answer(t.Context(), graph.Request{Query: query}).Errors
		if len(problems) == 0 {
			t.Errorf("%s is answered", query)
			continue
		}
		if problems[0].Extensions["code"] != "GRAPHQL_VALIDATION_FAILED" {
			t.Errorf("%s: %v", query, problems)
		}
		for _, problem := range problems {
			if strings.Contains(problem.Message, "mean") {
				t.Errorf("%s: %v", query, problem)
			}
		}
	}
	if problems := open.Answer(t.Context(), graph.Request{Query: `{ tols { totalCount } }`}).Errors; !strings.Contains(problems.Error(), `Did you mean "tools"`) {
		t.Error(problems)
	}
	if response := locked.Answer(t.Context(), graph.Request{Query: `{ __typename tools { __typename } }`}); len(response.Errors) > 0 {
		t.Errorf("`__typename` is no secret: %v", response.Errors)
	}
}
