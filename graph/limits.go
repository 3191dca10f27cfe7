package graph

import (
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"

	"rolegraph/kg"
)

// Limits are how large an operation may be. They are checked before it is validated,
// with work that grows with the length of its text alone, and whether its fields
// exist or not.
type Limits struct {
	// Body is how many bytes the body of a request may have, or the query of its
	// URL.
	Body int
	// Tokens are the words, numbers, texts and signs of a document.
	Tokens int
	// Depth is how many fields may be nested, with fragments written out. What asks
	// for the schema has bounds of its own: see introspection.
	Depth int
	// Aliases are the fields of an operation that have one, with fragments written
	// out.
	Aliases int
	// RootFields are the fields of an operation that are in no other field, with
	// fragments written out.
	RootFields int
	// RepeatedFields are the fields that a document has again among the fields of
	// the same selection, under the same name in the answer. Validation compares each
	// of them with each.
	RepeatedFields int
	// FragmentSpreads are all of a document. Validation compares those of a selection
	// with each other.
	FragmentSpreads int
	// Directives are all of a document.
	Directives int
	// Variables are those that an operation defines.
	Variables int
	// Deadline is how long answering may take.
	Deadline time.Duration
}

// DefaultLimits are what the operations of usual clients stay far below.
func DefaultLimits() Limits {
	return Limits{
		Body: 100_000, Tokens: 2000, Depth: 12, Aliases: 30, RootFields: 20, RepeatedFields: 50, FragmentSpreads: 200, Directives: 50, Variables: 50,
		Deadline: 5 * time.Second,
	}
}

// tooManyTokens is the refusal of a document with more tokens than it may have, or
// nil.
func (l Limits) tooManyTokens(source *ast.Source) *gqlerror.Error {
	// A token has a byte at least.
	if len(source.Input) <= l.Tokens {
		return nil
	}
	tokens, reading := 0, lexer.New(source)
	var beyond *ast.Position // the first token that is too many
	for {
		token, err := reading.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			break // the parser tells what is no token
		}
		if tokens++; tokens == l.Tokens+1 {
			beyond = &token.Pos
		}
	}
	if beyond == nil {
		return nil
	}
	return above("tokens", tokens, l.Tokens, beyond, "the document has %d tokens; at most %d are allowed. Values that are long belong into variables")
}

// check is the refusal of a document that is larger than it may be, or asks for the
// schema where it may not; or nil. The document need not be valid: a fragment that
// contains itself counts once, and one that is missing is empty.
func (l Limits) check(document *ast.QueryDocument, introspection bool) *gqlerror.Error {
	c := counter{document: document, introspection: introspection, fragments: map[string]*extent{}}
	for _, operation := range document.Operations {
		if n := len(operation.VariableDefinitions); n > l.Variables {
			return above("variables", n, l.Variables, operation.VariableDefinitions[l.Variables].Position,
				"the operation has %d variables; at most %d are allowed")
		}
		c.directives(operation.Directives)
		for _, variable := range operation.VariableDefinitions {
			c.directives(variable.Directives)
		}
		of := c.selection(operation.SelectionSet)
		switch {
		case of.problem != nil:
			return of.problem
		case of.depth > l.Depth:
			return above("depth", of.depth, l.Depth, operation.Position,
				"the fields of the operation are nested %d deep; at most %d are allowed. Ask for what is deeper in another operation, by the ids that this one gives")
		case of.aliases > l.Aliases:
			return above("aliases", of.aliases, l.Aliases, operation.Position,
				"the operation has %d aliases, with its fragments written out; at most %d are allowed. Several entities can be asked for by `nodes(ids:)`")
		case of.fields > l.RootFields:
			return above("rootFields", of.fields, l.RootFields, operation.Position,
				"the operation has %d fields that are in no other, with its fragments written out; at most %d are allowed")
		case of.schemas > maxSchemas:
			return above("introspections", of.schemas, maxSchemas, operation.Position,
				"the operation asks %d times for the schema, with its fragments written out; at most %d is allowed")
		}
	}
	for _, fragment := range document.Fragments {
		c.directives(fragment.Directives)
		c.fragment(fragment.Name) // one that is not used is validated, too
	}
	switch {
	case c.repeated > l.RepeatedFields:
		return above("repeatedFields", c.repeated, l.RepeatedFields, c.lastRepeated,
			"the document selects %d fields that are selected beside themselves already; at most %d are allowed. Once is enough")
	case c.spreads > l.FragmentSpreads:
		return above("fragmentSpreads", c.spreads, l.FragmentSpreads, c.lastSpread,
			"the document spreads fragments in %d places; at most %d are allowed")
	case c.directiveCount > l.Directives:
		return above("directives", c.directiveCount, l.Directives, c.lastDirective,
			"the document has %d directives; at most %d are allowed")
	}
	return nil
}

// above is the refusal of what there is more of than a limit allows; the message has
// room for both numbers.
func above(limit string, is, most int, at *ast.Position, message string) *gqlerror.Error {
	refusal := coded(kg.TooCostly, message, is, most)
	refusal.Extensions[limit], refusal.Extensions["limit"] = is, most
	refusal.Locations = placed(at)
	return refusal
}

// placed are the locations of what is in one place.
func placed(at *ast.Position) []gqlerror.Location {
	return []gqlerror.Location{{Line: at.Line, Column: at.Column}}
}

// uncountable is what a number of fields is taken for that is larger. Fragments in
// fragments can have more than an int can count.
const uncountable = 1_000_000_000

// extent is how large a selection is, with fragments written out.
type extent struct {
	depth   int
	aliases int
	fields  int // that are in no other of the selection
	// schemas is how often it asks for the schema, and problem is what is wrong with
	// that.
	schemas int
	problem *gqlerror.Error
}

// with makes the extent that of a selection which has another one's fields, too.
func (e *extent) with(other extent) {
	e.depth = max(e.depth, other.depth)
	e.aliases = min(e.aliases+other.aliases, uncountable)
	e.fields = min(e.fields+other.fields, uncountable)
	e.schemas = min(e.schemas+other.schemas, uncountable)
	if e.problem == nil {
		e.problem = other.problem
	}
}

// counter measures a document. Each of its selections is looked at once.
type counter struct {
	document      *ast.QueryDocument
	introspection bool // that it may ask for the schema
	fragments     map[string]*extent

	repeated       int
	lastRepeated   *ast.Position
	spreads        int
	lastSpread     *ast.Position
	directiveCount int
	lastDirective  *ast.Position
}

func (c *counter) directives(directives ast.DirectiveList) {
	if n := len(directives); n > 0 {
		c.directiveCount += n
		c.lastDirective = directives[n-1].Position
	}
}

func (c *counter) fragment(name string) extent {
	if known, ok := c.fragments[name]; ok {
		return *known
	}
	c.fragments[name] = &extent{} // of itself, if it contains itself
	if definition := c.document.Fragments.ForName(name); definition != nil {
		of := c.selection(definition.SelectionSet)
		c.fragments[name] = &of
	}
	return *c.fragments[name]
}

func (c *counter) selection(set ast.SelectionSet) extent {
	of := extent{}
	c.add(&of, set, map[string]bool{})
	return of
}

// add adds to an extent what is selected, where some names are selected already. The
// fields of inline fragments are among those around them.
func (c *counter) add(to *extent, set ast.SelectionSet, selected map[string]bool) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			c.directives(s.Directives)
			c.repeats(s.Alias, s.Position, selected)
			below := c.selection(s.SelectionSet)
			if introspects(s) {
				below = ofIntrospection(s, below, c.introspection)
			}
			if s.Alias != s.Name {
				below.aliases++
			}
			below.depth, below.fields = below.depth+1, 1
			to.with(below)
		case *ast.InlineFragment:
			c.directives(s.Directives)
			c.add(to, s.SelectionSet, selected)
		case *ast.FragmentSpread:
			c.directives(s.Directives)
			c.spreads++
			c.lastSpread = s.Position
			to.with(c.fragment(s.Name))
		}
	}
}

func (c *counter) repeats(name string, at *ast.Position, selected map[string]bool) {
	if selected[name] {
		c.repeated++
		c.lastRepeated = at
	}
	selected[name] = true
}
