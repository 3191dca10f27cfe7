package graph

import (
	"context"
	"encoding/json"
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// prepared is an operation that only has to be executed: what its plan asks of the
// store, and how the answer is written. All but least, asked and the texts of the shape
// does not change.
type prepared struct {
	name string // of the operation
	cost int    // how many nodes and links it may touch
	// least is the shortest time that executing it took, in nanoseconds; 0 before the
	// first time.
	least atomic.Int64
	// asked is how often the operation was asked again.
	asked atomic.Uint64
	index *kg.Index // that it was planned with
	plan  kg.Plan
	// execute has the store execute the plan.
	execute func(context.Context) (*kg.Result, error)
	shape   shape.Operation
	sites   []site
	// mayBeTooLarge says that the answer must be measured before it is written.
	mayBeTooLarge bool
	cursors       []cursorOfParents
}

// preparer is a store that sends plans to a database, in a form that it makes of
// each.
type preparer interface {
	// Prepare makes the form of a plan once, and gives what executes it. The plan
	// must not be changed any more.
	Prepare(plan *kg.Plan) func(context.Context) (*kg.Result, error)
}

// prepare is what is left of the planning of an operation that may be executed.
func (s *Service) prepare(p *planner, name string) *prepared {
	if s.config.Executor == Shaped {
		p.shape.KeepTexts(s.renderedOf(p.index), false)
	}
	ready := &prepared{
		name: name, cost: p.cost.total, index: p.index, plan: p.plan, shape: p.shape, sites: p.sites,
		mayBeTooLarge: mayBeTooLarge(p.sites, &p.plan), cursors: p.cursors,
	}
	if database, ok := s.store.(preparer); ok {
		ready.execute = database.Prepare(&ready.plan)
	} else {
		ready.execute = func(ctx context.Context) (*kg.Result, error) { return s.store.Execute(ctx, &ready.plan) }
	}
	return ready
}

// askedAgain has an operation that is asked again use all texts of entities that are kept,
// and looks now and then anew for those that others have pushed out meanwhile.
func (s *Service) askedAgain(ready *prepared) {
	const often = 64
	if ready.asked.Add(1)%often == 1 {
		ready.shape.KeepTexts(s.renderedOf(ready.index), true)
	}
}

// KeptTexts is how much memory the texts of entities take that are kept, in bytes.
func (s *Service) KeptTexts() int {
	if rendered := s.rendered.Load(); rendered != nil {
		return rendered.Bytes()
	}
	return 0
}

// renderedOf has the texts of a graph. Those of another one are forgotten.
func (s *Service) renderedOf(index *kg.Index) *shape.Rendered {
	rendered := s.rendered.Load()
	if rendered == nil || rendered.Index != index {
		rendered = shape.NewRendered(index)
		s.rendered.Store(rendered)
	}
	return rendered
}

// tooLarge reports whether the answer would have more than maxValues values.
func (p *prepared) tooLarge(result *kg.Result) bool {
	return p.mayBeTooLarge && tooLarge(p.sites, result)
}

// checkCursors finds the cursors that turn out to be of the list of another
// entity than those that the result has.
func (p *prepared) checkCursors(result *kg.Result) gqlerror.List {
	var found problems
	for i := range p.cursors {
		cursor := &p.cursors[i]
		for _, row := range result.Branches[cursor.branch].Rows {
			if !cursor.belongsTo(result.Nodes[row.Parent].ID()) {
				found.wrongList(cursor.path)
				break
			}
		}
	}
	return gqlerror.List(found)
}

// What is kept of operations, so that a known one need not be read again, nor
// planned if its variables are known too. It is bounded by number and by the size
// of each: a document takes at most some 500 kB (most take a tenth of that), a plan
// some 150 kB, and a body with its key 16 kB: together 200 MB at worst.
const (
	keptDocuments = 200
	keptPlans     = 500
	maxKeptText   = 8000 // bytes of a body, of a document, and of one with its variables
	maxKeptFields = 200  // of a plan
	maxHeld       = 2000 // slugs that a plan has from the index
)

// operations remembers operations. An operation that was asked for twice is not
// forgotten for those that were asked for once.
type operations struct {
	keys      *lru.TwoQueueCache[string, string] // of plans, by bodies
	documents *lru.TwoQueueCache[string, *ast.QueryDocument]
	plans     *lru.TwoQueueCache[string, *prepared]
	index     atomic.Pointer[kg.Index] // that the plans are for

	documentsLookedUp, plansLookedUp lookups
}

// lookups counts how often something was looked for among what is kept.
type lookups struct{ known, unknown atomic.Uint64 }

func (l *lookups) count(known bool) {
	if known {
		l.known.Add(1)
	} else {
		l.unknown.Add(1)
	}
}

// Lookups are how many requests found something that was kept, and how many did
// not.
type Lookups struct{ Known, Unknown uint64 }

func (l *lookups) so() Lookups { return Lookups{l.known.Load(), l.unknown.Load()} }

// KnownDocuments tells how many requests had a document that need not be parsed and
// validated, of those whose plan was not known.
func (s *Service) KnownDocuments() Lookups { return s.known.documentsLookedUp.so() }

// KnownPlans tells how many requests had a plan that was known, with their
// variables.
func (s *Service) KnownPlans() Lookups { return s.known.plansLookedUp.so() }

func newOperations() *operations {
	keys, err := lru.New2Q[string, string](keptPlans)
	must(err)
	documents, err := lru.New2Q[string, *ast.QueryDocument](keptDocuments)
	must(err)
	plans, err := lru.New2Q[string, *prepared](keptPlans)
	must(err)
	return &operations{keys: keys, documents: documents, plans: plans}
}

// keyOf is the key of the plan that was kept for the request of a body; empty if
// there is none. The plan may have gone since.
func (o *operations) keyOf(body []byte) string {
	if len(body) > maxKeptText {
		return ""
	}
	key, _ := o.keys.Get(string(body))
	return key
}

// document is a valid document of a text, or nil if none is kept.
func (o *operations) document(text string) *ast.QueryDocument {
	var document *ast.QueryDocument
	if len(text) <= maxKeptText {
		document, _ = o.documents.Get(text)
	}
	o.documentsLookedUp.count(document != nil)
	return document
}

// keepDocument keeps a valid document of a text.
func (o *operations) keepDocument(text string, document *ast.QueryDocument) {
	if len(text) <= maxKeptText {
		o.documents.Add(text, document)
	}
}

// planKey tells requests apart whose plans may differ, for one graph; empty for one
// whose plan is not kept.
func planKey(request *Request) string {
	if len(request.Query) > maxKeptText || request.Explain != NoExplain {
		return ""
	}
	variables, err := json.Marshal(request.Variables)
	if err != nil || len(request.Query)+len(request.OperationName)+len(variables) > maxKeptText {
		return ""
	}
	method := "any"
	if request.QueryOnly {
		method = "query"
	}
	// A name that is no GraphQL name finds no operation.
	return method + " " + request.OperationName + "\x00" + string(variables) + "\x00" + request.Query
}

// plan is the plan of a key for the graph of an index, or nil if none is kept.
func (o *operations) plan(key string, index *kg.Index) *prepared {
	if o.index.Swap(index) != index {
		o.plans.Purge() // they hold a graph in memory that is no more
	}
	var kept *prepared
	if key != "" {
		kept, _ = o.plans.Get(key)
	}
	known := kept != nil && kept.index == index
	if key != "" {
		o.plansLookedUp.count(known)
	}
	if !known {
		return nil
	}
	return kept
}

// keepPlan keeps what was planned under a key, if it is not too large, and for the
// body of the request, if there is one, the key.
func (o *operations) keepPlan(key string, body []byte, planned *planner, ready *prepared) {
	if key == "" || planned.introspects || planned.walked > maxKeptFields || planned.held > maxHeld || o.index.Load() != ready.index {
		return
	}
	o.plans.Add(key, ready)
	if o.index.Load() != ready.index {
		o.plans.Remove(key) // it came behind the purge
		return
	}
	if body != nil && len(body) <= maxKeptText {
		o.keys.Add(string(body), key)
	}
}
