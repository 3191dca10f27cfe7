package kg

import "context"

// Store holds a graph and answers plans. It is safe for use by several
// goroutines; readers never wait for a writer.
//
// Errors are *Error: Timeout when the context's deadline passed or it was
// cancelled, Unavailable when the graph can't be reached or is being written,
// Internal else.
type Store interface {
	// Index is what is known of the graph before a plan is made. It is the
	// last one that the store has seen: when a result has another version, the
	// next call gives that version's or a later one's.
	Index(ctx context.Context) (*Index, error)

	// Execute answers a plan from one state of the graph, which Result.Version
	// names: the caller compares it with that of its Index. A plan without
	// branches is answered too.
	//
	// The plan must be well formed, as its types' comments say; the store may
	// panic on one that is not. Execute does not change the plan. The result
	// may share memory with the store: it must not be changed.
	Execute(ctx context.Context, plan *Plan) (*Result, error)

	// Facts are what all sources said, as Replace took it, of one state of the
	// graph, in no order. While another process replaces some, they are the old
	// ones or the new. They may share memory with the store: they must not be
	// changed.
	Facts(ctx context.Context) ([]*Facts, error)

	// Replace makes all that some sources said be these facts, at once, and
	// leaves what other sources said. If the sources said just that already, the
	// graph stays as it is. Facts that don't pass Check, and two of one source,
	// are refused with BadUserInput. On an error the graph that readers see is the
	// old one, or Unavailable until a Replace succeeds; never a mixture.
	Replace(ctx context.Context, facts ...*Facts) (*Replacement, error)

	// Close ends the store's use of resources. Nothing else may be called
	// after it.
	Close(ctx context.Context) error
}

// Replacement is what a Replace has come to.
type Replacement struct {
	// Changes are what has become of the graph that the facts were before.
	Changes *Changes
	// LeftOut is what Merge left out of the new graph.
	LeftOut MergeReport
	// Version is that of the new graph, and Entities and Links how many it has.
	Version         string
	Entities, Links int
}

// NewReplacement compares the graph of before with the one of after.
func NewReplacement(before, after *Graph) *Replacement {
	return &Replacement{Compare(before, after), after.Report(), after.Version(), len(after.Nodes()), len(after.Links())}
}
