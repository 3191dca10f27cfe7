package answer

import "rolegraph/kg"

// Compare is the comparison of roles by slug, by the links that match.
func (a *Answer) Compare(roles []string, link *LinkFilter) RoleComparison {
	return RoleComparison{a, roles, link.canonical()}
}

// List is the page of a root list of a kind.
func List[N Kind](a *Answer, kind kg.Kind, args *ListArguments) Connection[N] {
	return Connection[N]{a.page(args.Key(Root, "Query", kind.Plural()), kg.NoParent, "", args)}
}

// One is the entity of a kind with the slug, or nil.
func One[N Kind](a *Answer, kind kg.Kind, slug string) *N {
	found, ok := a.single(kg.ID{Kind: kind, Slug: kg.Slug(slug)}).(N)
	if !ok {
		return nil
	}
	return &found
}

// Graph is the schema's type Graph.
func (a *Answer) Graph() Graph { return Graph{a} }

// Graph is the schema's type Graph.
type Graph struct{ in *Answer }

// Version is a hash of all that the graph holds.
func (g Graph) Version() string { return g.in.Result.Version }

// Counts are in the order of kinds.
func (g Graph) Counts() []KindCount {
	counts := make([]KindCount, 0, kg.KindCount)
	for _, kind := range kg.Kinds() {
		counts = append(counts, KindCount{kind.String(), len(g.in.Index.Names(kind))})
	}
	return counts
}

// Links are in the order of relations.
func (g Graph) Links() []RelationCount {
	counts := make([]RelationCount, 0, kg.RelationCount)
	for _, relation := range kg.Relations() {
		counts = append(counts, RelationCount{relation.String(), g.in.Index.Links[relation]})
	}
	return counts
}

// Sources are in registry order.
func (g Graph) Sources() []Source {
	sources := make([]Source, len(g.in.Index.Sources))
	for i, source := range g.in.Index.Sources {
		sources[i] = Source{source}
	}
	return sources
}

// KindCount is the schema's type KindCount.
type KindCount struct {
	Kind  string
	Count int
}

// RelationCount is the schema's type RelationCount.
type RelationCount struct {
	Relation string
	Count    int
}
