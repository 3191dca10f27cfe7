package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rolegraph/kg"
)

// Index gives the index of the last version that an answer had. It is read
// from the database at first, and whenever the version has moved.
func (s *Store) Index(ctx context.Context) (*kg.Index, error) {
	if index := s.current(); index != nil {
		return index, nil
	}
	select {
	case s.loading <- struct{}{}:
		defer func() { <-s.loading }()
	case <-ctx.Done():
		return nil, problem(ctx, ctx.Err())
	}
	if index := s.current(); index != nil {
		return index, nil // loaded while this call waited
	}
	version, columns, err := s.consistent(ctx, indexStatement, nil)
	if err != nil {
		return nil, err
	}
	index, err := decodeIndex(version, columns)
	if err != nil {
		return nil, kg.Errorf(kg.Internal, "internal error").Because(err)
	}
	s.index.Store(index)
	return index, nil
}

// current is the index that is loaded, if it is of the last version seen.
func (s *Store) current() *kg.Index {
	index, seen := s.index.Load(), s.seen.Load()
	if index == nil || seen == nil || index.Version != *seen {
		return nil
	}
	return index
}

// indexStatement reads the sources, the degrees of each relation from either
// end, each with how many nodes have it, and the names of each kind.
var indexStatement = func() string {
	lines := []string{opening}
	columns := []string{"version", "epoch", "sources", "linkNumbers"}
	lines = append(lines, "WITH *, COLLECT { MATCH (s:Source) RETURN [s.slug, s.name, s.version, s.asOf, s.license, s.url] } AS sources")
	var degrees []string
	for _, relation := range kg.Relations() {
		for _, direction := range []kg.Direction{kg.Out, kg.In} {
			step := kg.Step{Relation: relation, Direction: direction}
			degrees = append(degrees, fmt.Sprintf("COLLECT { MATCH (n:%s:Entity) WITH COUNT { %s } AS links WHERE links > 0 WITH links, count(*) AS nodes RETURN [links, nodes] }",
				step.Source().Label(), pattern("n", "", "", step)))
		}
	}
	lines = append(lines, fmt.Sprintf("WITH *, [%s] AS linkNumbers", strings.Join(degrees, ", ")))
	for _, kind := range kg.Kinds() {
		column := kind.Plural()
		columns = append(columns, column)
		lines = append(lines, fmt.Sprintf("WITH *, COLLECT { MATCH (n:%s:Entity) WHERE n.key > '' WITH n ORDER BY n.key RETURN [n.slug, n.name, n.aliases, n.codes, n.roleCount, n.linkCount, n.linksBeyond] } AS %s", kind.Label(), column))
	}
	lines = append(lines, "WITH "+strings.Join(columns, ", "), closing+", "+strings.Join(columns[2:], ", "))
	return strings.Join(lines, "\n")
}()

func decodeIndex(version string, columns []any) (index *kg.Index, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("decoding the index of names: %v", fault)
		}
	}()
	var sources []kg.Source
	for _, each := range columns[0].([]any) {
		field := func(i int) string { value, _ := each.([]any)[i].(string); return value }
		sources = append(sources, kg.Source{
			Slug: field(0), Name: field(1), Version: field(2), AsOf: kg.Date(field(3)), License: field(4), URL: field(5),
		})
	}
	slices.SortFunc(sources, func(a, b kg.Source) int { return kg.CompareSources(a.Slug, b.Slug) })
	var degrees kg.Degrees
	for i, of := range columns[1].([]any) {
		relation, direction := i/2, i%2
		for _, each := range of.([]any) {
			values := each.([]any)
			for range values[1].(int64) {
				degrees[relation][direction] = append(degrees[relation][direction], int(values[0].(int64)))
			}
		}
	}
	var nodes [kg.KindCount][]kg.Node
	for kind := range nodes {
		for _, each := range columns[2+kind].([]any) {
			values := each.([]any)
			node := kg.Node{Kind: kg.Kind(kind), Slug: kg.Slug(values[0].(string))}
			for i, field := range []kg.NodeFields{kg.ReadName, kg.ReadAliases, kg.ReadCodes, kg.ReadRoleCount} {
				if err := put(nodeProperties, field, &node, values[1+i:]); err != nil {
					return nil, err
				}
			}
			node.SortKey = kg.SortKey(node.Name)
			node.LinkCount = int(values[5].(int64))
			for i, links := range values[6].([]any) {
				node.LinksBeyond[i] = int(links.(int64))
			}
			nodes[kind] = append(nodes[kind], node)
		}
	}
	return kg.NewIndex(version, sources, degrees, nodes), nil
}
