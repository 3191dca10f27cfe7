package answer

import "rolegraph/kg"

// NeighborhoodArguments are the arguments of Query.neighborhood.
type NeighborhoodArguments struct {
	Of    string    `json:"of"`
	Hops  int       `json:"hops"`
	Kinds []kg.Kind `json:"kinds,omitempty"` // empty for all
	First int       `json:"first"`
}

const (
	// DefaultHops is how many hops a neighborhood has that does not say.
	DefaultHops = 1
	// DefaultSurroundings is how many entities a neighborhood shows that does not
	// say.
	DefaultSurroundings = 100
)

// NewNeighborhoodArguments reads the arguments of Query.neighborhood into
// canonical form.
func NewNeighborhoodArguments(of string, hops *int, kinds []string, first *int) *NeighborhoodArguments {
	args := &NeighborhoodArguments{Of: of, Hops: DefaultHops, First: DefaultSurroundings}
	if hops != nil {
		args.Hops = *hops
	}
	if first != nil {
		args.First = *first
	}
	args.Kinds = restriction(kinds)
	return args
}

// Key is the key of the branch that answers it.
func (a *NeighborhoodArguments) Key() Key { return Key{Root, "Query", "neighborhood", encode(a)} }

// Neighborhood is what lies around an entity.
func (a *Answer) Neighborhood(args *NeighborhoodArguments) Subgraph {
	return Subgraph{a, a.branch(args.Key())}
}

// Subgraph is the schema's type Subgraph.
type Subgraph struct {
	in     *Answer
	branch int
}

func (s Subgraph) table() *kg.Table { return &s.in.Result.Branches[s.branch] }

func (s Subgraph) entity(at int32) Entity {
	return entity{s.in, s.branch, at}.as(s.in.Result.Nodes[at].Kind)
}

// Nodes are the center, then what lies around it, in order.
func (s Subgraph) Nodes() []Entity {
	nodes := make([]Entity, len(s.table().Entries))
	for i, entry := range s.table().Entries {
		nodes[i] = s.entity(entry.Node)
	}
	return nodes
}

// Links are all links between the nodes.
func (s Subgraph) Links() []GraphLink {
	links := make([]GraphLink, len(s.table().Around.Links))
	for i, l := range s.table().Around.Links {
		links[i] = GraphLink{
			link: link{s.in, l.Link},
			from: func() Entity { return s.entity(l.From) },
			to:   func() Entity { return s.entity(l.To) },
		}
	}
	return links
}

// The schema's ResultMode.
const (
	// Exact says that all is there.
	Exact = "EXACT"
	// Truncated says that there is more.
	Truncated = "TRUNCATED"
)

// Mode says whether there are more nodes.
func (s Subgraph) Mode() string {
	if s.table().Rows[0].More {
		return Truncated
	}
	return Exact
}

// Omitted is how many more nodes there are.
func (s Subgraph) Omitted() int { return s.table().Rows[0].Total - len(s.table().Entries) }

// Hubs are the nodes that were not walked through.
func (s Subgraph) Hubs() []Entity {
	hubs := make([]Entity, len(s.table().Around.Hubs))
	for i, at := range s.table().Around.Hubs {
		hubs[i] = s.entity(at)
	}
	return hubs
}
